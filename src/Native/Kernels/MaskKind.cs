// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Kernels;

/// <summary>What a row's mask is, if it has one.</summary>
internal enum MaskKind
{
    None,

    /// <summary>Bytes: 0 leaves the class out.</summary>
    Keep,

    /// <summary>Elements of the logits' type, added to them.</summary>
    Add,
}
