// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// The loops over a <see cref="RowTile"/>, class by class. A sum is that of <see cref="SingleSumKernel{TStored}"/> with all of a row in one
/// lane, and a lane has its own reference. Whether there are labels is asked every time, as the same answer costs nothing.
/// </summary>
internal static unsafe class TileKernel
{
    /// <summary>Octaves; 1e-30 of a number.</summary>
    private const float Depth = 101;

    /// <summary>
    /// Of rows whose classes are a step apart: the labels' logits, the others' maxima, NaN passed over, and references; for any numbers, but right
    /// only for maxima up to <see cref="ExpSingle{TVec}.Largest"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Max(float* tile, nint step, int classes, bool labelled, TileState* state)
    {
        var nothing = F32.Broadcast(float.NegativeInfinity);
        var labels = F32.Load(state->Labels);
        var one = F32.Broadcast(1f);
        var index = F32.Broadcast(0f);
        var logits = index;
        var max = nothing;
        for (; classes > 0; classes--, tile += step)
        {
            var x = F32.Load(tile);
            if (labelled)
            {
                logits = F32.SelectWhereEqual(index, labels, x, logits);
                x = F32.SelectWhereEqual(index, labels, nothing, x);
                index += one;
            }
            max = F32.MaxOrSecond(x, max);
        }
        F32.Store(logits, state->Logits);
        F32.Store(max, state->Maxima);
        F32.Store(ExpF32.References(max, state->Exponential), state->References);
    }

    /// <summary>The maxima's lowest classes too, as the labels.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ArgMax(float* tile, nint step, int classes, TileState* state)
    {
        var max = F32.Broadcast(float.NegativeInfinity);
        var labels = F32.Broadcast(0f);
        var index = F32.Broadcast(0f);
        var one = F32.Broadcast(1f);
        for (; classes > 0; classes--, tile += step)
        {
            var x = F32.Load(tile);
            labels = F32.SelectWhereLess(max, x, index, labels);
            max = F32.MaxOrSecond(x, max);
            index += one;
        }
        F32.Store(labels, state->Labels);
    }

    /// <summary>Whether any logit of any lane is NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool HasNaN(float* tile, int classes)
    {
        var unlike = F32.Broadcast(0f);
        for (var end = tile + (classes * F32.Count); tile < end; tile += F32.Count)
        {
            var x = F32.Load(tile);
            unlike = F32.SelectWhereEqual(x, x, unlike, F32.Broadcast(1f));
        }
        return F32.AnyBits(unlike);
    }

    /// <summary>Sums of the exponentials of all but the labels, in f64, relative to the rows' references.</summary>
    internal static void Sum(float* tile, int classes, bool labelled, TileState* state, double* sums)
    {
        if (!Effort.IsWorthIt || !Sum<Off>(tile, classes, labelled, state, sums))
            Sum<On>(tile, classes, labelled, state, sums);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Sum<TBounded>(float* tile, int classes, bool labelled, TileState* state, double* sums)
        where TBounded : ISwitch
    {
        var exp = new ExpF32(state->Exponential, F32.Load(state->References));
        var labels = F32.Load(state->Labels);
        var filler = Filler(state);
        var one = F32.Broadcast(1f);
        var index = F32.Broadcast(0f);
        var ceiling = F32.Broadcast(ExpF32.Ceiling);
        var coarse = ceiling;
        var fine = F32.Broadcast(0f);
        var seen = fine;
        for (var end = tile + (classes * F32.Count); tile < end; tile += F32.Count)
        {
            var x = F32.Load(tile);
            if (labelled)
            {
                x = F32.SelectWhereEqual(index, labels, filler, x);
                index += one;
            }
            x = exp.Bound<TBounded>(x);
            var exponent = exp.Exponent(x);
            seen = ExpF32.See(seen, exponent);
            exp.TemperedParts<TBounded>(x, exponent, out var s, out var e);
            var next = coarse + s;
            fine += F32.Fma(s, e, s - (next - coarse));
            coarse = next;
        }
        StoreSum(coarse - ceiling, fine, sums);
        return TBounded.IsOn || !ExpF32.AnyBelow(seen);
    }

    /// <summary>In the labels' places, what adds nothing to a sum but needs no bound: 1e-30 of the largest other term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F32 Filler(TileState* state) =>
        F32.Load(state->Maxima) - F32.Broadcast(Depth * ExpF32.OctaveWidth(state->Exponential));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreSum(F32 coarse, F32 fine, double* sums)
    {
        for (var i = 0; i < F32.Count; i += F64.Count)
            F64.Store(F64.Broadcast(0.0), sums + i);
        F32.AddSumTo(coarse, fine, sums);
    }

    /// <summary>
    /// Exponentials times the rows' scales, in place: the product of s + s e with a scale in two parts, rounded once, and once more with
    /// what is added. In the labels' places, what the state has for them.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Scale(float* tile, int classes, bool labelled, TileState* state, float* addends, int step)
    {
        var exp = new ExpF32(state->Exponential, F32.Load(state->References));
        var high = F32.Load(state->Scales);
        var low = F32.Load(state->ScalesLow);
        var labels = F32.Load(state->Labels);
        var results = F32.Load(state->Results);
        var one = F32.Broadcast(1f);
        var index = F32.Broadcast(0f);
        for (var end = tile + (classes * F32.Count); tile < end; tile += F32.Count)
        {
            var x = exp.Bound<On>(F32.Load(tile));
            exp.Terms(x, exp.Exponent(x), out var s, out var e);
            var product = s * high;
            var rest = F32.Fma(s, high, F32.Broadcast(0f) - product);
            rest = F32.Fma(s, low, F32.Fma(product, e, rest));
            x = product + (rest + F32.Load(addends));
            addends += step;
            if (labelled)
            {
                x = F32.SelectWhereEqual(index, labels, results, x);
                index += one;
            }
            F32.Store(x, tile);
        }
    }

    /// <summary>
    /// Of target distributions that lie as the tile does, in f64, added to the sums: the label's mass and the others', and each of these times
    /// how far its logit lies below the label's. A mass of 0 adds 0, also where its logit is -inf. first: the class that the tile begins with.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Targets(float* tile, float* targets, int first, int classes, TileState* state, TargetBatch* sums)
    {
        var zero = F64.Broadcast(0.0);
        var one = F64.Broadcast(1.0);
        for (var i = 0; i < F32.Count; i += F64.Count)
        {
            var labels = F64.LoadSingles(state->Labels + i);
            var largest = F64.LoadSingles(state->Logits + i);
            var index = F64.Broadcast(first);
            var own = F64.Load(sums->Own + i);
            var others = F64.Load(sums->Others + i);
            var gaps = F64.Load(sums->Gaps + i);
            var sizes = F64.Load(sums->Sizes + i);
            for (var c = 0; c < classes * F32.Count; c += F32.Count)
            {
                var mass = F64.LoadSingles(targets + c + i);
                own = F64.SelectWhereEqual(index, labels, mass, own);
                mass = F64.SelectWhereEqual(index, labels, zero, mass);
                index += one;
                others += mass;
                sizes += Bits.Magnitudes(mass);
                gaps += F64.SelectWhereEqual(mass, zero, zero, mass * (largest - F64.LoadSingles(tile + c + i)));
            }
            F64.Store(own, sums->Own + i);
            F64.Store(others, sums->Others + i);
            F64.Store(gaps, sums->Gaps + i);
            F64.Store(sizes, sums->Sizes + i);
        }
    }

    /// <summary>A tile times what belongs to each row, in place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Multiply(float* tile, int classes, F32 factors)
    {
        for (var end = tile + (classes * F32.Count); tile < end; tile += F32.Count)
            F32.Store(F32.Load(tile) * factors, tile);
    }

    /// <summary>Sums of the logits, in f64; across: of one row that lies so.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Total(float* tile, int classes, bool across, double* sums)
    {
        if (across)
        {
            sums[0] = AcrossKernel.Total(tile, classes);
            return;
        }
        var one = F64.Broadcast(0.0);
        var two = one;
        for (var end = tile + (classes * F32.Count); tile < end; tile += F32.Count)
        {
            one += F64.LoadSingles(tile);
            two += F64.LoadSingles(tile + F64.Count);
        }
        F64.Store(one, sums);
        F64.Store(two, sums + F64.Count);
    }

    /// <summary>Logits less the rows' logarithms, in place, which are used up. In the labels' places, what the state has for them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Subtract(float* tile, int classes, TileState* state, double* logarithms)
    {
        // They are subtracted from what is read.
        for (var i = 0; i < F32.Count; i += F64.Count)
            F64.Store(F64.Load(logarithms + i) / F64.Broadcast(state->Gain), logarithms + i);
        var labels = F32.Load(state->Labels);
        var results = F32.Load(state->Results);
        var one = F32.Broadcast(1f);
        var index = F32.Broadcast(0f);
        for (var end = tile + (classes * F32.Count); tile < end; tile += F32.Count)
        {
            F32.Store(F32.SelectWhereEqual(index, labels, results, F32.ScaleDifference(F32.Load(tile), logarithms, state->Gain)), tile);
            index += one;
        }
    }
}
