// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>The order of a vector: largest first, ties by index, NaN before all else.</summary>
internal static unsafe class Ranking
{
    /// <summary>Elements that are compared at a time.</summary>
    private const int Slab = 128;

    /// <summary>What an element that equals a bound counts beside one that is below it: more than all of a slab.</summary>
    private const int OfEqual = 256;

    /// <summary>Elements that take less time one by one.</summary>
    private const int Few = 24;

    /// <summary>Index of the first element.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static long ArgMax(in Series values, long count)
    {
        if (count > Few && NaNs(values, count) == 0)
        {
            RowSource source;
            RowSource.Plain(&source, values.Type, values.Data, 0, values.Step, count);
            return Kernels.ArgMax.Run(RowSource.At(&source, 0), out _);
        }
        long best = 0;
        var largest = values[0];
        for (long i = 1; i < count && !double.IsNaN(largest); i++)
        {
            var value = values[i];
            if (value > largest || double.IsNaN(value))
            {
                best = i;
                largest = value;
            }
        }
        return best;
    }

    /// <summary>How many elements come before the one at index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Rank(in Series values, long count, long index)
    {
        var own = values[index];
        return double.IsNaN(own) ? NaNs(values, index) : NotAfter(values, count, own, index);
    }

    private static long NaNs(in Series values, long count) => NotAfter(values, count, double.PositiveInfinity, 0);

    /// <summary>How many elements are above a bound or NaN, or equal it and lie before index.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long NotAfter(in Series values, long count, double bound, long index)
    {
        var slab = stackalloc double[Slab];
        var type = Elements.Real(values.Type);
        long before = 0;
        for (long i = 0; i < count; i += Slab)
        {
            var length = count - i < Slab ? count - i : Slab;
            values.Load(i, length, WideBlock.Padded(length), double.NaN, type, slab);
            var counts = (uint)(type == ElementType.F32
                ? F32.Sum(Counts<F32, float>((float*)slab, length, F32.Broadcast((float)bound), F32.Broadcast(1f), F32.Broadcast(OfEqual)))
                : F64.Sum(Counts<F64, double>(slab, length, F64.Broadcast(bound), F64.Broadcast(1.0), F64.Broadcast(OfEqual))));
            var equal = counts / OfEqual;
            before += length - (counts % OfEqual) - equal;
            if (i + length <= index)
                before += equal;
            for (var k = i; equal > 1 && i + length > index && k < index; k++)
                before += Elements.Get(type, slab, k - i) == bound ? 1 : 0;
        }
        return before;
    }

    /// <summary>In some lane 1 for each element below the bound, ofEqual for each that equals it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVec Counts<TVec, T>(T* values, long count, TVec bound, TVec one, TVec ofEqual)
        where TVec : struct, IVector<TVec, T>
        where T : unmanaged
    {
        var zero = one - one;
        var sums = zero;
        for (long i = 0; i < count; i += TVec.Count)
        {
            var x = TVec.Load(values + i);
            sums += TVec.SelectWhereLess(x, bound, one, TVec.SelectWhereEqual(x, bound, ofEqual, zero));
        }
        return sums;
    }
}
