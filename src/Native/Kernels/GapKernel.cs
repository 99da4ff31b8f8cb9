// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// sum_c (max - z[c]) exp(z[c]) 2^-reference of a row that is computed in f32: what its entropy has beside the most probable class's term. The
/// exponential is that of <see cref="ExpSingle{TVec}"/> in its two parts, everything after it f64.
/// </summary>
internal static unsafe class GapKernel
{
    /// <summary>The reference is the one of the sum without the largest element, which may lie far beyond it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double Run(in Row row, float max, int reference)
    {
        const int Slab = 256;
        const int Lanes = 32;
        var memory = stackalloc byte[((Slab + (2 * F32.Count)) * sizeof(float)) + (Lanes * sizeof(double)) + Lines.Spare];
        var slab = (float*)Lines.Align(memory);
        var lanes = (double*)(slab + Slab);
        var largest = (float*)(lanes + Lanes);
        var references = largest + F32.Count;
        F32.Store(F32.Broadcast(max), largest);
        F32.Store(F32.Broadcast(reference), references);
        for (var i = 0; i < Lanes; i += F64.Count)
            F64.Store(F64.Broadcast(0.0), lanes + i);
        for (long done = 0; done < row.Count; done += Slab)
        {
            var length = row.Count - done < Slab ? row.Count - done : Slab;
            var padded = (length + Lanes - 1) / Lanes * Lanes;
            row.Load(done, length, padded, max, default, slab, null);
            Blocks(slab, (int)padded, largest, references, Lanes, lanes);
        }
        return PlainSums.FoldBlock(lanes) * (1 / ExpF32.TermScale);
    }

    /// <summary>The same of a tile's rows, each with its own maximum and reference, which are a vector each. The tile is garbage afterwards.</summary>
    internal static void Run(float* tile, int classes, float* maxima, float* references, double* sums)
    {
        for (var i = 0; i < F32.Count; i += F64.Count)
            F64.Store(F64.Broadcast(0.0), sums + i);
        Blocks(tile, classes * F32.Count, maxima, references, F32.Count, sums);
        for (var i = 0; i < F32.Count; i += F64.Count)
            F64.Store(F64.Load(sums + i) * F64.Broadcast(1 / ExpF32.TermScale), sums + i);
    }

    /// <summary>Element i belongs to sum i mod count: a power of two, a vector's number at least.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Blocks(float* x, int elements, float* maxima, float* references, int count, double* sums)
    {
        var exp = new ExpF32(ExpF32.Constants, F32.Load(references));
        var largest = F32.Load(maxima);
        var memory = stackalloc byte[(2 * F32.Count * sizeof(float)) + Lines.Spare];
        var coarse = (float*)Lines.Align(memory);
        var fine = coarse + F32.Count;
        for (var i = 0; i < elements; i += F32.Count)
        {
            var value = F32.Load(x + i);
            var bounded = exp.Bound<On>(value);
            exp.Terms(bounded, exp.Exponent(bounded), out var s, out var e);
            F32.Store(bounded, x + i);
            F32.Store(F32.SelectWhereEqual(value, largest, F32.Broadcast(0f), s), coarse);
            F32.Store(e, fine);
            var some = sums + (i & (count - 1));
            for (var lane = 0; lane < F32.Count; lane += F64.Count)
            {
                var power = F64.LoadSingles(coarse + lane);
                var term = F64.Fma(power, F64.LoadSingles(fine + lane), power);
                var gap = F64.LoadSingles(maxima + lane) - F64.LoadSingles(x + i + lane);
                F64.Store(F64.Fma(gap, term, F64.Load(some + lane)), some + lane);
            }
        }
    }
}
