// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>sum (a[i] unit) (b[i] unit) with exact products, in 16 lanes of double-double; unit is a power of two.</summary>
internal static unsafe class ExactDotKernel
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Run(ElementType type, void* a, void* b, long count, double unit, LaneSums* sums)
    {
        var one = stackalloc double[2 * WideBlock.Size];
        var two = one + WideBlock.Size;
        LaneSums.Clear(sums);
        for (long i = 0; i < count; i += WideBlock.Size)
        {
            var length = WideBlock.Load(type, a, i, count, 0.0, one);
            WideBlock.Load(type, b, i, count, 0.0, two);
            Add(one, two, length, unit, sums);
        }
        return LaneSums.Fold(sums);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(double* one, double* two, int length, double unit, LaneSums* sums)
    {
        var zero = F64.Broadcast(0.0);
        for (var lane = 0; lane < length; lane += F64.Count)
        {
            var a = F64.Load(one + lane) * F64.Broadcast(unit);
            var b = F64.Load(two + lane) * F64.Broadcast(unit);
            var product = a * b;
            var rest = F64.Fma(a, b, zero - product);
            LaneSums.Add(sums, lane, product);
            LaneSums.Add(sums, lane, F64.SelectWhereEqual(product - product, zero, rest, zero));
        }
    }
}
