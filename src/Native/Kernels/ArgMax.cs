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
        if (IsInPlace(row.Source))
        {
            at = Elements.SingleTop(row.Stored.Type, row.At(0), row.Count, out var single);
            max = at >= 0 ? single : row.Get(0);
            return at >= 0 ? at : 0;
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

    /// <summary>Whether rows are for <see cref="Elements.SingleTop"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsInPlace(RowSource* source) => Elements.AreSummedInPlace(source) && TopKernel.Takes(source->Classes);

    private static long Find(in Row row, long start, double value)
    {
        var highs = stackalloc double[Slab];
        var lows = stackalloc double[Slab];
        var most = row.Direct ? row.Count : Slab;
        for (var i = start; i < row.Count; i += most)
        {
            var length = row.Count - i < most ? row.Count - i : most;
            var block = row.Direct ? row.At(i) : highs;
            if (!row.Direct)
                row.Load(i, length, Slab, double.NegativeInfinity, 0.0, highs, lows);
            long k = 0;
            for (; row.Arithmetic == ElementType.F64 && k + F64.Count <= length; k += F64.Count)
            {
                var lane = F64.IndexOfEqual(F64.Load((double*)block + k), F64.Broadcast(value));
                if (lane >= 0)
                    return i + k + lane;
            }
            for (; k < length; k++)
            {
                if (Elements.Get(row.Arithmetic, block, k) == value)
                    return i + k;
            }
        }
        return 0;
    }
}
