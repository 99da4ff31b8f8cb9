// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// A number held as the unevaluated sum of two f64, some 106 bits: for what happens once per row, where an f64 result must not pay
/// for the roundings before it. Algorithms: Dekker 1971, Knuth TAOCP 2, 4.2.2.
/// </summary>
internal readonly struct Dd(double high, double low)
{
    internal readonly double High = high;
    internal readonly double Low = low;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Dd(double value) => new(value, 0);

    internal double Value => High + Low;

    /// <summary>a + b exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Dd Sum(double a, double b)
    {
        var sum = a + b;
        var b1 = sum - a;
        return new Dd(sum, (a - (sum - b1)) + (b - b1));
    }

    /// <summary>a + b exactly, where |a| is at least |b| or a is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Dd OrderedSum(double a, double b)
    {
        var sum = a + b;
        return new Dd(sum, b - (sum - a));
    }

    /// <summary>One after the other.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static unsafe Dd Total(Dd* values, long count)
    {
        Dd total = 0.0;
        for (long i = 0; i < count; i++)
            total += values[i];
        return total;
    }

    // By reference: where the system's calling convention passes no pair of numbers in registers, each call would make two copies.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Dd operator +(in Dd a, in Dd b)
    {
        var high = Sum(a.High, b.High);
        // The low parts of an infinite or NaN sum would turn it into NaN or keep it.
        if (!double.IsFinite(high.High))
            return high.High;
        var low = Sum(a.Low, b.Low);
        high = OrderedSum(high.High, high.Low + low.High);
        return OrderedSum(high.High, high.Low + low.Low);
    }

    public static Dd operator -(Dd a) => new(-a.High, -a.Low);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Dd operator -(in Dd a, in Dd b) => a + -b;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Dd operator *(in Dd a, in Dd b)
    {
        var product = a.High * b.High;
        if (!double.IsFinite(product) || product == 0)
            return product;
        var error = ScalarMath.Fma(a.High, b.High, -product);
        return OrderedSum(product, error + ((a.High * b.Low) + (a.Low * b.High)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Dd operator /(in Dd a, in Dd b)
    {
        var quotient = a.High / b.High;
        if (!double.IsFinite(quotient) || quotient == 0 || !double.IsFinite(b.High))
            return quotient;
        var rest = ScalarMath.Fma(-quotient, b.High, a.High);
        rest += a.Low - (quotient * b.Low);
        return OrderedSum(quotient, rest / b.High);
    }
}
