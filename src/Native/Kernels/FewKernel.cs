// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// The first elements of a row in the order of <see cref="SelectionKernel"/>, of values with no more digits than f32. Of a short row by counting
/// for each how many are larger; of a longer one by taking out of a slab its largest, again and again, which pays for few.
/// </summary>
internal static unsafe class FewKernel
{
    private const int Slab = 256;

    /// <summary>Columns of a short row at most.</summary>
    private const int Short = WideBlock.Size;

    /// <summary>Elements from whose number on a heap is faster.</summary>
    private const int Many = 64;

    /// <summary>False, with indices that mean nothing, where the row has NaN, and where it or k is not for it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool TrySelect(ElementType type, void* x, long count, long k, long* indices)
    {
        if (type == ElementType.F64)
            return false;
        var row = new Series(type, x, 1);
        return count <= Short ? TryCount(row, (int)count, k, indices) : k < Many && count < uint.MaxValue && TryTake(row, count, k, indices);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryCount(in Series row, int count, long k, long* indices)
    {
        var copy = stackalloc float[Short];
        var order = stackalloc long[Short];
        var values = WideBlock.Singles(row, 0, count, Short, double.NegativeInfinity, copy);
        var taken = 0u;
        for (var i = 0; i < count; i++)
        {
            if (float.IsNaN(values[i]))
                return false;
            var larger = 0u;
            for (var j = 0; j < Short; j += F32.Count)
                larger |= F32.WhereLess(F32.Broadcast(values[i]), F32.Load(values + j)) << j;
            var place = Bits.Count(larger);
            // Those before it that are equal have taken places from there on.
            place += BitOperations.TrailingZeroCount(~(taken >> place));
            taken |= 1u << place;
            order[place] = i;
        }
        for (long i = 0; i < k; i++)
            indices[i] = order[i];
        return true;
    }

    /// <summary>False for -inf, too.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryTake(in Series row, long count, long k, long* indices)
    {
        var slab = stackalloc float[Slab];
        // Where the indices will be, first: the value's bits above those of the index, so that there are no ties.
        var keys = (ulong*)indices;
        long found = 0;
        for (long start = 0; start < count; start += Slab)
        {
            var length = count - start < Slab ? (int)(count - start) : Slab;
            var whole = (int)WideBlock.Padded(length);
            if (!TryCopy(WideBlock.Singles(row, start, length, whole, double.NegativeInfinity, slab), length, whole, slab))
                return false;
            while (true)
            {
                var max = SingleSumKernel<Stored<float, F32>>.Max(slab, whole, -1);
                // Of equals those before it come first.
                if (!(max > (found == k ? Value(keys[k - 1]) : float.NegativeInfinity)))
                    break;
                var at = SingleSumKernel<Stored<float, F32>>.IndexOf(slab, whole, max);
                slab[at] = float.NegativeInfinity;
                var place = found == k ? k - 1 : found++;
                Insert(keys, place, Key(max, (uint)(start + at)));
            }
        }
        for (long i = 0; i < k; i++)
            indices[i] = uint.MaxValue - (uint)keys[i];
        return true;
    }

    /// <summary>False for NaN and -inf, but behind the end.</summary>
    private static bool TryCopy(float* values, int length, int whole, float* slab)
    {
        for (var i = 0; i < whole; i += F32.Count)
        {
            var value = F32.Load(values + i);
            F32.Store(value, slab + i);
            length -= Bits.Count(F32.WhereLess(F32.Broadcast(float.NegativeInfinity), value));
        }
        return length == 0;
    }

    private static void Insert(ulong* keys, long place, ulong key)
    {
        for (; place > 0 && keys[place - 1] < key; place--)
            keys[place] = keys[place - 1];
        keys[place] = key;
    }

    private static ulong Key(float value, uint index)
    {
        // +0 for -0.
        var bits = BitConverter.SingleToInt32Bits(value + 0f);
        return ((ulong)(uint)(bits ^ ((bits >> 31) | int.MinValue)) << 32) | (uint.MaxValue - index);
    }

    private static float Value(ulong key)
    {
        var order = (int)(key >> 32);
        return BitConverter.Int32BitsToSingle(order < 0 ? order ^ int.MinValue : ~order);
    }
}
