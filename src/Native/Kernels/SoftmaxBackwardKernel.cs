// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>destination = probs * (grad - dot) / temperature, in f64, rounded once; +0 where probs is 0. May be in place of either input.</summary>
internal static unsafe class SoftmaxBackwardKernel
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(in Series probs, in Series grad, long count, in Series destination, Dd dot, double temperature)
    {
        var wideP = stackalloc double[WideBlock.Size];
        var wideG = stackalloc double[WideBlock.Size];
        var zero = F64.Broadcast(0.0);
        var highs = F64.Broadcast(dot.High);
        var lows = F64.Broadcast(dot.Low);
        var divisors = F64.Broadcast(temperature);
        long done = 0;
        // NaN becomes the canonical one only in blocks.
        if (probs.IsPlain(ElementType.F32) && grad.IsPlain(ElementType.F32) && destination.IsPlain(ElementType.F32) && double.IsFinite(dot.High))
        {
            done = count - (count % WideBlock.Size);
            SingleLoops.Backward((float*)probs.Data, (float*)grad.Data, done, (float*)destination.Data, dot, temperature);
        }
        for (var i = done; i < count; i += WideBlock.Size)
        {
            WideBlock.Load(probs, i, count, 0.0, wideP);
            WideBlock.Load(grad, i, count, 0.0, wideG);
            for (var lane = 0; lane < WideBlock.Size; lane += F64.Count)
            {
                var p = F64.Load(wideP + lane);
                var value = p * (F64.Load(wideG + lane) - highs - lows) / divisors;
                F64.Store(F64.SelectWhereEqual(p, zero, zero, value), wideP + lane);
            }
            WideBlock.Store(destination, wideP, i, count);
        }
    }
}
