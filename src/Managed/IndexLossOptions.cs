// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss;

/// <summary>
/// Options of the losses with class labels other than cross-entropy. <c>default</c> is the documented default of each.
/// </summary>
public readonly record struct IndexLossOptions
{
    /// <summary>
    /// How the rows' losses become the returned one. Default: the mean. None is for the methods whose name ends in Rows.
    /// </summary>
    public Reduction Reduction { get; init; }

    /// <summary>
    /// Label of rows to leave out: loss 0, gradient 0, not counted in the mean. Any value. Default: null, none.
    /// </summary>
    public long? IgnoreIndex { get; init; }

    /// <summary>The mean over nothing (no rows, or every row ignored) is 0 instead of NaN. Default: false.</summary>
    public bool EmptyMeanZero { get; init; }

    /// <summary>The struct for a call, or null where it would say nothing: that is a little faster.</summary>
    /// <param name="native">Where to put it.</param>
    /// <param name="reduction">That of the method.</param>
    /// <param name="hasMore">The caller has more to put into it.</param>
    internal unsafe Interop.IndexLossOptions* ToNative(Interop.IndexLossOptions* native, Reduction reduction, bool hasMore)
    {
        var flags = (IgnoreIndex.HasValue ? IndexLossFlags.IgnoreIndex : 0) | (EmptyMeanZero ? IndexLossFlags.EmptyMeanZero : 0);
        if (!hasMore && flags == 0 && reduction == Reduction.Mean)
            return null;
        *native = new()
        {
            StructSize = (uint)sizeof(Interop.IndexLossOptions),
            Flags = flags,
            Reduction = reduction,
            IgnoreIndex = IgnoreIndex.GetValueOrDefault(),
        };
        return native;
    }
}
