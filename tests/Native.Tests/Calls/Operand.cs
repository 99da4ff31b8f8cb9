// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Tests.Inputs;

namespace NativeLoss.Native.Tests.Calls;

/// <summary>
/// One array of a call, named as the export's parameter. <paramref name="Fill"/> is null for a pure output; an output
/// with content is read and written.
/// </summary>
internal sealed record Operand(string Name, Axis Outer, Axis Inner, bool IsOutput, Fill? Fill = null)
{
    internal static Operand In(string name, Axis outer, Axis inner, Fill fill) => new(name, outer, inner, false, fill);

    internal static Operand Out(string name, Axis outer, Axis inner) => new(name, outer, inner, true);

    internal static Operand InOut(string name, Axis outer, Axis inner, Fill fill) =>
        new(name, outer, inner, true, fill);
}
