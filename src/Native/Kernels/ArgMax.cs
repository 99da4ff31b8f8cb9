// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Lowest index of the maximum of a row; 0 where everything is -inf or NaN, and the logit there as the maximum: a row seen from it
/// must not lose its NaN.
/// </summary>
internal static unsafe class ArgMax
{
    private const int Section = 512;
    private const int Slab = 64;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static long Run(in Row row, out Dd max)
    {
        var largest = double.NegativeInfinity;
        long at = 0;
        if (Elements.IsSummedInPlace(row.Stored.Type) && row.Packed && row.Count >= F32.Count)
        {
            var single = Elements.SingleMax(row.Stored.Type, row.At(0), row.Count, -1);
            max = single;
            if (!float.IsNegativeInfinity(single))
                return Elements.SingleIndexOf(row.Stored.Type, row.At(0), row.Count, single);
            max = row.Get(0);
            return 0;
        }
        for (long start = 0; start < row.Count; start += Section)
        {
            var value = row.Max(start, row.Count - start < Section ? row.Count - start : Section);
            if (value > largest)
            {
                largest = value;
                at = start;
            }
        }
        max = largest;
        if (row.Count == 0)
            return 0;
        at = double.IsNegativeInfinity(largest) ? 0 : Find(row, at, largest);
        max = row.Get(at);
        return at;
    }

    private static long Find(in Row row, long start, double value)
    {
        var highs = stackalloc double[Slab];
        var lows = stackalloc double[Slab];
        if (row.Direct && row.Arithmetic == ElementType.F64)
        {
            for (; start + F64.Count <= row.Count; start += F64.Count)
            {
                var lane = F64.IndexOfEqual(F64.Load((double*)row.At(start)), F64.Broadcast(value));
                if (lane >= 0)
                    return start + lane;
            }
        }
        for (var i = start; i < row.Count; i += Slab)
        {
            var length = row.Count - i < Slab ? row.Count - i : Slab;
            var block = row.Direct ? row.At(i) : highs;
            if (!row.Direct)
                row.Load(i, length, Slab, double.NegativeInfinity, 0.0, highs, lows);
            for (long k = 0; k < length; k++)
            {
                if (Elements.Get(row.Arithmetic, block, k) == value)
                    return i + k;
            }
        }
        return 0;
    }
}
