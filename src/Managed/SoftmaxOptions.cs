// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss;

/// <summary>Options of the softmax family. <c>default</c> is the documented default of each.</summary>
public readonly record struct SoftmaxOptions
{
    /// <summary>
    /// A row whose logits are all -inf has probabilities 0, log-probabilities -inf and gradient 0, instead of NaN.
    /// Default: false.
    /// </summary>
    public bool EmptyRowZero { get; init; }

    internal Interop.SoftmaxOptions ToNative() => new()
    {
        StructSize = (uint)Unsafe.SizeOf<Interop.SoftmaxOptions>(),
        Flags = EmptyRowZero ? SoftmaxFlags.EmptyRowZero : SoftmaxFlags.Default,
    };
}
