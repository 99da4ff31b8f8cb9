// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// destination = probs * (grad - sum of probs * grad) / temperature, in f64, rounded once; +0 where probs is 0. May be in place of either input.
/// Of numbers no longer than f32 the sum in f64 is exact enough.
/// </summary>
internal static unsafe class SoftmaxBackwardKernel
{
    private const int Size = WideBlock.Size;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(in Series probs, in Series grad, long count, in Series destination, double temperature, LaneSums* sums)
    {
        var memory = stackalloc byte[(2 * Size * sizeof(double)) + Lines.Spare];
        var wideP = (double*)Lines.Align(memory);
        var wideG = wideP + Size;
        var dot = probs.Type == ElementType.F64 ? DotKernel.Run(probs, grad, count, sums) : DotKernel.RunPlain(probs, grad, count);
        var zero = F64.Broadcast(0.0);
        var highs = F64.Broadcast(dot.High);
        var lows = F64.Broadcast(dot.Low);
        var divisors = F64.Broadcast(temperature);
        for (long i = 0; i < count; i += Size)
        {
            WideBlock.Load(probs, i, count, 0.0, wideP);
            WideBlock.Load(grad, i, count, 0.0, wideG);
            for (var lane = 0; lane < Size; lane += F64.Count)
            {
                var p = F64.Load(wideP + lane);
                var value = p * (F64.Load(wideG + lane) - highs - lows) / divisors;
                // Zeros become +0, also of an infinite gradient.
                F64.Store(F64.SelectWhereEqual(p, zero, zero, value) + zero, wideP + lane);
            }
            WideBlock.Store(destination, wideP, i, count);
        }
    }
}
