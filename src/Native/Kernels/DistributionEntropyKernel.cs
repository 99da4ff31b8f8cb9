// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>-sum p log p, and its gradient -1 - log p times a factor. A class of probability 0 adds 0.</summary>
internal static unsafe class DistributionEntropyKernel
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Run(Distribution* p, in Dd factor, void* grad, SumSpace* space)
    {
        var raw = stackalloc double[WideBlock.Size];
        DistributionLanes lanes;
        LaneSums.Clear(&space->Sums);
        for (long i = 0; i < p->Count; i += WideBlock.Size)
        {
            var length = Distribution.Load(p, i, raw);
            for (var lane = 0; lane < length; lane += F64Short.Count)
            {
                Distribution.Evaluate(p, raw + lane, &lanes);
                Add(&lanes, lane, &space->Sums);
                Slope(&lanes, factor, raw + lane);
            }
            if (grad != null)
                WideBlock.Store(p->Type, raw, grad, i, p->Count);
        }
        return LaneSums.Fold(&space->Sums);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(DistributionLanes* lanes, int lane, LaneSums* sums) =>
        LaneSums.Add(sums, lane, DdF64.Weighted(-DistributionLanes.Log(lanes), DistributionLanes.Value(lanes)));

    /// <summary>A factor of 0 takes nothing of an infinite slope.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Slope(DistributionLanes* lanes, in Dd factor, double* slope) =>
        F64Short.Store(DdF64.Weighted(-DistributionLanes.Log(lanes) - DdF64.Broadcast(1.0), DdF64.Broadcast(factor)).Value, slope);
}
