// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>What the cosine of two rows needs beside their products.</summary>
internal static unsafe class CosineKernel
{
    /// <summary>Beyond it a square may overflow.</summary>
    private const double Large = 1e120;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Products(ElementType type, void* x, void* y, long count, CosineProducts* products, LaneSums* sums)
    {
        var largest = Largest(type, x, y, count);
        var unit = largest > Large && double.IsFinite(largest) ? Pow2.Double(-Pow2.Exponent(largest)) : 1.0;
        products->Unit = unit;
        products->Dot = ExactDotKernel.Run(type, x, y, count, unit, sums);
        products->First = ExactDotKernel.Run(type, x, x, count, unit, sums);
        products->Second = ExactDotKernel.Run(type, y, y, count, unit, sums);
    }

    /// <summary>The largest magnitude in two rows, NaN passed over.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Largest(ElementType type, void* x, void* y, long count)
    {
        var one = stackalloc double[2 * WideBlock.Size];
        var two = one + WideBlock.Size;
        var max = F64Short.Broadcast(0.0);
        for (long i = 0; i < count; i += WideBlock.Size)
        {
            var length = WideBlock.Load(type, x, i, count, 0.0, one);
            WideBlock.Load(type, y, i, count, 0.0, two);
            for (var lane = 0; lane < length; lane += F64Short.Count)
            {
                max = F64Short.MaxOrSecond(DifferenceBlock.Abs(F64Short.Load(one + lane)), max);
                max = F64Short.MaxOrSecond(DifferenceBlock.Abs(F64Short.Load(two + lane)), max);
            }
        }
        F64Short.Store(max, one);
        var result = one[0];
        for (var lane = 1; lane < F64Short.Count; lane++)
            result = one[lane] > result ? one[lane] : result;
        return result;
    }

    /// <summary>Writes the gradients that are wanted; each may be its own input.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Write(
        ElementType type, void* x, void* y, long count, CosineSlope* slope, void* gradFirst, void* gradSecond)
    {
        var one = stackalloc double[2 * WideBlock.Size];
        var two = one + WideBlock.Size;
        for (long i = 0; i < count; i += WideBlock.Size)
        {
            var length = WideBlock.Load(type, x, i, count, 0.0, one);
            WideBlock.Load(type, y, i, count, 0.0, two);
            for (var lane = 0; lane < length; lane += F64Short.Count)
                Slope(one + lane, two + lane, slope);
            if (gradFirst != null)
                WideBlock.Store(type, one, gradFirst, i, count);
            if (gradSecond != null)
                WideBlock.Store(type, two, gradSecond, i, count);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Slope(double* one, double* two, CosineSlope* slope)
    {
        var unit = F64Short.Broadcast(slope->Unit);
        var x = F64Short.Load(one) * unit;
        var y = F64Short.Load(two) * unit;
        var across = DdF64.Broadcast(slope->Across);
        F64Short.Store(((across * y) - (DdF64.Broadcast(slope->AlongFirst) * x)).Value, one);
        F64Short.Store(((across * x) - (DdF64.Broadcast(slope->AlongSecond) * y)).Value, two);
    }
}
