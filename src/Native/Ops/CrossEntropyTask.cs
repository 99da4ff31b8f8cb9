// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>A validated cross-entropy call, as its row tasks see it.</summary>
internal unsafe struct CrossEntropyTask<T>
    where T : unmanaged
{
    internal T* Logits;
    internal long LogitsStride;
    internal long Rows;
    internal long Classes;
    internal Labels Labels;
    internal T* Targets;
    internal long TargetsStride;
    internal T* Weights;
    internal double Smoothing;
    internal Reduction Reduction;
    internal bool IgnoresIndex;
    internal long IgnoreIndex;
    internal double EmptyMean;
    internal T* Loss;
    internal T* Grad;
    internal long GradStride;

    /// <summary>Sum of the class weights; only where labels are smoothed.</summary>
    internal Dd TotalWeight;

    /// <summary>What a row's gradient is multiplied by for the reduction.</summary>
    internal Dd Scale;

    /// <summary>Sum of the losses of each block of rows.</summary>
    internal Dd* BlockSums;

    internal readonly bool IsIgnored(long label) => IgnoresIndex && label == IgnoreIndex;

    internal readonly double Weight(long label) => Weights == null ? 1.0 : Scalar<T>.ToDouble(Weights[label]);
}
