// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss;

/// <summary>Options of the softmax family. <c>default</c> is the documented default of each.</summary>
public readonly record struct SoftmaxOptions
{
    /// <summary>
    /// A row whose logits are all -inf or left out by a mask has probabilities 0, log-probabilities -inf, entropy 0 and
    /// gradient 0, instead of NaN. Default: false.
    /// </summary>
    public bool EmptyRowZero { get; init; }

    /// <summary>
    /// The logits are divided by it first; finite, and 0, the default, means 1. Negative turns the order of the classes
    /// round.
    /// </summary>
    public double Temperature { get; init; }

    /// <summary>Entropy in bits instead of nats; for entropies only. Default: false.</summary>
    public bool Bits { get; init; }

    /// <summary>The struct for a call, or null where it would say nothing: that is a little faster.</summary>
    internal unsafe Interop.SoftmaxOptions* ToNative<T>(
        Interop.SoftmaxOptions* native, Extent logits, in ClassMask<T> mask, void* pinnedMask)
        where T : unmanaged
    {
        if (mask.Length == 0 && logits.Inner == 1 && Temperature == 0 && !EmptyRowZero && !Bits)
            return null;
        *native = new()
        {
            StructSize = (uint)sizeof(Interop.SoftmaxOptions),
            Flags = (EmptyRowZero ? SoftmaxFlags.EmptyRowZero : SoftmaxFlags.Default)
                | (Bits ? SoftmaxFlags.Bits : SoftmaxFlags.Default),
            Inner = logits.Inner,
            Temperature = Temperature,
            MaskType = mask.Type,
            Mask = pinnedMask,
            MaskStride = mask.StrideFor(logits),
        };
        return native;
    }
}
