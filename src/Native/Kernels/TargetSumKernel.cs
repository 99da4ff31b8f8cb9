// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// For a row with target masses a[c] = weights[c] * (keep * targets[c] + spread): the total mass sum a[c], and sum a[c] (max - x[c]),
/// whose terms are all of one sign: nothing cancels whatever offset the logits have. A mass of 0 adds 0, also where x is -inf.
/// weights null: ones. targets null: a[c] = weights[c] * spread. In 32 lanes of f64, folded every 512 elements.
/// </summary>
internal static unsafe class TargetSumKernel
{
    private const int FoldElements = 512;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(
        ElementType type, void* x, void* targets, void* weights, long count, double keep, double spread, double max, Workspace* space,
        out Dd mass, out Dd sum)
    {
        var wideX = stackalloc double[WideBlock.Size];
        var wideT = stackalloc double[WideBlock.Size];
        var wideW = stackalloc double[WideBlock.Size];
        var massLanes = stackalloc double[WideBlock.Size];
        var sumLanes = stackalloc double[WideBlock.Size];
        var zero = F64.Broadcast(0.0);
        var keeps = F64.Broadcast(keep);
        var spreads = F64.Broadcast(spread);
        var maxima = F64.Broadcast(max);
        LaneSums.Clear(&space->Sums, WideBlock.Size);
        LaneSums.Clear(&space->MoreSums, WideBlock.Size);
        for (var lane = 0; lane < WideBlock.Size; lane++)
        {
            wideT[lane] = 0.0;
            wideW[lane] = 1.0;
        }
        for (long start = 0; start < count; start += FoldElements)
        {
            var end = count - start < FoldElements ? count : start + FoldElements;
            for (var lane = 0; lane < WideBlock.Size; lane++)
            {
                massLanes[lane] = 0.0;
                sumLanes[lane] = 0.0;
            }
            for (var i = start; i < end; i += WideBlock.Size)
            {
                var length = WideBlock.Load(type, x, i, count, max, wideX);
                if (targets != null)
                    WideBlock.Load(type, targets, i, count, 0.0, wideT);
                if (weights != null)
                    WideBlock.Load(type, weights, i, count, 0.0, wideW);
                // Behind the end of the row nothing has a weight.
                for (var lane = count - i; lane < WideBlock.Size; lane++)
                    wideW[lane] = 0.0;
                for (var lane = 0; lane < length; lane += F64.Count)
                {
                    var a = F64.Fma(F64.Load(wideT + lane), keeps, spreads) * F64.Load(wideW + lane);
                    var logit = F64.Load(wideX + lane);
                    var gap = F64.SelectWhereEqual(logit, maxima, zero, maxima - logit);
                    var term = F64.SelectWhereEqual(a, zero, zero, a * gap);
                    F64.Store(F64.Load(massLanes + lane) + a, massLanes + lane);
                    F64.Store(F64.Load(sumLanes + lane) + term, sumLanes + lane);
                }
            }
            LaneSums.Add(&space->Sums, massLanes);
            LaneSums.Add(&space->MoreSums, sumLanes);
        }
        mass = LaneSums.Fold(&space->Sums, WideBlock.Size);
        sum = LaneSums.Fold(&space->MoreSums, WideBlock.Size);
    }
}
