// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>sum a[i] * b[i], or sum a[i] where b is null, in 16 lanes of f64 that are folded every 512 elements.</summary>
internal static unsafe class DotKernel<T, TVec>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
{
    private const int FoldElements = 512;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Run(T* a, T* b, nint count, LaneSums* sums)
    {
        var wideA = stackalloc double[WideBlock<T, TVec>.Size];
        var wideB = stackalloc double[WideBlock<T, TVec>.Size];
        var lanes = stackalloc double[WideBlock<T, TVec>.Size];
        LaneSums.Clear(sums, WideBlock<T, TVec>.Size);
        for (nint start = 0; start < count; start += FoldElements)
        {
            var end = count - start < FoldElements ? count : start + FoldElements;
            for (var i = 0; i < WideBlock<T, TVec>.Size; i++)
                lanes[i] = 0;
            for (var i = start; i < end; i += WideBlock<T, TVec>.Size)
            {
                if (end - i >= WideBlock<T, TVec>.Size)
                {
                    WideBlock<T, TVec>.Load(a + i, wideA);
                    if (b != null)
                        WideBlock<T, TVec>.Load(b + i, wideB);
                }
                else
                {
                    WideBlock<T, TVec>.LoadPart(a + i, end - i, 0, wideA);
                    if (b != null)
                        WideBlock<T, TVec>.LoadPart(b + i, end - i, 0, wideB);
                }
                for (var lane = 0; lane < WideBlock<T, TVec>.Size; lane += F64.Count)
                {
                    var sum = F64.Load(lanes + lane);
                    sum = b != null
                        ? F64.Fma(F64.Load(wideA + lane), F64.Load(wideB + lane), sum)
                        : sum + F64.Load(wideA + lane);
                    F64.Store(sum, lanes + lane);
                }
            }
            for (var lane = 0; lane < WideBlock<T, TVec>.Size; lane += F64.Count)
                F64.AddTo(F64.Load(lanes + lane), LaneSums.High(sums) + lane, LaneSums.Low(sums) + lane);
        }
        return LaneSums.Fold(sums, WideBlock<T, TVec>.Size);
    }
}
