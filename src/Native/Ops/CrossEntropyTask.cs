// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>A validated cross-entropy call, as its row tasks see it.</summary>
internal unsafe struct CrossEntropyTask
{
    internal RowSource Source;
    internal long Rows;
    internal Labels Labels;

    /// <summary>No data where there is only one label a row.</summary>
    internal Labels SecondLabels;

    /// <summary>Share of the first label's loss.</summary>
    internal double Lambda;

    internal void* Targets;
    internal long TargetsStride;

    /// <summary>Of the classes.</summary>
    internal Series Weights;

    internal Series RowWeights;
    internal double Smoothing;
    internal double ZLoss;
    internal Reduction Reduction;
    internal bool IgnoresIndex;
    internal long IgnoreIndex;
    internal double EmptyMean;
    internal void* Loss;
    internal void* Grad;
    internal long GradStride;
    internal CrossEntropyStats Stats;

    /// <summary>Sum of the class weights; only where labels are smoothed.</summary>
    internal Dd TotalWeight;

    /// <summary>What a row's gradient is multiplied by for the reduction.</summary>
    internal Dd Scale;

    /// <summary>Sum of the losses of each block of rows.</summary>
    internal Dd* BlockSums;

    internal readonly ElementType Real => Elements.Real(Source.Type);

    internal readonly bool IsIgnored(long label) => IgnoresIndex && label == IgnoreIndex;

    internal readonly double Weight(long label) => Weights.Data == null ? 1.0 : Weights[label];

    internal readonly double RowWeight(long row) => RowWeights.Data == null ? 1.0 : RowWeights[row];

    internal readonly Series TargetsRow(long row) => Vector(Targets, TargetsStride, row);

    internal readonly Series GradRow(long row) => Vector(Grad, GradStride, row);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly Series Vector(void* data, long stride, long row) =>
        new(Source.Type, Elements.At(Source.Type, data, RowSource.Offset(Source.Inner, row, stride)), Source.Inner);
}
