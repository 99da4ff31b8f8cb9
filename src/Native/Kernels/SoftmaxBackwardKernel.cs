// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>destination = probs * (grad - dot), in f64, rounded once. May be in place of either input.</summary>
internal static unsafe class SoftmaxBackwardKernel<T, TVec>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(T* probs, T* grad, nint count, T* destination, Dd dot)
    {
        var wideP = stackalloc double[WideBlock<T, TVec>.Size];
        var wideG = stackalloc double[WideBlock<T, TVec>.Size];
        var highs = F64.Broadcast(dot.High);
        var lows = F64.Broadcast(dot.Low);
        for (nint i = 0; i < count; i += WideBlock<T, TVec>.Size)
        {
            var length = count - i;
            if (length >= WideBlock<T, TVec>.Size)
            {
                WideBlock<T, TVec>.Load(probs + i, wideP);
                WideBlock<T, TVec>.Load(grad + i, wideG);
            }
            else
            {
                WideBlock<T, TVec>.LoadPart(probs + i, length, 0, wideP);
                WideBlock<T, TVec>.LoadPart(grad + i, length, 0, wideG);
            }
            for (var lane = 0; lane < WideBlock<T, TVec>.Size; lane += F64.Count)
                F64.Store(F64.Load(wideP + lane) * (F64.Load(wideG + lane) - highs - lows), wideP + lane);
            if (length >= WideBlock<T, TVec>.Size)
                WideBlock<T, TVec>.Store(wideP, destination + i);
            else
                WideBlock<T, TVec>.StorePart(wideP, destination + i, length);
        }
    }
}
