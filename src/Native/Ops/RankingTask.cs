// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>A validated call that ranks rows, as its row tasks see it; pointers are of the call's element type.</summary>
internal unsafe struct RankingTask
{
    internal ElementType Type;
    internal long Rows;
    internal long Classes;
    internal void* Values;
    internal long ValuesStride;

    /// <summary>The other ranking, or the gradient with respect to the ranks.</summary>
    internal void* Second;
    internal long SecondStride;

    /// <summary>Ranks, or the gradient with respect to the values.</summary>
    internal void* Result;
    internal long ResultStride;

    /// <summary>A number per row, or one.</summary>
    internal void* Scalars;

    internal byte* Scratch;
    internal int Tasks;
    internal Regularization Regularization;
    internal Reduction Reduction;
    internal double Strength;

    /// <summary>What a row's gradient is multiplied by for the reduction.</summary>
    internal Dd Scale;

    /// <summary>Sum of the losses of each block of rows.</summary>
    internal Dd* BlockSums;

    internal readonly RankScratch ScratchOf(int block) => new(
        Scratch + (Partition.TaskOf(block, Partition.Blocks(Rows), Tasks) * Classes * RankScratch.Bytes), Classes);

    internal readonly void* ValuesOf(long row) => Elements.At(Type, Values, row * ValuesStride);

    internal readonly void* SecondOf(long row) => Elements.At(Type, Second, row * SecondStride);

    internal readonly void* ResultOf(long row) => Elements.At(Type, Result, row * ResultStride);
}
