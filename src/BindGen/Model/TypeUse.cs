// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.BindGen.Model;

/// <summary>
/// A type where it is used: <c>const float *</c> is (float, Pointer, Const). Code names the enum whose values an
/// integer takes.
/// </summary>
internal sealed record TypeUse(string Name, bool Pointer = false, bool Const = false, string? Code = null)
{
    /// <summary>The type in C, ready for a name to be appended.</summary>
    public string InC => (Const ? "const " : "") + (Code ?? Name) + (Pointer ? " *" : " ");
}
