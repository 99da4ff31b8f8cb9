// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.Intrinsics;
using NativeLoss.Native.Simd;
using Xunit;

namespace NativeLoss.Native.Tests.Core;

/// <summary>
/// The fused multiply-add without the instruction against the instruction: equal bits; NaN against NaN.
/// </summary>
public sealed class SoftwareFmaTests
{
    private const int Points = 4_000_000;

    private static readonly float[] SpecialFloats =
    [
        0f, 1f, 1.5f, 2f, 3f, 1f / 3, 0.1f, 12345.678f, MathF.PI, 1e-20f, 1e20f,
        MathF.BitIncrement(1), MathF.BitDecrement(1), MathF.BitIncrement(1.5f), MathF.BitDecrement(2), MathF.Sqrt(2),
        float.Epsilon, 2 * float.Epsilon, 3 * float.Epsilon, 1.1754942E-38f, 1.17549435E-38f,
        MathF.BitIncrement(1.17549435E-38f),
        MathF.ScaleB(1, -63), MathF.ScaleB(1, -75), MathF.ScaleB(1, -24), MathF.ScaleB(1, -23), MathF.ScaleB(1, 23),
        MathF.ScaleB(1, 24),
        MathF.ScaleB(1, 64), MathF.ScaleB(1, 104), float.MaxValue, MathF.BitDecrement(float.MaxValue),
        float.PositiveInfinity, float.NaN,
    ];

    private static readonly double[] SpecialDoubles =
    [
        0, 1, 1.5, 2, 3, 1.0 / 3, 0.1, 12345.678, Math.PI, 1e-160, 1e160,
        Math.BitIncrement(1), Math.BitDecrement(1), Math.BitIncrement(1.5), Math.BitDecrement(2), Math.Sqrt(2),
        double.Epsilon, 2 * double.Epsilon, 3 * double.Epsilon, 2.2250738585072009E-308, 2.2250738585072014E-308,
        Math.BitIncrement(2.2250738585072014E-308), Math.ScaleB(1, -900), Math.ScaleB(1, -450), Math.ScaleB(1, 990),
        Math.BitIncrement(Math.ScaleB(1, 990)), Math.ScaleB(1, -1048), Math.ScaleB(Math.BitDecrement(1), 400),
        Math.ScaleB(1, -511), Math.ScaleB(1, -538), Math.ScaleB(1, -53),
        Math.ScaleB(1, -52),
        Math.ScaleB(1, 52), Math.ScaleB(1, 53), Math.ScaleB(1, 512), Math.ScaleB(1, 970), double.MaxValue,
        Math.BitDecrement(double.MaxValue), double.PositiveInfinity, double.NaN,
    ];

    private delegate void Check<T>(T a, T b, T c);

    [Fact]
    public void FmaF32_EverySpecialTriple_EqualsTheInstruction() =>
        EveryTriple<float>(SpecialFloats, x => -x, CheckSingle);

    [Fact]
    public void FmaF64_EverySpecialTriple_EqualsTheInstruction() =>
        EveryTriple<double>(SpecialDoubles, x => -x, CheckDouble);

    [Fact]
    public void FmaF32_RandomBits_EqualTheInstruction()
    {
        var random = new Random(5);
        float Any() => BitConverter.Int32BitsToSingle((int)random.NextInt64());
        for (var i = 0; i < Points; i++)
            CheckSingle(Any(), Any(), Any());
    }

    [Fact]
    public void FmaF64_RandomBits_EqualTheInstruction()
    {
        var random = new Random(6);
        double Any() => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
        for (var i = 0; i < Points; i++)
            CheckDouble(Any(), Any(), Any());
    }

    /// <summary>
    /// The addend within a few places of the product, of the other sign: what is left is the rounding error itself.
    /// </summary>
    [Fact]
    public void FmaF32_Cancellation_EqualsTheInstruction()
    {
        var random = new Random(7);
        for (var i = 0; i < Points; i++)
        {
            var a = MathF.ScaleB(1 + random.NextSingle(), random.Next(-80, 60));
            var b = MathF.ScaleB(1 + random.NextSingle(), random.Next(-60, 60));
            CheckSingle(a, b, -Near(a * b, random.Next(-3, 4)) * MathF.ScaleB(1, random.Next(-2, 2)));
        }
    }

    [Fact]
    public void FmaF64_Cancellation_EqualsTheInstruction()
    {
        var random = new Random(8);
        for (var i = 0; i < Points; i++)
        {
            var a = Math.ScaleB(1 + random.NextDouble(), random.Next(-600, 500));
            var b = Math.ScaleB(1 + random.NextDouble(), random.Next(-500, 500));
            CheckDouble(a, b, -Near(a * b, random.Next(-3, 4)) * Math.ScaleB(1, random.Next(-2, 2)));
        }
    }

    /// <summary>
    /// Few significant bits at all distances: exact ties, and ties that a far smaller third number breaks, in normal
    /// and subnormal results.
    /// </summary>
    [Fact]
    public void FmaF32_Ties_EqualTheInstruction()
    {
        var random = new Random(9);
        float Short(int bits, int low, int high) =>
            (random.Next(2) == 0 ? 1 : -1) * MathF.ScaleB(random.Next(1, 1 << bits), random.Next(low, high));
        for (var i = 0; i < Points; i++)
            CheckSingle(Short(12, -90, 20), Short(13, -80, 20), Short(24, -149, 60));
    }

    /// <summary>Subnormal sums in the middle between two numbers but for some 2^-46 of the product, which 53 bits do not hold.</summary>
    [Fact]
    public void FmaF32_BrokenTiesOfSubnormals_EqualTheInstruction()
    {
        var random = new Random(11);
        for (var i = 0; i < Points; i++)
        {
            var a = MathF.ScaleB(1 + MathF.ScaleB(1, -23), -75);
            var b = MathF.ScaleB(random.Next(2) == 0 ? 1 - MathF.ScaleB(1, -23) : -1 - MathF.ScaleB(1, -23), -75);
            CheckSingle(a, b, MathF.ScaleB(random.Next(1 << 22, 1 << 24), -149));
        }
    }

    [Fact]
    public void FmaF64_Ties_EqualTheInstruction()
    {
        var random = new Random(10);
        double Short(int bits, int low, int high) =>
            (random.Next(2) == 0 ? 1 : -1) * Math.ScaleB(random.NextInt64(1, 1L << bits), random.Next(low, high));
        for (var i = 0; i < Points; i++)
        {
            var exponent = random.Next(-560, 400);
            CheckDouble(
                Short(27, exponent, exponent + 4),
                Short(27, exponent, exponent + 4),
                Short(53, (2 * exponent) - 60, (2 * exponent) + 60));
        }
    }

    /// <summary>Sums in the middle between two numbers but for 2^-104 of the product, which 106 bits do not hold.</summary>
    [Fact]
    public void FmaF64_BrokenTies_EqualTheInstruction()
    {
        var random = new Random(12);
        for (var i = 0; i < Points; i++)
        {
            var a = 1 + Math.ScaleB(1, -52);
            var b = random.Next(2) == 0 ? 1 - Math.ScaleB(1, -52) : -1 + Math.ScaleB(1, -52);
            CheckDouble(a, b, Math.ScaleB(random.NextInt64(1L << 52, 1L << 53), 1));
        }
    }

    private static float Near(float value, int places) =>
        BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value) + places);

    private static double Near(double value, int places) =>
        BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(value) + places);

    private static void EveryTriple<T>(T[] values, Func<T, T> negate, Check<T> check)
    {
        T[] all = [.. values, .. Array.ConvertAll(values, value => negate(value))];
        foreach (var a in all)
        {
            foreach (var b in all)
            {
                foreach (var c in all)
                    check(a, b, c);
            }
        }
    }

    /// <summary>The other lanes have the numbers in other places: how a lane is computed may depend on all.</summary>
    private static void CheckSingle(float a, float b, float c)
    {
        var actual = SoftwareFma.Fma(Vector128.Create(a, b, c, a), Vector128.Create(b, c, a, c), Vector128.Create(c, a, b, b));
        CheckLane(a, b, c, actual[0]);
        CheckLane(b, c, a, actual[1]);
        CheckLane(c, a, b, actual[2]);
        CheckLane(a, c, b, actual[3]);
        CheckLane(a, b, c, SoftwareFma.Fma(Vector128.Create(a), Vector128.Create(b), Vector128.Create(c))[3]);
    }

    private static void CheckLane(float a, float b, float c, float actual)
    {
        var expected = MathF.FusedMultiplyAdd(a, b, c);
        var same = BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual);
        if (!same && !(float.IsNaN(expected) && float.IsNaN(actual)))
            Assert.Fail($"{a:R} * {b:R} + {c:R} is {expected:R}, not {actual:R}.");
    }

    /// <summary>The other lane has the numbers in other places: how a lane is computed may depend on both.</summary>
    private static void CheckDouble(double a, double b, double c)
    {
        var actual = SoftwareFma.Fma(Vector128.Create(a, b), Vector128.Create(b, c), Vector128.Create(c, a));
        CheckLane(a, b, c, actual[0]);
        CheckLane(b, c, a, actual[1]);
        actual = SoftwareFma.Fma(Vector128.Create(a), Vector128.Create(b), Vector128.Create(c));
        CheckLane(a, b, c, actual[0]);
        CheckLane(a, b, c, actual[1]);
    }

    private static void CheckLane(double a, double b, double c, double actual)
    {
        var expected = Math.FusedMultiplyAdd(a, b, c);
        var same = BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual);
        if (!same && !(double.IsNaN(expected) && double.IsNaN(actual)))
            Assert.Fail($"{a:R} * {b:R} + {c:R} is {expected:R}, not {actual:R}.");
    }
}
