// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss;

/// <summary>Options of the losses of pairs and triplets of rows. <c>default</c> is the documented default of each.</summary>
public readonly record struct PairLossOptions
{
    /// <summary>
    /// How the rows' losses become the returned one. Default: the mean. None is for the methods whose name ends in Rows.
    /// </summary>
    public Reduction Reduction { get; init; }

    /// <summary>The mean over nothing (no rows, or weights that add up to 0) is 0 instead of NaN. Default: false.</summary>
    public bool EmptyMeanZero { get; init; }

    /// <summary>
    /// The distance of the negative from the positive counts instead of that from the anchor, where it is smaller; TripletMargin
    /// only. Default: false.
    /// </summary>
    public bool Swap { get; init; }

    /// <summary>The struct for a call, or null where it would say nothing: that is a little faster.</summary>
    /// <param name="native">Where to put it.</param>
    /// <param name="reduction">That of the method.</param>
    /// <param name="hasMore">The caller has more to put into it.</param>
    internal unsafe Interop.PairLossOptions* ToNative(Interop.PairLossOptions* native, Reduction reduction, bool hasMore)
    {
        var flags = (EmptyMeanZero ? PairLossFlags.EmptyMeanZero : 0)
            | (Swap ? PairLossFlags.Swap : 0);
        if (!hasMore && flags == 0 && reduction == Reduction.Mean)
            return null;
        *native = new()
        {
            StructSize = (uint)sizeof(Interop.PairLossOptions),
            Flags = flags,
            Reduction = reduction,
        };
        return native;
    }
}
