// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using NativeLoss.Native.Simd;
using Xunit;

namespace NativeLoss.Native.Tests.Core;

/// <summary>
/// Every eighth float of the range whose exponential is a normal float, and of the range beyond that the shift by a
/// power of two opens. Expected: Math.Exp in f64, whose own error of an f64 ulp is 2^-28 of what is measured here.
/// </summary>
public sealed unsafe class ExpSingleTests
{
    private const int Block = 1 << 14;
    private const int Step = 8;

    private const double Bound = 0.6;

    // The smallest normal number. Below half of it +0 is due, between the two the right magnitude.
    private const double Smallest = 1.1754943508222875e-38;

    [Fact]
    public void Exp_V512_IsWithinSixTenthsOfAnUlp() => CheckAll<V512<float>>();

    [Fact]
    public void Exp_V256_GivesTheBitsOfV512() => CompareAll<V256<float>>();

    [Fact]
    public void Exp_V128_GivesTheBitsOfV512() => CompareAll<V128<float, HardwareFma>>();

    [Fact]
    public void Exp_V128SoftwareFma_GivesTheBitsOfV512() => CompareAll<V128<float, SoftwareFma>>();

    [Fact]
    public void Exp_Special_IsExact()
    {
        foreach (var (x, expected) in new[]
        {
            (0f, 1f), (-0f, 1f), (float.Epsilon, 1f), (-float.Epsilon, 1f), (float.NegativeInfinity, 0f),
            (float.MinValue, 0f),
            (-1e30f, 0f), (-1e4f, 0f), (float.NaN, float.NaN), (-float.NaN, float.NaN),
        })
        {
            Assert.Equal(expected, One<V512<float>>(x));
            Assert.Equal(expected, One<V256<float>>(x));
            Assert.Equal(expected, One<V128<float, HardwareFma>>(x));
            Assert.Equal(expected, One<V128<float, SoftwareFma>>(x));
        }
    }

    [Fact]
    public void Exp_ScaledV512_IsWithinSixTenthsOfAnUlp() => CheckScaled<V512<float>>();

    [Fact]
    public void Exp_ScaledV256_IsWithinSixTenthsOfAnUlp() => CheckScaled<V256<float>>();

    [Fact]
    public void Exp_ScaledV128_IsWithinSixTenthsOfAnUlp() => CheckScaled<V128<float, HardwareFma>>();

    [Fact]
    public void Exp_ScaledV128SoftwareFma_IsWithinSixTenthsOfAnUlp() => CheckScaled<V128<float, SoftwareFma>>();

    private static float One<TVec>(float x)
        where TVec : struct, IVector<TVec, float>
    {
        var input = stackalloc float[16];
        var output = stackalloc float[16];
        new Span<float>(input, 16).Fill(x);
        Evaluate<TVec, Off>(input, output, 16, 0, ExpSingle<TVec>.Constants);
        return output[15];
    }

    private static void CheckAll<TVec>()
        where TVec : struct, IVector<TVec, float>
    {
        var input = new float[Block];
        var output = new float[Block];
        var worst = (Ulps: 0.0, X: 0f);
        foreach (var (reference, first, last) in Ranges)
        {
            // 2^(x / ln 2 - reference) without an intermediate overflow: exp and a power of two stay inside f64.
            var scale = Math.ScaleB(1, -reference);
            ForEachBlock(first, last, input, () =>
            {
                Evaluate<TVec>(input, output, reference);
                for (var i = 0; i < Block; i++)
                {
                    var exact = Math.Exp(input[i]) * scale;
                    if (exact < Smallest)
                    {
                        var fine = exact < Smallest / 2 ? output[i] == 0 : Math.Abs(output[i] - exact) <= exact;
                        Assert.True(
                            fine, $"exp({input[i]:R}), reference {reference}, gives {output[i]:R} for {exact:R}.");
                        continue;
                    }

                    var ulps = Math.Abs(output[i] - exact) / UnitInLastPlace(exact);
                    if (!(ulps <= worst.Ulps))
                        worst = (ulps, input[i]);
                }
            });
        }

        Assert.True(worst.Ulps <= Bound, $"exp({worst.X:R}) is off by {worst.Ulps} ulp.");
    }

    /// <summary>exp(x) times a factor that the constants hold.</summary>
    private static void CheckScaled<TVec>()
        where TVec : struct, IVector<TVec, float>
    {
        const int count = 1 << 18;
        var random = new Random(11);
        var input = new float[count];
        var output = new float[count];
        var constants = stackalloc float[64];
        foreach (var scale in new[] { 1, 1 + 1e-9, 1.1, 4.0 / 3, Math.Sqrt(2), Math.PI / 2, 1.9999999 })
        {
            ExpSingle<TVec>.ScaleConstants(scale, constants);
            for (var i = 0; i < count; i++)
                input[i] = (random.NextSingle() * 152) - 86.5f;
            fixed (float* x = input, result = output)
                Evaluate<TVec, On>(x, result, count, 0, constants);
            for (var i = 0; i < count; i++)
            {
                var exact = Math.Exp(input[i]) * scale;
                var ulps = Math.Abs(output[i] - exact) / UnitInLastPlace(exact);
                if (!(ulps <= Bound))
                    Assert.Fail($"exp({input[i]:R}) * {scale:R} is off by {ulps} ulp.");
            }
        }
    }

    private static void CompareAll<TVec>()
        where TVec : struct, IVector<TVec, float>
    {
        var input = new float[Block];
        var expected = new float[Block];
        var actual = new float[Block];
        foreach (var (reference, first, last) in Ranges)
        {
            ForEachBlock(first, last, input, () =>
            {
                Evaluate<V512<float>>(input, expected, reference);
                Evaluate<TVec>(input, actual, reference);
                var same = expected.AsSpan().CommonPrefixLength(actual);
                if (same < Block)
                {
                    Assert.Fail(
                        $"exp({input[same]:R}), reference {reference}: {expected[same]:R} and {actual[same]:R}.");
                }

            });
        }
    }

    /// <summary>
    /// References, and the x whose results they hold: of magnitude at least <c>first</c>, between 2^-126 and 2^96.
    /// </summary>
    private static (int Reference, float First, float Last)[] Ranges =>
        [(0, 1e-6f, 66.5f), (0, -1e-6f, -104f), (64, 44f, 110f), (-64, -43f, -131f)];

    /// <summary>
    /// Calls the action for blocks of every <see cref="Step"/>th float from first to last, away from 0.
    /// </summary>
    private static void ForEachBlock(float first, float last, float[] block, Action action)
    {
        var end = BitConverter.SingleToUInt32Bits(last);
        for (var bits = BitConverter.SingleToUInt32Bits(first); bits < end;)
        {
            for (var i = 0; i < Block; i++, bits += Step)
                block[i] = BitConverter.UInt32BitsToSingle(Math.Min(bits, end));
            action();
        }
    }

    private static double UnitInLastPlace(double value) =>
        BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(value) & 0x7FF0_0000_0000_0000) - (23L << 52));

    private static void Evaluate<TVec>(float[] x, float[] result, int reference)
        where TVec : struct, IVector<TVec, float>
    {
        fixed (float* input = x, output = result)
            Evaluate<TVec, Off>(input, output, x.Length, reference, ExpSingle<TVec>.Constants);
    }

    private static void Evaluate<TVec, TScaled>(float* x, float* result, int count, int reference, float* constants)
        where TVec : struct, IVector<TVec, float>
        where TScaled : ISwitch
    {
        var exp = ExpSingle<TVec>.Create(constants, reference);
        for (var i = 0; i < count; i += TVec.Count)
        {
            var bounded = exp.Bound<On>(TVec.Load(x + i));
            var exponent = exp.Exponent(bounded);
            // Alternately as the first and as the second of the two that are computed together.
            var other = exp.Bound<On>(TVec.Broadcast(1));
            TVec s, e;
            if (i / TVec.Count % 2 == 0)
                exp.Parts<TScaled>(bounded, other, exponent, exp.Exponent(other), out s, out _, out e, out _);
            else
                exp.Parts<TScaled>(other, bounded, exp.Exponent(other), exponent, out _, out s, out _, out e);
            TVec.Store(TVec.Fma(s, e, s), result + i);
        }
    }
}
