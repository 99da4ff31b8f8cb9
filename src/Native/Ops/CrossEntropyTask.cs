// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>A validated cross-entropy call, as its row tasks see it; pointers are of the call's element type.</summary>
internal unsafe struct CrossEntropyTask
{
    internal ElementType Type;
    internal void* Logits;
    internal long LogitsStride;
    internal long Rows;
    internal long Classes;
    internal Labels Labels;
    internal void* Targets;
    internal long TargetsStride;
    internal void* Weights;
    internal double Smoothing;
    internal Reduction Reduction;
    internal bool IgnoresIndex;
    internal long IgnoreIndex;
    internal double EmptyMean;
    internal void* Loss;
    internal void* Grad;
    internal long GradStride;

    /// <summary>Sum of the class weights; only where labels are smoothed.</summary>
    internal Dd TotalWeight;

    /// <summary>What a row's gradient is multiplied by for the reduction.</summary>
    internal Dd Scale;

    /// <summary>Sum of the losses of each block of rows.</summary>
    internal Dd* BlockSums;

    internal readonly bool IsIgnored(long label) => IgnoresIndex && label == IgnoreIndex;

    internal readonly double Weight(long label) => Weights == null ? 1.0 : Elements.Get(Type, Weights, label);
}
