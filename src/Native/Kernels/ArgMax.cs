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
        long at = 0;
        if (IsInPlace(row.Source))
        {
            at = Elements.SingleTop(row.Stored.Type, row.At(0), row.Count, out _);
        }
        else
        {
            var largest = double.NegativeInfinity;
            for (long start = 0; start < row.Count; start += Section)
            {
                var value = row.Max(start, row.Count - start < Section ? row.Count - start : Section);
                if (value > largest)
                {
                    largest = value;
                    at = start;
                }
            }
            at = double.IsNegativeInfinity(largest) ? 0 : Find(row, at, largest);
        }
        max = row.Count == 0 ? double.NegativeInfinity : row.Get(at);
        return at;
    }

    /// <summary>Whether rows are for <see cref="Elements.SingleTop"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsInPlace(RowSource* source) =>
        Effort.IsWorthIt && TopKernel.Takes(source->Classes)
        && (source->Direct ? source->Arithmetic == ElementType.F32 : source->Packed && source->Type == ElementType.BF16);

    private static long Find(in Row row, long start, double value)
    {
        var highs = stackalloc double[Slab];
        var lows = stackalloc double[Slab];
        var single = Effort.IsWorthIt && row.Arithmetic == ElementType.F32;
        var direct = row.Direct && !single;
        var most = direct ? row.Count : Slab;
        for (var i = start; i < row.Count; i += most)
        {
            var length = row.Count - i < most ? row.Count - i : most;
            var block = direct ? row.At(i) : highs;
            if (!direct)
                row.Load(i, length, Slab, double.NegativeInfinity, 0.0, highs, lows);
            if (single)
            {
                var place = TopKernel.Run((float*)block, Slab, out var top, out _);
                if (top == value)
                    return i + place;
                continue;
            }
            long k = 0;
            for (; (Effort.IsWorthIt || row.Arithmetic == ElementType.F64) && k + F64.Count <= length; k += F64.Count)
            {
                var lane = F64.IndexOfEqual(F64.Load((double*)block + k), F64.Broadcast(value));
                if (lane >= 0)
                    return i + k + lane;
            }
            for (; k < length; k++)
            {
                if ((Effort.IsWorthIt ? ((double*)block)[k] : Elements.Get(row.Arithmetic, block, k)) == value)
                    return i + k;
            }
        }
        return 0;
    }
}
