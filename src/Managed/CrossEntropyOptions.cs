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

    internal unsafe Interop.CrossEntropyOptions ToNative(Reduction reduction, void* classWeights, long* errorRow)
    {
        var ignore = IgnoreIndex.HasValue ? CrossEntropyFlags.IgnoreIndex : CrossEntropyFlags.Default;
        var empty = EmptyMeanZero ? CrossEntropyFlags.EmptyMeanZero : CrossEntropyFlags.Default;
        return new()
        {
            StructSize = (uint)sizeof(Interop.CrossEntropyOptions),
            Flags = ignore | empty,
            Reduction = reduction,
            LabelSmoothing = LabelSmoothing,
            IgnoreIndex = IgnoreIndex.GetValueOrDefault(),
            ClassWeights = classWeights,
            ErrorRow = errorRow,
        };
    }
}
