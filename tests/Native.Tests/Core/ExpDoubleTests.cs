// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using NativeLoss.Native.Simd;
using Xunit;

namespace NativeLoss.Native.Tests.Core;

/// <summary>The f64 exponentials against <see cref="DoubleDouble"/>, at random points of their range.</summary>
public sealed unsafe class ExpDoubleTests
{
    private const int Points = 400_000;
    private const double Ln2 = 0.6931471805599453;

    [Fact]
    public void Exp_V512_IsWithinOneUlp() => Check<V512<double>>();

    [Fact]
    public void Exp_V256_IsWithinOneUlp() => Check<V256<double>>();

    [Fact]
    public void Exp_V128_IsWithinOneUlp() => Check<V128<double, HardwareFma>>();

    [Fact]
    public void Exp_V128SoftwareFma_IsWithinOneUlp() => Check<V128<double, SoftwareFma>>();

    [Fact]
    public void Exp_ScaledV512_IsWithinOneUlp() => CheckScaled<V512<double>>();

    [Fact]
    public void Exp_ScaledV256_IsWithinOneUlp() => CheckScaled<V256<double>>();

    [Fact]
    public void Exp_ScaledV128_IsWithinOneUlp() => CheckScaled<V128<double, HardwareFma>>();

    [Fact]
    public void Exp_ScaledV128SoftwareFma_IsWithinOneUlp() => CheckScaled<V128<double, SoftwareFma>>();

    [Fact]
    public void ExpAccurate_V512_IsWithinATenthOfAnUlp() => CheckAccurate<V512<double>>();

    [Fact]
    public void ExpAccurate_V256_IsWithinATenthOfAnUlp() => CheckAccurate<V256<double>>();

    [Fact]
    public void ExpAccurate_V128_IsWithinATenthOfAnUlp() => CheckAccurate<V128<double, HardwareFma>>();

    [Fact]
    public void ExpAccurate_V128SoftwareFma_IsWithinATenthOfAnUlp() => CheckAccurate<V128<double, SoftwareFma>>();

    [Fact]
    public void Exp_Special_IsExact()
    {
        foreach (var (x, expected) in new[]
        {
            (0.0, 1.0), (-0.0, 1.0), (double.Epsilon, 1.0), (double.NegativeInfinity, 0.0), (double.MinValue, 0.0),
            (-1e300, 0.0),
            (-1e4, 0.0), (double.NaN, double.NaN), (-double.NaN, double.NaN),
        })
        {
            Assert.Equal(expected, One<V512<double>>(x));
            Assert.Equal(expected, One<V256<double>>(x));
            Assert.Equal(expected, One<V128<double, HardwareFma>>(x));
            Assert.Equal(expected, One<V128<double, SoftwareFma>>(x));
        }
    }

    private static double One<TVec>(double x)
        where TVec : struct, IVector<TVec, double>
    {
        var values = stackalloc double[8];
        new Span<double>(values, 8).Fill(x);
        Evaluate<TVec, Off>(values, values, 8, 0, ExpDouble<TVec>.Constants);
        return values[7];
    }

    private static void Check<TVec>()
        where TVec : struct, IVector<TVec, double>
    {
        var random = new Random(2);
        var x = new double[Points];
        var result = new double[Points];
        var worst = (Ulps: 0.0, X: 0.0);
        foreach (var reference in new[] { 0, 512, -512, 1024 })
        {
            // Results between the smallest normal number and 2^640, and a quarter of the points near 0.
            var least = (reference - 1022 + 1) * Ln2;
            var greatest = (reference + 640) * Ln2;
            for (var i = 0; i < Points; i++)
            {
                x[i] = i % 4 == 0 && reference == 0
                    ? random.NextDouble() - 0.5
                    : least + (random.NextDouble() * (greatest - least));
            }

            fixed (double* input = x, output = result)
                Evaluate<TVec, Off>(input, output, Points, reference, ExpDouble<TVec>.Constants);

            for (var i = 0; i < Points; i++)
            {
                var (mantissa, exponent) = DoubleDouble.Exp(x[i]);
                var ulps = mantissa.Ulps(Math.ScaleB(result[i], reference - exponent));
                if (!(ulps <= worst.Ulps))
                    worst = (ulps, x[i]);
            }
        }

        Assert.True(worst.Ulps <= 1, $"exp({worst.X:R}) is off by {worst.Ulps} ulp.");
    }

    /// <summary>exp(x) times a factor of two parts that the constants hold.</summary>
    private static void CheckScaled<TVec>()
        where TVec : struct, IVector<TVec, double>
    {
        var random = new Random(12);
        var x = new double[Points / 8];
        var result = new double[Points / 8];
        var constants = stackalloc double[16];
        var worst = (Ulps: 0.0, X: 0.0, Scale: 0.0);
        foreach (var (high, low) in new[]
        {
            (1.0, 0.0), (1.1, 3e-17), (4.0 / 3, -9e-17), (Math.Sqrt(2), 0.0), (1.9999999, 1e-16),
        })
        {
            ExpDouble<TVec>.ScaleConstants(new Dd(high, low), constants);
            for (var i = 0; i < x.Length; i++)
                x[i] = -707 + (random.NextDouble() * 1150);
            fixed (double* input = x, output = result)
                Evaluate<TVec, On>(input, output, x.Length, 0, constants);

            for (var i = 0; i < x.Length; i++)
            {
                var (mantissa, exponent) = DoubleDouble.Exp(x[i]);
                var ulps = (mantissa * new DoubleDouble(high, low)).Ulps(Math.ScaleB(result[i], -exponent));
                if (!(ulps <= worst.Ulps))
                    worst = (ulps, x[i], high);
            }
        }

        Assert.True(worst.Ulps <= 1, $"exp({worst.X:R}) * {worst.Scale:R} is off by {worst.Ulps} ulp.");
    }

    private static void CheckAccurate<TVec>()
        where TVec : struct, IVector<TVec, double>
    {
        var random = new Random(3);
        var x = stackalloc double[8];
        var xLow = stackalloc double[8];
        var high = stackalloc double[8];
        var low = stackalloc double[8];
        var exponents = stackalloc double[8];
        for (var n = 0; n < Points; n += TVec.Count)
        {
            for (var i = 0; i < TVec.Count; i++)
            {
                x[i] = (random.NextDouble() - 0.5) * Math.ScaleB(1, random.Next(-10, 21));
                xLow[i] = x[i] * (random.NextDouble() - 0.5) * Math.ScaleB(1, -53);
            }

            ExpAccurate<TVec>.Exp(TVec.Load(x), TVec.Load(xLow), out var h, out var l, out var e);
            TVec.Store(h, high);
            TVec.Store(l, low);
            TVec.Store(e, exponents);
            for (var i = 0; i < TVec.Count; i++)
            {
                var (mantissa, exponent) = DoubleDouble.Exp(new DoubleDouble(x[i], xLow[i]));
                var shift = (int)exponents[i] - exponent;
                var ulps = mantissa.Ulps(Math.ScaleB(high[i], shift), Math.ScaleB(low[i], shift));
                if (!(ulps <= 0.1))
                    Assert.Fail($"exp({x[i]:R} + {xLow[i]:R}) is off by {ulps} ulp.");
            }
        }
    }

    private static void Evaluate<TVec, TScaled>(double* x, double* result, int count, int reference, double* constants)
        where TVec : struct, IVector<TVec, double>
        where TScaled : ISwitch
    {
        var exp = ExpDouble<TVec>.Create(constants, reference);
        for (var i = 0; i < count; i += TVec.Count)
        {
            var bounded = exp.Bound<On>(TVec.Load(x + i));
            var exponent = exp.Exponent(bounded);
            exp.Parts<TScaled, On>(bounded, exponent, out var s, out var e);
            TVec.Store(TVec.Fma(s, e, s), result + i);
        }
    }
}
