// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// A softmax of logits with a mask of numbers whose sums f32 rounds (see <see cref="AddedMask"/> for others), in f32 all the same: each sum is
/// x + m = s + d exactly, and exp(s + d) = exp(s) (1 + d + ...). A row is worked on in slabs, three times over if it is longer than one.
/// </summary>
internal static unsafe class BiasedSoftmax
{
    private const int Slab = 128;

    /// <summary>
    /// False, and nothing is written, of rows that are not for it: without such a mask, or with a temperature too, of f64, and with NaN, numbers too
    /// large, or no class that is left.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool TryRun(in Row row, in Series destination, float* constants)
    {
        var source = row.Source;
        // Where nothing rounds, the mask has been found to be one that is added as it is.
        if (source->MaskKind != MaskKind.Add || !source->Rounds || source->Temperature != 1 || source->Wide || source->Negated)
            return false;
        var memory = stackalloc byte[sizeof(Slabs) + Lines.Spare];
        var slabs = (Slabs*)Lines.Align(memory);
        var lanes = stackalloc double[ExpF32.Lanes];
        var max = float.NegativeInfinity;
        for (long i = 0; i < row.Count; i += Slab)
            max = MathF.Max(max, SingleSumKernel<Stored<float, F32>>.Max(slabs->Sums, Load(row, i, slabs), -1));
        if (!(Math.Abs(max) <= ExpF32.Largest(ExpF32.Constants)))
            return false;
        var reference = ExpF32.Octave(max, ExpF32.Constants) - ExpF32.Peak;
        PlainSums.ClearBlock(lanes);
        for (long i = 0; i < row.Count; i += Slab)
            Add(slabs, Reduce(row, i, reference, slabs), reference, lanes);
        var total = PlainSums.FoldBlock(lanes);
        // Not of NaN.
        if (!(total > 0))
            return false;
        var scale = RowWriter.Prepare(ExpF32.TermScale / total, reference, constants);
        for (long i = 0; i < row.Count; i += Slab)
        {
            var padded = Reduce(row, i, scale.Reference, slabs);
            var length = row.Count - i < Slab ? row.Count - i : Slab;
            var direct = length == padded && destination.IsPlain(ElementType.F32);
            Write(slabs, padded, constants, scale, direct ? (float*)destination.Data + i : slabs->Sums);
            if (!direct)
                destination.Store(i, length, ElementType.F32, slabs->Sums);
        }
        return true;
    }

    /// <summary>Sums, and what they round off, from start on. Returns how many, in whole blocks: those behind the row's end are -inf.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Load(in Row row, long start, Slabs* slabs)
    {
        var length = row.Count - start < Slab ? (int)(row.Count - start) : Slab;
        var padded = (length + ExpF32.Lanes - 1) & -ExpF32.Lanes;
        var logits = WideBlock.Singles(row.Stored, start, length, padded, 0.0, slabs->Sums);
        var addends = WideBlock.Singles(row.Addends, start, length, padded, double.NegativeInfinity, slabs->Rests);
        var nothing = F32.Broadcast(float.NegativeInfinity);
        for (var i = 0; i < padded; i += F32.Count)
        {
            var x = F32.Load(logits + i);
            var addend = F32.Load(addends + i);
            var sum = x + addend;
            var part = sum - x;
            F32.Store((x - (sum - part)) + (addend - part), slabs->Rests + i);
            F32.Store(F32.SelectWhereEqual(addend, nothing, nothing, sum), slabs->Sums + i);
        }
        return padded;
    }

    /// <summary>The sums' exponents, and what is left beside them. A row that is not longer than a slab is there already.</summary>
    // A processor's scheduler holds few of the whole chain of operations: hence two steps.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Reduce(in Row row, long start, int reference, Slabs* slabs)
    {
        var count = row.Count > Slab ? Load(row, start, slabs) : (int)(row.Count + ExpF32.Lanes - 1) & -ExpF32.Lanes;
        var exp = ExpF32.Create(ExpF32.Constants, reference);
        var zero = F32.Broadcast(0f);
        for (var i = 0; i < count; i += F32.Count)
        {
            var sum = F32.Load(slabs->Sums + i);
            var bounded = exp.Bound<On>(sum);
            var exponent = exp.Exponent(bounded);
            // What lies below the bound is far beyond it: the rest may be anything.
            var rest = F32.SelectWhereEqual(sum, bounded, F32.Load(slabs->Rests + i), zero);
            F32.Store(exponent, slabs->Exponents + i);
            F32.Store(exp.Rest<On>(bounded, exponent) + rest, slabs->Reduced + i);
        }
        return count;
    }

    /// <summary>Exponentials, times <see cref="ExpSingle{TVec}.TermScale"/>, into the lanes; a slab is a fold.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(Slabs* slabs, int count, int reference, double* lanes)
    {
        var exp = ExpF32.Create(ExpF32.Constants, reference);
        var ceiling = F32.Broadcast(ExpF32.Ceiling);
        for (var lane = 0; lane < ExpF32.Lanes; lane += F32.Count)
        {
            var coarse = ceiling;
            var fine = F32.Broadcast(0f);
            for (var i = lane; i < count; i += ExpF32.Lanes)
            {
                var exponent = F32.Load(slabs->Exponents + i);
                var s = exp.Power<On>(exponent);
                var e = exp.ExpM1<Off>(F32.Load(slabs->Reduced + i), exponent);
                var next = coarse + s;
                fine += F32.Fma(s, e, s - (next - coarse));
                coarse = next;
            }
            F32.AddSumTo(coarse - ceiling, fine, lanes + lane);
        }
    }

    /// <summary>Results, with the constants' scale.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Write(Slabs* slabs, int count, float* constants, in RowScale scale, float* destination)
    {
        var exp = ExpF32.CreateScaled(constants, scale.Reference);
        var factor = F32.Broadcast((float)scale.Multiplier);
        for (var i = 0; i < count; i += F32.Count)
        {
            var exponent = F32.Load(slabs->Exponents + i);
            var s = exp.Power<On>(exponent);
            var e = exp.ExpM1<On>(F32.Load(slabs->Reduced + i), exponent);
            F32.Store(F32.Fma(s, e, s) * factor, destination + i);
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Slabs
    {
        internal fixed float Sums[Slab];
        internal fixed float Rests[Slab];
        internal fixed float Exponents[Slab];
        internal fixed float Reduced[Slab];
    }
}
