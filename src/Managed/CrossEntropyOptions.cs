// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss;

/// <summary>Options of cross-entropy. <c>default</c> is the documented default of each.</summary>
public readonly record struct CrossEntropyOptions
{
    /// <summary>
    /// How the rows' losses become the returned one. Default: the mean. None is for CrossEntropyRows only.
    /// </summary>
    public Reduction Reduction { get; init; }

    /// <summary>
    /// Probability mass spread evenly over all classes, in [0, 1]. Default: 0, off. Typical: 0.05 to 0.2.
    /// </summary>
    public double LabelSmoothing { get; init; }

    /// <summary>
    /// Label of rows to leave out: loss 0, gradient 0, not counted in the mean. Any value; index labels only. Default:
    /// null, none.
    /// </summary>
    public long? IgnoreIndex { get; init; }

    /// <summary>The mean over nothing (no rows, or every row ignored) is 0 instead of NaN. Default: false.</summary>
    public bool EmptyMeanZero { get; init; }

    /// <summary>
    /// Coefficient of the z-loss, lse squared, which is added to each row's loss; finite. Default: 0, off. Typical: 1e-4.
    /// </summary>
    public double ZLoss { get; init; }

    /// <summary>
    /// Each logit z is replaced by Softcap tanh(z / Softcap) first; finite, at least 0. Default: 0, off. Typical: 30 to 50.
    /// </summary>
    public double Softcap { get; init; }

    /// <summary>Share of the loss of labels, in [0, 1], where there are second labels; the rest is theirs.</summary>
    public double MixLambda { get; init; }

    /// <summary>The struct for a call, or null where it would say nothing: that is a little faster.</summary>
    /// <param name="native">Where to put it.</param>
    /// <param name="inner">Elements from one class of a row to the next.</param>
    /// <param name="reduction">That of the method.</param>
    /// <param name="hasMore">The caller has more to put into it.</param>
    internal unsafe Interop.CrossEntropyOptions* ToNative(
        Interop.CrossEntropyOptions* native, long inner, Reduction reduction, bool hasMore)
    {
        var flags = (IgnoreIndex.HasValue ? CrossEntropyFlags.IgnoreIndex : 0)
            | (EmptyMeanZero ? CrossEntropyFlags.EmptyMeanZero : 0);
        if (!hasMore && flags == 0 && reduction == Reduction.Mean && inner == 1 && LabelSmoothing == 0 && ZLoss == 0 && Softcap == 0
            && MixLambda == 0)
        {
            return null;
        }

        *native = new()
        {
            StructSize = (uint)sizeof(Interop.CrossEntropyOptions),
            Flags = flags,
            Reduction = reduction,
            LabelSmoothing = LabelSmoothing,
            IgnoreIndex = IgnoreIndex.GetValueOrDefault(),
            Inner = inner,
            ZLoss = ZLoss,
            Softcap = Softcap,
            MixLambda = MixLambda,
        };
        return native;
    }
}
