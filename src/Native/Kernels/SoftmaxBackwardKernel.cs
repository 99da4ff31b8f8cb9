// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>destination = probs * (grad - dot), in f64, rounded once. May be in place of either input.</summary>
internal static unsafe class SoftmaxBackwardKernel
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(ElementType type, void* probs, void* grad, long count, void* destination, Dd dot)
    {
        var wideP = stackalloc double[WideBlock.Size];
        var wideG = stackalloc double[WideBlock.Size];
        var highs = F64.Broadcast(dot.High);
        var lows = F64.Broadcast(dot.Low);
        for (long i = 0; i < count; i += WideBlock.Size)
        {
            var length = WideBlock.Load(type, probs, i, count, 0.0, wideP);
            WideBlock.Load(type, grad, i, count, 0.0, wideG);
            for (var lane = 0; lane < length; lane += F64.Count)
                F64.Store(F64.Load(wideP + lane) * (F64.Load(wideG + lane) - highs - lows), wideP + lane);
            WideBlock.Store(type, wideP, destination, i, count);
        }
    }
}
