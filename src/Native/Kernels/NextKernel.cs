// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Numerics;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>Finds the next element that exceeds a bound or is NaN: most of a row does not, and is passed over by whole vectors.</summary>
internal static unsafe class NextKernel
{
    /// <summary>Its index, from start on; count for none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static long Run(ElementType type, void* x, long start, long count, double bound)
    {
        var i = start;
        if (type == ElementType.F32)
        {
            var values = (float*)x;
            var bounds = F32.Broadcast((float)bound);
            for (; i + F32.Count <= count; i += F32.Count)
            {
                var found = Above<F32, float>(F32.Load(values + i), bounds, F32.Broadcast(0f), F32.Broadcast(1f));
                if (found != 0)
                    return i + BitOperations.TrailingZeroCount(found);
            }
        }
        var wide = stackalloc double[WideBlock.Size];
        var wideBounds = F64.Broadcast(bound);
        for (; i + WideBlock.Size <= count; i += WideBlock.Size)
        {
            WideBlock.Load(type, x, i, count, 0.0, wide);
            for (var lane = 0; lane < WideBlock.Size; lane += F64.Count)
            {
                var found = Above<F64, double>(F64.Load(wide + lane), wideBounds, F64.Broadcast(0.0), F64.Broadcast(1.0));
                if (found != 0)
                    return i + lane + BitOperations.TrailingZeroCount(found);
            }
        }
        for (; i < count; i++)
        {
            var value = Elements.Get(type, x, i);
            if (value > bound || double.IsNaN(value))
                break;
        }
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Above<TVec, T>(TVec values, TVec bounds, TVec zero, TVec one)
        where TVec : struct, IVector<TVec, T>
        where T : unmanaged =>
        TVec.WhereLess(bounds, values) | TVec.WhereLess(zero, TVec.SelectWhereEqual(values, values, zero, one));
}
