// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// What <see cref="DivergenceKernel"/> does, in f64: of probabilities, or logits, t and q with no more digits than f32. Of logits what rounds alike
/// in all classes changes a divergence that is not small in the second order only, and all else is below 2^-40 of the classes' own terms.
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
    private bool firstIsLogits;
    private bool secondIsLogits;
    private bool fromMean;
    private double firstMax;
    private double secondMax;
    private double firstLog;
    private double secondLog;

    private fixed double t[Most];
    private fixed double q[Most];

    /// <summary>log(t/o) and log(q/o), o being the other or the mean; 1 more where that is a slope.</summary>
    private fixed double w[Most];
    private fixed double v[Most];
    private fixed float copies[2 * Most];

    internal static void Set(RoundedDivergence* d, in Series first, bool firstIsLogits, in Series second, bool secondIsLogits, long count, bool fromMean)
    {
        d->first = first;
        d->second = second;
        d->count = count;
        d->firstIsLogits = firstIsLogits;
        d->secondIsLogits = secondIsLogits;
        d->fromMean = fromMean;
        d->firstMax = 0.0;
        d->secondMax = 0.0;
        d->firstLog = 0.0;
        d->secondLog = 0.0;
    }

    /// <summary>
    /// The divergences, from the mean those that add up to the result, and what t has more than q in total. False where they are not had with all
    /// digits: they are too small, infinite or NaN, or what are no probabilities make them cancel.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool TryRun(RoundedDivergence* d, bool both, out Dd fromFirst, out Dd fromSecond, out Dd excess)
    {
        if (d->firstIsLogits)
            d->firstLog = LogSum(d->first, d, out d->firstMax);
        if (d->secondIsLogits)
            d->secondLog = LogSum(d->second, d, out d->secondMax);
        var sums = stackalloc double[3 * PlainSums.Lanes];
        var sumsBack = sums + PlainSums.Lanes;
        var excesses = sumsBack + PlainSums.Lanes;
        PlainSums.Clear(sums);
        PlainSums.Clear(sumsBack);
        PlainSums.Clear(excesses);
        var areLogits = d->firstIsLogits && d->secondIsLogits;
        // The only one of its logits has the slope 0, in which all digits cancel.
        var isLegal = d->count > 1 || !(d->firstIsLogits || d->secondIsLogits);
        for (long i = 0; i < d->count; i += Most)
        {
            var whole = Load(d, i, 1.0, 1.0);
            Add(d->t, d->q, d->w, d->fromMean, whole, sums);
            if (both)
                Add(d->q, d->t, d->v, d->fromMean, whole, sumsBack);
            if (!areLogits)
                isLegal &= AddExcess(d->t, d->q, whole, excesses);
        }
        var forward = PlainSums.Fold(sums);
        var back = PlainSums.Fold(sumsBack);
        var more = PlainSums.Fold(excesses);
        excess = more;
        fromFirst = forward + (d->fromMean ? 0.5 * more : more);
        fromSecond = back - (d->fromMean ? 0.5 * more : more);
        if (d->fromMean)
            return isLegal && IsExact(d, forward + back, forward + back, Math.Abs(more) / (1 << 20));
        return isLegal && IsExact(d, forward, fromFirst.High, 0.25 * forward) && (!both || IsExact(d, back, fromSecond.High, 0.25 * back));
    }

    private static bool IsExact(RoundedDivergence* d, double sum, double divergence, double least) =>
        sum < double.PositiveInfinity && sum >= (d->firstIsLogits || d->secondIsLogits ? Smallest : 0.0) && Math.Abs(divergence) >= least;

    /// <summary>Writes the gradients that are wanted; each may be its own input.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Write(RoundedDivergence* d, DivergenceSlope* first, DivergenceSlope* second, void* gradFirst, void* gradSecond)
    {
        for (long i = 0; i < d->count; i += Most)
        {
            var whole = Load(d, i, Factor(first), Factor(second));
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
            var x = Singles(logits, true, d, i, d->copies, out var whole);
            var part = Elements.Max(ElementType.F32, x, whole);
            max = part > max ? part : max;
        }
        var sums = stackalloc double[PlainSums.Lanes];
        PlainSums.Clear(sums);
        for (long i = 0; i < d->count; i += Most)
        {
            var x = Singles(logits, true, d, i, d->copies, out var whole);
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

    private static float* Singles(in Series source, bool isLogits, RoundedDivergence* d, long index, float* copy, out int whole)
    {
        var length = d->count - index < Most ? (int)(d->count - index) : Most;
        whole = (length + Size - 1) / Size * Size;
        return WideBlock.Singles(source, index, length, whole, isLogits ? double.NegativeInfinity : 0.0, copy);
    }

    /// <summary>1 + log(t/q), where that is the slope, is the logarithm of so much more.</summary>
    private static double Factor(DivergenceSlope* slope) => slope->IsLogits || slope->Others.High != 0 ? 1.0 : Math.E;

    /// <summary>
    /// Some classes of both, and how many, rounded up to whole blocks; there is nothing behind the last. The ratios are multiplied by factors, not those
    /// to the mean.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Load(RoundedDivergence* d, long index, double factor, double factorBack)
    {
        var x = Singles(d->first, d->firstIsLogits, d, index, d->copies, out var whole);
        var y = Singles(d->second, d->secondIsLogits, d, index, d->copies + Most, out _);
        var w = d->w;
        var v = d->v;
        Evaluate(x, d->firstIsLogits, d->firstMax, d->firstLog, whole, d->t, w);
        Evaluate(y, d->secondIsLogits, d->secondMax, d->secondLog, whole, d->q, v);
        var areLogits = d->firstIsLogits && d->secondIsLogits && !d->fromMean;
        if (!areLogits)
            LogRatio(d->t, d->q, factor, d->fromMean, whole, w);
        for (var i = 0; areLogits && i < whole; i += F64Short.Count)
            F64Short.Store(F64Short.Load(w + i) - F64Short.Load(v + i), w + i);
        if (!areLogits && (factor != factorBack || factor != 1 || d->fromMean))
            LogRatio(d->q, d->t, factorBack, d->fromMean, whole, v);
        else
            Negate(w, whole, v);
        return whole;
    }

    private static void Negate(double* values, int whole, double* negated)
    {
        for (var i = 0; i < whole; i += F64Short.Count)
            F64Short.Store(F64Short.Broadcast(0.0) - F64Short.Load(values + i), negated + i);
    }

    /// <summary>Of probabilities without their logarithms.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Evaluate(float* x, bool isLogits, double max, double log, int whole, double* values, double* logs)
    {
        var zero = F64Short.Broadcast(0.0);
        var shift = F64Short.Broadcast(max);
        var sum = F64Short.Broadcast(log);
        for (var i = 0; i < whole; i += F64Short.Count)
        {
            var value = F64Short.LoadSingles(x + i);
            if (!isLogits)
            {
                // +0 for -0.
                F64Short.Store(value + zero, values + i);
                continue;
            }
            value = value - shift - sum;
            F64Short.Store(value, logs + i);
            F64Short.Store(ExpRounded<F64Short>.Exp(value), values + i);
        }
    }

    /// <summary>log(factor * mass / other), or from the mean of the two.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LogRatio(double* mass, double* other, double factor, bool fromMean, int whole, double* logs)
    {
        var zero = F64Short.Broadcast(0.0);
        if (fromMean)
            factor = 1.0;
        for (var i = 0; i < whole; i += F64Short.Count)
            F64Short.Store(F64Short.Broadcast(factor) * F64Short.Load(mass + i) / Other(mass + i, other + i, fromMean), logs + i);
        RoundedBlock.Log(logs, whole);
        for (var i = 0; i < whole; i += F64Short.Count)
        {
            var log = F64Short.SelectWhereEqual(F64Short.Load(mass + i), zero, F64Short.Broadcast(double.NegativeInfinity), F64Short.Load(logs + i));
            F64Short.Store(F64Short.SelectWhereEqual(F64Short.Load(other + i), zero, fromMean ? log : F64Short.Broadcast(double.PositiveInfinity), log), logs + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F64Short Other(double* mass, double* other, bool fromMean) =>
        fromMean ? (F64Short.Load(mass) + F64Short.Load(other)) * F64Short.Broadcast(0.5) : F64Short.Load(other);

    /// <summary>sums += t - q; false where one is negative.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool AddExcess(double* t, double* q, int whole, double* sums)
    {
        var zero = F64Short.Broadcast(0.0);
        var negative = 0u;
        for (var i = 0; i < whole; i += F64Short.Count)
        {
            var one = F64Short.Load(t + i);
            var two = F64Short.Load(q + i);
            negative |= F64Short.WhereLess(one, zero) | F64Short.WhereLess(two, zero);
            var lane = sums + (i % PlainSums.Lanes);
            F64Short.Store(F64Short.Load(lane) + (one - two), lane);
        }
        return negative == 0;
    }

    /// <summary>sums += mass (exp(x) - 1 - x) for x = -log(mass/o): near 0 a series, elsewhere o - mass - mass x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(double* masses, double* others, double* logs, bool fromMean, int whole, double* sums)
    {
        var zero = F64Short.Broadcast(0.0);
        for (var i = 0; i < whole; i += F64Short.Count)
        {
            var mass = F64Short.Load(masses + i);
            var other = Other(masses + i, others + i, fromMean);
            var x = zero - F64Short.Load(logs + i);
            var far = other - mass - (mass * x);
            // What has no mass takes nothing of an infinite logarithm.
            far = F64Short.SelectWhereEqual(mass, zero, other, far);
            var near = F64Short.Fma(x, F64Short.Broadcast(1.0 / 5040), F64Short.Broadcast(1.0 / 720));
            near = F64Short.Fma(x, near, F64Short.Broadcast(1.0 / 120));
            near = F64Short.Fma(x, near, F64Short.Broadcast(1.0 / 24));
            near = F64Short.Fma(x, near, F64Short.Broadcast(1.0 / 6));
            near = F64Short.Fma(x, near, F64Short.Broadcast(0.5)) * (x * x * mass);
            var lane = sums + (i % PlainSums.Lanes);
            F64Short.Store(F64Short.Load(lane) + F64Short.SelectWhereLess(Bits.Magnitudes(x), F64Short.Broadcast(1.0 / 16), near, far), lane);
        }
    }

    /// <summary>Gradients in the place of both; see <see cref="DivergenceSlope"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Slope(RoundedDivergence* d, DivergenceSlope* first, DivergenceSlope* second, int whole)
    {
        var ts = d->t;
        var qs = d->q;
        var ws = d->w;
        var vs = d->v;
        for (var i = 0; i < whole; i += F64Short.Count)
        {
            var t = F64Short.Load(ts + i);
            var q = F64Short.Load(qs + i);
            F64Short.Store(Slope(first, d->fromMean, t, q, F64Short.Load(ws + i)), ts + i);
            F64Short.Store(Slope(second, d->fromMean, q, t, F64Short.Load(vs + i)), qs + i);
        }
    }

    /// <summary>
    /// Of own: mass * (log(mass/o) - divergence) for logits, 1 + log(mass/o) for a probability, without the 1 from the mean. Of others: mass * their
    /// mass - other, or -other/mass. +0 of what is 0, and nothing of an infinite logarithm.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static F64Short Slope(DivergenceSlope* slope, bool fromMean, F64Short mass, F64Short other, F64Short log)
    {
        var zero = F64Short.Broadcast(0.0);
        var result = zero;
        var own = F64Short.Broadcast(slope->Own.High);
        var others = F64Short.Broadcast(slope->Others.High);
        var hasOthers = slope->Others.High != 0 && !fromMean;
        if (slope->Own.High != 0 && slope->IsLogits)
            result = F64Short.SelectWhereEqual(mass, zero, zero, own * mass * (log - F64Short.Broadcast(slope->Divergence.High)));
        else if (slope->Own.High != 0)
            result = own * log;
        if (hasOthers && slope->IsLogits)
            result += others * ((mass * F64Short.Broadcast(slope->OthersMass.High)) - other);
        else if (hasOthers && slope->Own.High == 0)
            result = others * F64Short.SelectWhereEqual(other, zero, zero, zero - (other / mass));
        else if (hasOthers)
            result += (others * ((mass - other) / mass)) + (own - others);
        // A class that neither has.
        return F64Short.SelectWhereEqual(mass + other, zero, zero, result);
    }
}
