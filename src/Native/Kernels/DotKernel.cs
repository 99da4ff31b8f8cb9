// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>sum a[i] * b[i], or sum a[i] where b is null, in 32 lanes of f64 that are folded every 512 elements.</summary>
internal static unsafe class DotKernel
{
    private const int FoldElements = 512;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Run(ElementType type, void* a, void* b, long count, LaneSums* sums)
    {
        var wideA = stackalloc double[WideBlock.Size];
        var wideB = stackalloc double[WideBlock.Size];
        var lanes = stackalloc double[WideBlock.Size];
        LaneSums.Clear(sums, WideBlock.Size);
        for (var lane = 0; lane < WideBlock.Size; lane++)
            wideB[lane] = 1.0;
        for (long start = 0; start < count; start += FoldElements)
        {
            var end = count - start < FoldElements ? count : start + FoldElements;
            for (var lane = 0; lane < WideBlock.Size; lane++)
                lanes[lane] = 0.0;
            for (var i = start; i < end; i += WideBlock.Size)
            {
                var length = WideBlock.Load(type, a, i, count, 0.0, wideA);
                if (b != null)
                    WideBlock.Load(type, b, i, count, 0.0, wideB);
                for (var lane = 0; lane < length; lane += F64.Count)
                    F64.Store(F64.Fma(F64.Load(wideA + lane), F64.Load(wideB + lane), F64.Load(lanes + lane)), lanes + lane);
            }
            LaneSums.Add(sums, lanes);
        }
        return LaneSums.Fold(sums, WideBlock.Size);
    }
}
