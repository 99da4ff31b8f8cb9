// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss;

/// <summary>Options of element-wise losses. <c>default</c> is the documented default of each.</summary>
public readonly record struct ElementwiseOptions
{
    /// <summary>
    /// How the elements' losses become the returned one. Default: the mean over all elements. None is for the methods whose
    /// name ends in Elements.
    /// </summary>
    public Reduction Reduction { get; init; }

    /// <summary>The mean over nothing is 0 instead of NaN. Default: false.</summary>
    public bool EmptyMeanZero { get; init; }

    /// <summary>Labels are 0 and 1 instead of -1 and +1; hinge losses only. Default: false.</summary>
    public bool ZeroOneLabels { get; init; }

    /// <summary>
    /// Probabilities are clipped to [1e-7, 1 - 1e-7], as Keras does, instead of their logarithms at -100, as PyTorch does;
    /// BinaryCrossEntropy only. Default: false.
    /// </summary>
    public bool ClipProbs { get; init; }

    /// <summary>The input holds probabilities instead of their logarithms; KlDiv only. Default: false.</summary>
    public bool InputProbs { get; init; }

    /// <summary>The target holds logarithms of probabilities; KlDiv only. Default: false.</summary>
    public bool LogTarget { get; init; }

    /// <summary>The input holds the rate instead of its logarithm; PoissonNll only. Default: false.</summary>
    public bool InputRate { get; init; }

    /// <summary>Adds Stirling's approximation of log(target!); PoissonNll only. Default: false.</summary>
    public bool Full { get; init; }

    /// <summary>
    /// Moves a target y to y (1-e) + e/2, in [0, 1]; binary cross-entropy only. Default: 0, off.
    /// </summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The struct for a call, or null where it would say nothing: that is a little faster.</summary>
    /// <param name="native">Where to put it.</param>
    /// <param name="reduction">That of the method.</param>
    /// <param name="hasMore">The caller has more to put into it.</param>
    internal unsafe Interop.ElementwiseOptions* ToNative(Interop.ElementwiseOptions* native, Reduction reduction, bool hasMore)
    {
        var flags = (EmptyMeanZero ? ElementwiseFlags.EmptyMeanZero : 0)
            | (ZeroOneLabels ? ElementwiseFlags.ZeroOneLabels : 0)
            | (ClipProbs ? ElementwiseFlags.ClipProbs : 0)
            | (InputProbs ? ElementwiseFlags.InputProbs : 0)
            | (LogTarget ? ElementwiseFlags.LogTarget : 0)
            | (InputRate ? ElementwiseFlags.InputRate : 0)
            | (Full ? ElementwiseFlags.Full : 0);
        if (!hasMore && flags == 0 && reduction == Reduction.Mean && LabelSmoothing == 0)
            return null;
        *native = new()
        {
            StructSize = (uint)sizeof(Interop.ElementwiseOptions),
            Flags = flags,
            Reduction = reduction,
            LabelSmoothing = LabelSmoothing,
        };
        return native;
    }
}
