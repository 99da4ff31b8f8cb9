// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>destination = (x - shift) - lse, in f64, where lse = high + low is relative to the shift. May be in place.</summary>
internal static unsafe class LogProbKernel
{
    /// <summary>
    /// The same of the rows that are wanted, which are computed in f32, without shifts. Returns those that are done: none of rows that are not read
    /// in place.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint RunRows(RowSource* source, long first, int rows, uint wanted, double* lses, void* destination, long stride)
    {
        if (!Effort.IsWorthIt || !source->Direct || source->Classes < F32.Count)
            return 0;
        for (var i = 0; i < rows; i++)
        {
            if ((wanted & (1u << i)) != 0)
                RunSingle(source, (float*)source->Data + ((first + i) * source->Stride), source->Classes, lses[i], (float*)destination + ((first + i) * stride));
        }
        return wanted;
    }

    /// <summary>The same of one row, from copies.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void RunSingle(in Row row, in Series destination, double lse)
    {
        const int Slab = 256;
        var slab = stackalloc float[Slab];
        for (long i = 0; i < row.Count; i += Slab)
        {
            var length = row.Count - i < Slab ? row.Count - i : Slab;
            var padded = (length + F32.Count - 1) / F32.Count * F32.Count;
            row.Load(i, length, padded, 0.0, default, slab, null);
            RunSingle(row.Source, slab, padded, lse, slab);
            destination.Store(i, length, ElementType.F32, slab);
        }
    }

    /// <summary>(x - lse temperature) / temperature, of a vector's number of elements at least.</summary>
    private static void RunSingle(RowSource* source, float* x, long count, double lse, float* destination)
    {
        var gain = source->ReadGain;
        var memory = stackalloc byte[(F32.Count * sizeof(double)) + Lines.Spare];
        var wide = (double*)Lines.Align(memory);
        for (var i = 0; i < F32.Count; i += F64.Count)
            F64.Store(F64.Broadcast(lse * source->Temperature), wide + i);
        // The last vector overlaps the one before it: computed first, its elements are still there.
        var last = F32.ScaleDifference(F32.Load(x + count - F32.Count), wide, gain);
        for (long i = 0; i + F32.Count <= count; i += F32.Count)
        {
            F32.Store(F32.ScaleDifference(F32.Load(x + i), wide, gain), destination + i);
            Cache.Fetch((byte*)(destination + i) + Cache.AheadOfStores);
        }
        F32.Store(last, destination + count - F32.Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(in Row row, in Series destination, in Dd shift, in Dd lse)
    {
        const int Slab = 4 * WideBlock.Size;
        var wide = stackalloc double[2 * Slab];
        var more = wide + Slab;
        var zero = F64.Broadcast(0.0);
        var shifts = F64.Broadcast(shift.High);
        var shiftLows = F64.Broadcast(shift.Low);
        var highs = F64.Broadcast(lse.High);
        var lows = F64.Broadcast(lse.Low);
        long done = 0;
        // NaN becomes the canonical one only in blocks.
        if (row.Direct && row.Arithmetic == ElementType.F64 && destination.IsPlain(ElementType.F64) && double.IsFinite(lse.High))
        {
            var x = (double*)row.At(0);
            for (; done + F64.Count <= row.Count; done += F64.Count)
                F64.Store(Result(F64.Load(x + done), zero, shifts, shiftLows, highs, lows), (double*)destination.Data + done);
        }
        for (var i = done; i < row.Count; i += Slab)
        {
            var length = row.Count - i < Slab ? row.Count - i : Slab;
            var padded = WideBlock.Padded(length);
            row.LoadWide(i, length, padded, 0.0, wide, more);
            var straight = length == padded && destination.IsPlain(ElementType.F64);
            var results = straight ? (double*)destination.Data + i : wide;
            for (var lane = 0; lane < padded; lane += F64.Count)
            {
                var result = Result(F64.Load(wide + lane), F64.Load(more + lane), shifts, shiftLows, highs, lows);
                F64.Store(F64.SelectWhereEqual(result, result, result, F64.Broadcast(Canonical.NaN)), results + lane);
            }
            for (var block = 0; !straight && block < padded; block += WideBlock.Size)
                WideBlock.Store(destination, wide + block, i + block, row.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F64 Result(F64 value, F64 low, F64 shifts, F64 shiftLows, F64 highs, F64 lows)
    {
        value = F64.SelectWhereEqual(value, shifts, F64.Broadcast(0.0), value - shifts);
        return value - highs - lows + (low - shiftLows);
    }
}
