// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;

namespace NativeLoss.Native.Tests.Core;

/// <summary>
/// Numbers of about 106 bits, and their exponential and logarithms within 2^-90: the reference for the f64 core. It
/// shares no code with the kernels: Taylor series after strong argument reduction, one Newton step, the processor's own
/// fused multiply-add. It is itself held to constants of fifty digits (<see cref="DoubleDoubleTests"/>).
/// </summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    private static readonly DoubleDouble[] InverseFactorials =
        [.. Enumerable.Range(0, 13)
            .Select(n => Enumerable.Range(1, n).Aggregate((DoubleDouble)1.0, (value, i) => value / i))];

    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        var high = Sum(a.High, b.High);
        var low = Sum(a.Low, b.Low);
        var middle = Normal(high.High, high.Low + low.High);
        return Normal(middle.High, middle.Low + low.Low);
    }

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        var product = Product(a.High, b.High);
        return Normal(product.High, product.Low + ((a.High * b.Low) + (a.Low * b.High)));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        var first = a.High / b.High;
        var rest = a - (b * first);
        var second = rest.High / b.High;
        rest -= b * second;
        return Normal(first, second) + (rest.High / b.High);
    }

    /// <summary>exp(x) = mantissa * 2^exponent.</summary>
    internal static (DoubleDouble Mantissa, int Exponent) Exp(DoubleDouble x)
    {
        var k = Math.Round(x.High * 1.4426950408889634);
        // ln 2 in three parts: two alone would lose what a large k multiplies.
        var r = x - Product(k, 0.6931471805599453) - Product(k, 2.3190468138462996e-17) - (k * 5.707708438416212e-34);
        r = new(r.High / 256, r.Low / 256);
        DoubleDouble sum = 0;
        for (var n = InverseFactorials.Length - 1; n >= 1; n--)
            sum = (sum + InverseFactorials[n]) * r;
        // exp(2 r) - 1 from exp(r) - 1: squaring exp(r) itself would double the relative error eight times.
        for (var i = 0; i < 8; i++)
            sum = (sum * sum) + new DoubleDouble(2 * sum.High, 2 * sum.Low);
        return (1.0 + sum, (int)k);
    }

    internal static DoubleDouble Log(DoubleDouble x)
    {
        if (Math.Abs(x.High - 1) < 1.0 / 64)
            return Log1p(x - 1.0);
        var guess = Math.Log(x.High);
        var (mantissa, exponent) = Exp(-guess);
        var t = (new DoubleDouble(Math.ScaleB(x.High, exponent), Math.ScaleB(x.Low, exponent)) * mantissa) - 1.0;
        return guess + (t - (t * t / 2.0) + (t * t * t / 3.0));
    }

    internal static DoubleDouble Log1p(DoubleDouble x)
    {
        if (Math.Abs(x.High) >= 1.0 / 64)
            return Log(1.0 + x);
        var s = x / (2.0 + x);
        var z = s * s;
        DoubleDouble sum = 0;
        for (var n = 21; n >= 1; n -= 2)
            sum = (sum * z) + ((DoubleDouble)1.0 / n);
        return 2.0 * s * sum;
    }

    /// <summary>Distance of high + low from this, in units of the last f64 place of this.</summary>
    internal double Ulps(double high, double low = 0) =>
        Math.Abs(high - High + (low - Low)) / Math.ScaleB(1, Math.ILogB(High) - 52);

    private static DoubleDouble Sum(double a, double b)
    {
        var sum = a + b;
        var other = sum - a;
        return new(sum, (a - (sum - other)) + (b - other));
    }

    private static DoubleDouble Normal(double large, double small)
    {
        var sum = large + small;
        return new(sum, small - (sum - large));
    }

    private static DoubleDouble Product(double a, double b)
    {
        var product = a * b;
        return new(product, Math.FusedMultiplyAdd(a, b, -product));
    }
}
