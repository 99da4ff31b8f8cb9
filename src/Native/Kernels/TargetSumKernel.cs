// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// For a row with target masses a[c] = weights[c] * (keep * targets[c] + spread): the total mass sum a[c], and sum a[c] (max - x[c]),
/// whose terms are all of one sign: nothing cancels whatever offset the logits have. A mass of 0 adds 0, also where x is -inf.
/// weights null: ones. targets null: a[c] = weights[c] * spread. In 16 lanes of f64, folded every 512 elements.
/// </summary>
internal static unsafe class TargetSumKernel<T, TVec>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
{
    private const int FoldElements = 512;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(
        T* x, T* targets, T* weights, nint count, double keep, double spread, double max, Workspace* space, out Dd mass, out Dd sum)
    {
        var wideX = stackalloc double[WideBlock<T, TVec>.Size];
        var wideA = stackalloc double[WideBlock<T, TVec>.Size];
        var wideW = stackalloc double[WideBlock<T, TVec>.Size];
        var massLanes = stackalloc double[WideBlock<T, TVec>.Size];
        var sumLanes = stackalloc double[WideBlock<T, TVec>.Size];
        var zero = F64.Broadcast(0.0);
        var keeps = F64.Broadcast(keep);
        var spreads = F64.Broadcast(spread);
        var maxima = F64.Broadcast(max);
        LaneSums.Clear(&space->Sums, WideBlock<T, TVec>.Size);
        LaneSums.Clear(&space->MoreSums, WideBlock<T, TVec>.Size);
        for (nint start = 0; start < count; start += FoldElements)
        {
            var end = count - start < FoldElements ? count : start + FoldElements;
            for (var i = 0; i < WideBlock<T, TVec>.Size; i++)
            {
                massLanes[i] = 0;
                sumLanes[i] = 0;
            }
            for (var i = start; i < end; i += WideBlock<T, TVec>.Size)
            {
                var length = end - i;
                if (length >= WideBlock<T, TVec>.Size)
                {
                    WideBlock<T, TVec>.Load(x + i, wideX);
                    if (targets != null)
                        WideBlock<T, TVec>.Load(targets + i, wideA);
                    if (weights != null)
                        WideBlock<T, TVec>.Load(weights + i, wideW);
                }
                else
                {
                    // Padding has weight 0, hence no mass.
                    WideBlock<T, TVec>.LoadPart(x + i, length, max, wideX);
                    if (targets != null)
                        WideBlock<T, TVec>.LoadPart(targets + i, length, 0, wideA);
                    if (weights != null)
                        WideBlock<T, TVec>.LoadPart(weights + i, length, 0, wideW);
                    else
                        Ones(wideW, length);
                }
                for (var lane = 0; lane < WideBlock<T, TVec>.Size; lane += F64.Count)
                {
                    var a = targets != null ? F64.Fma(F64.Load(wideA + lane), keeps, spreads) : spreads;
                    if (weights != null || length < WideBlock<T, TVec>.Size)
                        a *= F64.Load(wideW + lane);
                    var logit = F64.Load(wideX + lane);
                    var gap = F64.SelectWhereEqual(logit, maxima, zero, maxima - logit);
                    var term = F64.SelectWhereEqual(a, zero, zero, a * gap);
                    F64.Store(F64.Load(massLanes + lane) + a, massLanes + lane);
                    F64.Store(F64.Load(sumLanes + lane) + term, sumLanes + lane);
                }
            }
            for (var lane = 0; lane < WideBlock<T, TVec>.Size; lane += F64.Count)
            {
                F64.AddTo(F64.Load(massLanes + lane), LaneSums.High(&space->Sums) + lane, LaneSums.Low(&space->Sums) + lane);
                F64.AddTo(F64.Load(sumLanes + lane), LaneSums.High(&space->MoreSums) + lane, LaneSums.Low(&space->MoreSums) + lane);
            }
        }
        mass = LaneSums.Fold(&space->Sums, WideBlock<T, TVec>.Size);
        sum = LaneSums.Fold(&space->MoreSums, WideBlock<T, TVec>.Size);
    }

    private static void Ones(double* wide, nint count)
    {
        for (nint i = 0; i < WideBlock<T, TVec>.Size; i++)
            wide[i] = i < count ? 1 : 0;
    }
}
