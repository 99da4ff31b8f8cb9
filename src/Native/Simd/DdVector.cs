// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// A double-double (<see cref="Dd"/>) in each lane. Where the high part is not finite the low part means nothing: whatever adds the two
/// looks at the high part first. What is more than a few instructions is compiled once, and called; with references, as no calling convention passes
/// two vectors in registers, and each call would make copies.
/// </summary>
internal readonly struct DdVector<TVec>(TVec high, TVec low)
    where TVec : struct, IVector<TVec, double>
{
    internal readonly TVec High = high;
    internal readonly TVec Low = low;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator DdVector<TVec>(TVec value) => new(value, TVec.Broadcast(0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DdVector<TVec> Broadcast(double value) => TVec.Broadcast(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DdVector<TVec> Broadcast(Dd value) => new(TVec.Broadcast(value.High), TVec.Broadcast(value.Low));

    /// <summary>Rounded to one f64.</summary>
    internal TVec Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TVec.SelectWhereEqual(High - High, TVec.Broadcast(0.0), High + Low, High);
    }

    /// <summary>a + b exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DdVector<TVec> Sum(TVec a, TVec b)
    {
        var sum = a + b;
        var b1 = sum - a;
        return new(sum, (a - (sum - b1)) + (b - b1));
    }

    /// <summary>a - b exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DdVector<TVec> Difference(TVec a, TVec b) => Sum(a, TVec.Broadcast(0.0) - b);

    [MethodImpl(Inline.Sequence)]
    public static DdVector<TVec> operator +(in DdVector<TVec> a, in DdVector<TVec> b)
    {
        var sum = Sum(a.High, b.High);
        var rest = sum.Low + (a.Low + b.Low);
        var high = new DdVector<TVec>(sum.High, rest).Value;
        return new(high, rest - (high - sum.High));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DdVector<TVec> operator -(DdVector<TVec> a)
    {
        var zero = TVec.Broadcast(0.0);
        return new(zero - a.High, zero - a.Low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DdVector<TVec> operator -(DdVector<TVec> a, DdVector<TVec> b) => a + -b;

    [MethodImpl(Inline.Sequence)]
    public static DdVector<TVec> operator *(in DdVector<TVec> a, in DdVector<TVec> b)
    {
        var product = a.High * b.High;
        var error = TVec.Fma(a.High, b.High, TVec.Broadcast(0.0) - product);
        return new(product, error + TVec.Fma(a.High, b.Low, a.Low * b.High));
    }

    [MethodImpl(Inline.Sequence)]
    public static DdVector<TVec> operator *(in DdVector<TVec> a, TVec b)
    {
        var product = a.High * b;
        return new(product, TVec.Fma(a.High, b, TVec.Broadcast(0.0) - product) + (a.Low * b));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static DdVector<TVec> operator /(in DdVector<TVec> a, in DdVector<TVec> b)
    {
        var zero = TVec.Broadcast(0.0);
        var quotient = a.High / b.High;
        var rest = TVec.Fma(zero - quotient, b.High, a.High) + (a.Low - (quotient * b.Low));
        var low = rest / b.High;
        // An infinite divisor leaves a finite quotient and no rest.
        return new(quotient, TVec.SelectWhereEqual(low - low, zero, low, zero));
    }

    /// <summary>a * b, and 0 where b is 0 unless a is NaN: a weight of 0 takes nothing, also of infinity.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static DdVector<TVec> Weighted(in DdVector<TVec> a, in DdVector<TVec> b) => Product(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DdVector<TVec> Product(in DdVector<TVec> a, in DdVector<TVec> b) =>
        SelectWhereEqual(b.High, TVec.Broadcast(0.0), NothingOf(a.High), a * b);

    /// <summary>a * b likewise, in f64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec WeightedHigh(TVec a, TVec b) => TVec.SelectWhereEqual(b, TVec.Broadcast(0.0), NothingOf(a), a * b);

    /// <summary>a weighted by b, plus c weighted by d. The result may be one of them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Mix(
        in DdVector<TVec> a, in DdVector<TVec> b, in DdVector<TVec> c, in DdVector<TVec> d, out DdVector<TVec> result) =>
        result = Product(a, b) + Product(c, d);

    /// <summary>0, and NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVec NothingOf(TVec a) => TVec.SelectWhereEqual(a, a, TVec.Broadcast(0.0), a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DdVector<TVec> SelectWhereEqual(TVec a, TVec b, DdVector<TVec> ifTrue, DdVector<TVec> ifFalse) =>
        new(TVec.SelectWhereEqual(a, b, ifTrue.High, ifFalse.High), TVec.SelectWhereEqual(a, b, ifTrue.Low, ifFalse.Low));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DdVector<TVec> SelectWhereLess(TVec a, TVec b, DdVector<TVec> ifTrue, DdVector<TVec> ifFalse) =>
        new(TVec.SelectWhereLess(a, b, ifTrue.High, ifFalse.High), TVec.SelectWhereLess(a, b, ifTrue.Low, ifFalse.Low));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DdVector<TVec> Abs(DdVector<TVec> a) => SelectWhereLess(a.High, TVec.Broadcast(0.0), -a, a);

    /// <summary>-1, 0 or 1; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec Sign(DdVector<TVec> a)
    {
        var zero = TVec.Broadcast(0.0);
        var sign = TVec.SelectWhereLess(zero, a.High, TVec.Broadcast(1.0), a.High);
        return TVec.SelectWhereLess(a.High, zero, TVec.Broadcast(-1.0), sign);
    }

    /// <summary>max(a, 0); NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DdVector<TVec> Positive(DdVector<TVec> a) =>
        SelectWhereLess(a.High, TVec.Broadcast(0.0), TVec.Broadcast(0.0), a);
}
