// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>The blocks of a row's soft ranks, in the scratch of the row's task.</summary>
internal unsafe struct SoftRanks
{
    private RankPair* sorted;
    private long blocks;
    private double strength;

    /// <summary>What the blocks no longer need: room for the gradient.</summary>
    internal Dd* Slopes { get; private set; }

    /// <summary>False for a row with NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal bool Find(RankingTask* task, long row, RankScratch scratch)
    {
        sorted = SortKernel.Run(task->Type, task->ValuesOf(row), task->Classes, scratch.Pairs, scratch.MorePairs, out var free);
        if (sorted == null)
            return false;
        Slopes = (Dd*)free;
        strength = task->Strength;
        blocks = SoftRankKernel.Blocks(task->Regularization, sorted, task->Classes, ref strength, Slopes, scratch.Starts);
        return true;
    }

    internal readonly void Ranks(RankingTask* task, RankScratch scratch, double origin) =>
        SoftRankKernel.Ranks(
            task->Regularization, sorted, task->Classes, strength, origin, scratch.Starts, blocks, scratch.Ranks);

    /// <summary>Of the gradient that the slopes hold, in their place; with the ranks of <see cref="Ranks"/>.</summary>
    internal readonly void Backward(RankingTask* task, RankScratch scratch, double origin) =>
        SoftRankKernel.Backward(
            task->Regularization, sorted, task->Classes, task->Strength, origin, scratch.Starts, blocks, scratch.Ranks, Slopes);
}
