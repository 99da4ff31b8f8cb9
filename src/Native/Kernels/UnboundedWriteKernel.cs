// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// destination = scale * exp(x) * 2^-reference of rows that are computed in f32, as they are stored; destination may be x. Where no exponential is so
/// small that it must be bounded; of rows of a vector's number of elements at least.
/// </summary>
internal static unsafe class UnboundedWriteKernel<TStored>
    where TStored : struct, IStored<F32>
{
    /// <summary>The rows that are wanted, whose scales are normal.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(WriteBatch* batch)
    {
        var constants = stackalloc float[WriteBatch.Size * ExpF32.ScaledConstants];
        var scales = stackalloc RowScale[WriteBatch.Size];
        // All of them first: a row that waits for its table would wait for every operation on it.
        for (var row = 0; batch->Wanted >> row != 0; row++)
        {
            if ((batch->Wanted & (1u << row)) != 0)
                scales[row] = RowWriter.Prepare(batch->Scales[row], (int)batch->References[row], constants + (row * ExpF32.ScaledConstants));
        }
        var data = batch->Data;
        var destination = batch->Destination;
        var aside = TStored.IsSingle && batch->Aside;
        for (var row = 0; batch->Wanted >> row != 0; row++)
        {
            if ((batch->Wanted & (1u << row)) == 0)
                continue;
            var exp = ExpF32.CreateScaled(constants + (row * ExpF32.ScaledConstants), scales[row].Reference);
            var factor = F32.Broadcast((float)scales[row].Multiplier);
            var from = row * batch->Step;
            var shift = (row * batch->DestinationStep) - from;
            var last = from + batch->Count - F32.Count;
            var following = from + (aside ? ToAligned((float*)destination + from + shift) : F32.Count);
            var value = TStored.Load(data, from);
            while (true)
            {
                // The last vector overlaps the one before it, which must not be stored before it is loaded.
                following = following > last ? last : following;
                var next = TStored.Load(data, following);
                exp.Parts<On, Off>(value, exp.Exponent(value), out var s, out var e);
                var result = F32.Fma(s, e, s) * factor;
                if (aside && ToAligned((float*)destination + from + shift) == F32.Count)
                {
                    F32.StoreAside(result, (float*)destination + from + shift);
                }
                else
                {
                    TStored.Store(result, destination, from + shift);
                    TStored.Fetch(destination, from + shift, Cache.AheadOfStores);
                }
                if (from == last)
                    break;
                from = following;
                following += F32.Count;
                value = next;
            }
        }
        if (aside)
            Cache.Finish();
    }

    /// <summary>Elements to the next place where a vector may go past the caches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint ToAligned(float* at) => F32.Count - (nint)((nuint)at / sizeof(float) % (nuint)F32.Count);
}
