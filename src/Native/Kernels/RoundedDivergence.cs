// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// What <see cref="DivergenceKernel"/> does, in f64: of logits t and q with no more digits than f32, whose divergences are not small. What
/// rounds alike in all classes changes them in the second order only, and all else is below 2^-40 of the classes' own terms.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct RoundedDivergence
{
    /// <summary>Below this the digits of the logarithms' difference would not do, for gradients first.</summary>
    private const double Smallest = 1.0 / 4096;
    private const int Size = WideBlock.Size;
    private const int Most = 2 * Size;

    private Series first;
    private Series second;
    private long count;
    private double firstMax;
    private double secondMax;
    private double firstLog;
    private double secondLog;

    private fixed double t[Most];
    private fixed double q[Most];

    /// <summary>log(q/t).</summary>
    private fixed double w[Most];
    private fixed float copies[2 * Most];

    /// <summary>False where the divergences are not had with all digits: they are too small, infinite or NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool TryRun(Series first, Series second, long count, bool both, RoundedDivergence* d, out Dd fromFirst, out Dd fromSecond)
    {
        d->first = first;
        d->second = second;
        d->count = count;
        d->firstLog = LogSum(first, d, out d->firstMax);
        d->secondLog = LogSum(second, d, out d->secondMax);
        var sums = stackalloc double[PlainSums.Lanes];
        var sumsBack = stackalloc double[PlainSums.Lanes];
        PlainSums.Clear(sums);
        PlainSums.Clear(sumsBack);
        for (long i = 0; i < count; i += Most)
        {
            var whole = Load(d, i);
            Add(d->t, d->q, d->w, 1.0, whole, sums);
            if (both)
                Add(d->q, d->t, d->w, -1.0, whole, sumsBack);
        }
        fromFirst = PlainSums.Fold(sums);
        fromSecond = PlainSums.Fold(sumsBack);
        return IsExact(fromFirst.High) && (!both || IsExact(fromSecond.High));
    }

    private static bool IsExact(double divergence) => divergence >= Smallest && divergence < double.PositiveInfinity;

    /// <summary>Writes the gradients that are wanted; each may be its own input.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Write(RoundedDivergence* d, DivergenceSlope* first, DivergenceSlope* second, void* gradFirst, void* gradSecond)
    {
        for (long i = 0; i < d->count; i += Most)
        {
            var whole = Load(d, i);
            var length = d->count - i < Most ? (int)(d->count - i) : Most;
            Slope(d, first, second, whole);
            if (gradFirst != null)
                WideBlock.StoreMany(new Series(d->first.Type, gradFirst, 1), d->t, i, length);
            if (gradSecond != null)
                WideBlock.StoreMany(new Series(d->first.Type, gradSecond, 1), d->q, i, length);
        }
    }

    /// <summary>log of the sum of exp(x - max).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double LogSum(in Series logits, RoundedDivergence* d, out double largest)
    {
        var max = double.NegativeInfinity;
        for (long i = 0; i < d->count; i += Most)
        {
            var x = Singles(logits, d, i, d->copies, out var whole);
            var part = MaxKernel<float, F32>.Value(x, whole);
            max = part > max ? part : max;
        }
        var sums = stackalloc double[PlainSums.Lanes];
        PlainSums.Clear(sums);
        for (long i = 0; i < d->count; i += Most)
        {
            var x = Singles(logits, d, i, d->copies, out var whole);
            AddExp(x, max, whole, sums);
        }
        largest = max;
        var sum = PlainSums.Fold(sums);
        return sum >= 1 && max > double.NegativeInfinity ? ScalarMath.Log(sum).Value : double.NaN;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddExp(float* x, double max, int whole, double* sums)
    {
        var shift = F64Short.Broadcast(max);
        for (var i = 0; i < whole; i += F64Short.Count)
        {
            var lane = sums + (i % PlainSums.Lanes);
            F64Short.Store(F64Short.Load(lane) + ExpRounded<F64Short>.Exp(F64Short.LoadSingles(x + i) - shift), lane);
        }
    }

    private static float* Singles(in Series logits, RoundedDivergence* d, long index, float* copy, out int whole)
    {
        var length = d->count - index < Most ? (int)(d->count - index) : Most;
        whole = (length + Size - 1) / Size * Size;
        return WideBlock.Singles(logits, index, length, whole, double.NegativeInfinity, copy);
    }

    /// <summary>Some classes of both, and how many, rounded up to whole blocks; there is nothing behind the last.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Load(RoundedDivergence* d, long index)
    {
        var x = Singles(d->first, d, index, d->copies, out var whole);
        var y = Singles(d->second, d, index, d->copies + Most, out _);
        Evaluate(x, d->firstMax, d->firstLog, whole, d->t, d->w);
        // The logarithm of t makes room for that of the ratio.
        var logs = stackalloc double[Most];
        Evaluate(y, d->secondMax, d->secondLog, whole, d->q, logs);
        var w = d->w;
        for (var i = 0; i < whole; i += F64Short.Count)
            F64Short.Store(F64Short.Load(logs + i) - F64Short.Load(w + i), w + i);
        return whole;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Evaluate(float* x, double max, double log, int whole, double* values, double* logs)
    {
        var shift = F64Short.Broadcast(max);
        var sum = F64Short.Broadcast(log);
        for (var i = 0; i < whole; i += F64Short.Count)
        {
            var value = F64Short.LoadSingles(x + i) - shift - sum;
            F64Short.Store(value, logs + i);
            F64Short.Store(ExpRounded<F64Short>.Exp(value), values + i);
        }
    }

    /// <summary>sums += t (exp(w) - 1 - w) for w = sign * log: near 0 a series, elsewhere o - t - t w.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(double* t, double* o, double* logs, double sign, int whole, double* sums)
    {
        var zero = F64Short.Broadcast(0.0);
        for (var i = 0; i < whole; i += F64Short.Count)
        {
            var mass = F64Short.Load(t + i);
            var other = F64Short.Load(o + i);
            var w = F64Short.Load(logs + i) * F64Short.Broadcast(sign);
            var far = other - mass - (mass * w);
            // What has no mass takes nothing of an infinite logarithm.
            far = F64Short.SelectWhereEqual(mass, zero, other, far);
            var near = F64Short.Fma(w, F64Short.Broadcast(1.0 / 5040), F64Short.Broadcast(1.0 / 720));
            near = F64Short.Fma(w, near, F64Short.Broadcast(1.0 / 120));
            near = F64Short.Fma(w, near, F64Short.Broadcast(1.0 / 24));
            near = F64Short.Fma(w, near, F64Short.Broadcast(1.0 / 6));
            near = F64Short.Fma(w, near, F64Short.Broadcast(0.5)) * (w * w * mass);
            var lane = sums + (i % PlainSums.Lanes);
            F64Short.Store(F64Short.Load(lane) + F64Short.SelectWhereLess(Bits.Magnitudes(w), F64Short.Broadcast(1.0 / 16), near, far), lane);
        }
    }

    /// <summary>Gradients in the place of both; see <see cref="DivergenceSlope"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Slope(RoundedDivergence* d, DivergenceSlope* first, DivergenceSlope* second, int whole)
    {
        var zero = F64Short.Broadcast(0.0);
        var ts = d->t;
        var qs = d->q;
        var ws = d->w;
        for (var i = 0; i < whole; i += F64Short.Count)
        {
            var t = F64Short.Load(ts + i);
            var q = F64Short.Load(qs + i);
            var w = F64Short.Load(ws + i);
            var excess = t - q;
            F64Short.Store(Own(first, t, zero - w) + (F64Short.Broadcast(first->Others.High) * excess), ts + i);
            F64Short.Store(Own(second, q, w) - (F64Short.Broadcast(second->Others.High) * excess), qs + i);
        }
    }

    /// <summary>own * mass * (log(mass/other) - divergence), +0 of no mass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F64Short Own(DivergenceSlope* slope, F64Short mass, F64Short log)
    {
        var zero = F64Short.Broadcast(0.0);
        // Nothing of an infinite logarithm either.
        if (slope->Own.High == 0)
            return zero;
        var own = F64Short.Broadcast(slope->Own.High) * mass * (log - F64Short.Broadcast(slope->Divergence.High));
        return F64Short.SelectWhereEqual(mass, zero, zero, own);
    }
}
