// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss;

/// <summary>Options of entropies and divergences of rows. <c>default</c> is the documented default of each.</summary>
public readonly record struct DivergenceOptions
{
    /// <summary>
    /// How the rows' losses become the returned one. Default: the mean. None is for the methods whose name ends in Rows.
    /// </summary>
    public Reduction Reduction { get; init; }

    /// <summary>The mean over nothing (no rows, or weights that add up to 0) is 0 instead of NaN. Default: false.</summary>
    public bool EmptyMeanZero { get; init; }

    /// <summary>The first input is logits; its distribution is their softmax. Default: false.</summary>
    public bool FirstLogits { get; init; }

    /// <summary>The second input is logits; its distribution is their softmax. Default: false.</summary>
    public bool SecondLogits { get; init; }

    /// <summary>The sum of both directions; KlOfRows and KlHinge only. Default: false.</summary>
    public bool Symmetric { get; init; }

    /// <summary>In bits instead of nats; not for KlHinge. Default: false.</summary>
    public bool Bits { get; init; }

    /// <summary>The hinge is soft: log(1 + exp(x)) instead of max(0, x); KlHinge only. Default: false.</summary>
    public bool Soft { get; init; }

    /// <summary>
    /// Divided by the entropy of the even distribution, so that the result lies in [0, 1]; EntropyOfProbs only. Default: false.
    /// </summary>
    public bool Normalized { get; init; }

    /// <summary>The struct for a call, or null where it would say nothing: that is a little faster.</summary>
    /// <param name="native">Where to put it.</param>
    /// <param name="reduction">That of the method.</param>
    /// <param name="hasMore">The caller has more to put into it.</param>
    internal unsafe Interop.DivergenceOptions* ToNative(Interop.DivergenceOptions* native, Reduction reduction, bool hasMore)
    {
        var flags = (EmptyMeanZero ? DivergenceFlags.EmptyMeanZero : 0)
            | (FirstLogits ? DivergenceFlags.FirstLogits : 0)
            | (SecondLogits ? DivergenceFlags.SecondLogits : 0)
            | (Symmetric ? DivergenceFlags.Symmetric : 0)
            | (Bits ? DivergenceFlags.Bits : 0)
            | (Soft ? DivergenceFlags.Soft : 0)
            | (Normalized ? DivergenceFlags.Normalized : 0);
        if (!hasMore && flags == 0 && reduction == Reduction.Mean)
            return null;
        *native = new()
        {
            StructSize = (uint)sizeof(Interop.DivergenceOptions),
            Flags = flags,
            Reduction = reduction,
        };
        return native;
    }
}
