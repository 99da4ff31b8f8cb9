// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// Functions of double-double vectors for any argument, infinities and NaN included. Each is compiled once: what uses one pays for a call.
/// Relative error about 2^-57, where the result is not subnormal.
/// </summary>
internal static unsafe class DdMath<TVec>
    where TVec : struct, IVector<TVec, double>
{
    internal static Dd Ln2 => new(0.6931471805599453, 2.3190468138462996e-17);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Exp(in DdVector<TVec> x, out DdVector<TVec> result)
    {
        result = x;
        Exp((double*)Unsafe.AsPointer(ref result), TVec.Count);
    }

    /// <summary>Of up to 16 numbers, in place: a vector's first parts, then its second parts, then the next vector's.</summary>
    // Step by step: of vectors' whole chains of operations a processor has no more than two at a time in view.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Exp(double* x, int length)
    {
        const int Most = 16;
        var exponents = stackalloc double[2 * Most];
        var polynomials = exponents + Most;
        var c = ExpAccurate<TVec>.Constants;
        for (var i = 0; i < length; i += TVec.Count)
        {
            var at = x + (2 * i);
            Bounded(TVec.Load(at), TVec.Load(at + TVec.Count), out var high, out var low);
            ExpAccurate<TVec>.Reduce(c, high, low, out var r, out var rLow, out var exponent);
            TVec.Store(r, at);
            TVec.Store(rLow, at + TVec.Count);
            TVec.Store(exponent, exponents + i);
        }
        for (var i = 0; i < length; i += TVec.Count)
            TVec.Store(ExpAccurate<TVec>.Polynomial(c, TVec.Load(x + (2 * i))), polynomials + i);
        for (var i = 0; i < length; i += TVec.Count)
        {
            var at = x + (2 * i);
            ExpAccurate<TVec>.Combine(TVec.Load(at), TVec.Load(at + TVec.Count), TVec.Load(polynomials + i), out var high, out var low);
            var exp = Scaled(new(high, low), TVec.Load(exponents + i));
            TVec.Store(exp.High, at);
            TVec.Store(exp.Low, at + TVec.Count);
        }
    }

    /// <summary>exp(x) and exp(x) - 1, which keeps its digits near 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ExpM1(in DdVector<TVec> x, out DdVector<TVec> exp, out DdVector<TVec> expM1)
    {
        Exp(x, out exp);
        Near(x, out var near);
        expM1 = DdVector<TVec>.SelectWhereLess(DdVector<TVec>.Abs(x).High, TVec.Broadcast(0.35), near, exp - TVec.Broadcast(1.0));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Near(in DdVector<TVec> x, out DdVector<TVec> expM1) => expM1 = x + (x * x * Series(x.High));

    /// <summary>(exp(x) - 1 - x) / x^2 for |x| below 0.35, by its power series: the first term left out is 2^-59 of the whole.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DdVector<TVec> Series(TVec x)
    {
        var q = TVec.Broadcast(1.0 / 87178291200);
        q = TVec.Fma(q, x, TVec.Broadcast(1.0 / 6227020800));
        q = TVec.Fma(q, x, TVec.Broadcast(1.0 / 479001600));
        q = TVec.Fma(q, x, TVec.Broadcast(1.0 / 39916800));
        q = TVec.Fma(q, x, TVec.Broadcast(1.0 / 3628800));
        q = TVec.Fma(q, x, TVec.Broadcast(1.0 / 362880));
        q = TVec.Fma(q, x, TVec.Broadcast(1.0 / 40320));
        q = TVec.Fma(q, x, TVec.Broadcast(1.0 / 5040));
        q = TVec.Fma(q, x, TVec.Broadcast(1.0 / 720));
        q = TVec.Fma(q, x, TVec.Broadcast(1.0 / 120));
        q = TVec.Fma(q, x, TVec.Broadcast(1.0 / 24));
        q = TVec.Fma(q, x, TVec.Broadcast(1.0 / 6));
        return DdVector<TVec>.Sum(TVec.Broadcast(0.5), q * x);
    }

    /// <summary>log(x); -inf for 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Log(in DdVector<TVec> x, out DdVector<TVec> result)
    {
        // Subnormal numbers are lifted by 2^100.
        var zero = TVec.Broadcast(0.0);
        var small = TVec.Broadcast(Pow2.Double(-900));
        var lift = TVec.SelectWhereLess(x.High, small, TVec.Broadcast(Pow2.Double(100)), TVec.Broadcast(1.0));
        LogDouble<TVec>.Log(x.High * lift, x.Low * lift, out var high, out var low);
        var drop = DdVector<TVec>.Broadcast(new Dd(-100 * 0.6931471805599453, -100 * 2.3190468138462996e-17));
        var log = new DdVector<TVec>(high, low);
        log = DdVector<TVec>.SelectWhereLess(x.High, small, log + drop, log);
        var infinity = TVec.Broadcast(double.PositiveInfinity);
        var special = TVec.SelectWhereLess(x.High, zero, TVec.Broadcast(Canonical.NaN), x.High);
        special = TVec.SelectWhereEqual(special, zero, zero - infinity, special);
        // Where x is positive and finite, x - x is 0 and 0 < x.
        var regular = TVec.SelectWhereLess(zero, x.High, x.High - x.High, infinity);
        result = DdVector<TVec>.SelectWhereEqual(regular, zero, log, special);
    }

    /// <summary>log(1 + x) for x from 0 to 2^500.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Log1p(in DdVector<TVec> x, out DdVector<TVec> result)
    {
        LogDouble<TVec>.Log1p(x.High, x.Low, out var high, out var low);
        // log1p(x) = x - x^2/2 + ...: the reduction would lose bits of a subnormal x.
        var log = DdVector<TVec>.SelectWhereLess(x.High, TVec.Broadcast(Pow2.Double(-60)), x, new(high, low));
        result = DdVector<TVec>.SelectWhereEqual(x.High, x.High, log, x);
    }

    /// <summary>What overflows and underflows is cut off where it has long done so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Bounded(TVec x, TVec xLow, out TVec high, out TVec low)
    {
        var limit = TVec.Broadcast(1100.0);
        var lowest = TVec.Broadcast(-1100.0);
        high = TVec.SelectWhereLess(x, lowest, lowest, TVec.SelectWhereLess(limit, x, limit, x));
        low = TVec.SelectWhereEqual(high, x, xLow, TVec.Broadcast(0.0));
    }

    /// <summary>In two steps: the power may lie beyond the exponents of f64, the first step stays normal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DdVector<TVec> Scaled(DdVector<TVec> mantissa, TVec exponent)
    {
        var round = TVec.Broadcast(6755399441055744.0); // 1.5 * 2^52
        var half = TVec.Fma(exponent, TVec.Broadcast(0.5), round) - round;
        var first = Power(half);
        var second = Power(exponent - half);
        return new(mantissa.High * first * second, mantissa.Low * first * second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVec Power(TVec exponent) => TVec.ShiftLeft(TVec.Broadcast(6755399441055744.0 + 1023.0) + exponent, 52);
}
