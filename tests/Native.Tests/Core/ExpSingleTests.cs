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

    private const double Bound = 0.625;

    // The smallest normal number. Below half of it +0 is due, between the two the right magnitude.
    private const double Smallest = 1.1754943508222875e-38;

    /// <summary>Which of the exponentials: of a result, of a result from the table of terms, or of a term.</summary>
    private enum Form
    {
        Result,
        TermResult,
        Term,
    }

    [Fact]
    public void Exp_V512_IsWithinFiveEighthsOfAnUlp() => CheckAll<V512<float>>(Form.Result, (x, scale) => Math.Exp(x) * scale);

    [Fact]
    public void TermResult_V512_IsWithinFiveEighthsOfAnUlpOfItsMultiple() =>
        CheckAll<V512<float>>(Form.TermResult, (x, scale) => Math.Exp(x) * ExpSingle<V512<float>>.TermScale * scale);

    /// <summary>A term lacks ln 2's error as an f32, times x: see <see cref="ExpSingle{TVec}.Restore(double, int, long, float*)"/>.</summary>
    [Fact]
    public void Term_V512_IsWithinFiveEighthsOfAnUlpOfWhatASumRestores() =>
        CheckAll<V512<float>>(Form.Term, (x, scale) => Math.Exp(x * (1 - 2.747835313156912e-9)) * ExpSingle<V512<float>>.TermScale * scale);

    [Fact]
    public void TwoTerms_EveryWidth_AreTheTermsAlone()
    {
        CheckPairs<V512<float>>();
        CheckPairs<V256<float>>();
        CheckPairs<V128<float, HardwareFma>>();
    }

    /// <summary>Sums of n equal terms, of one among small ones, and of anything between are restored to an eighth of an ulp and what n costs.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(4096)]
    public void Restore_SumsOfTerms_AreWithinAQuarterOfAnUlp(int terms)
    {
        var random = new Random(terms);
        foreach (var spread in new[] { 0.0, 1.0, 3.0, 8.0 })
        {
            foreach (var offset in new[] { 0.0, 20.0, -300.0, 9000.0 })
            {
                double exact = 0, lacking = 0;
                for (var i = 0; i < terms; i++)
                {
                    var x = spread * (random.NextDouble() + random.NextDouble() - 1) * 2;
                    exact += Math.Exp(x);
                    lacking += Math.Exp(x - ((x + offset) * 2.747835313156912e-9));
                }

                var reference = (int)Math.Floor(offset / Math.Log(2));
                var scale = Math.Exp(offset - (reference * Math.Log(2)));
                var sum = ExpSingle<V512<float>>.Restore(
                    lacking * scale * ExpSingle<V512<float>>.TermScale, reference, terms, ExpSingle<V512<float>>.Constants);
                Assert.Equal(0, (sum / (exact * scale)) - 1, 0.25 / (1 << 24));
            }
        }
    }

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
    public void Exp_ScaledV512_IsWithinFiveEighthsOfAnUlp() => CheckScaled<V512<float>>();

    [Fact]
    public void Exp_ScaledV256_IsWithinFiveEighthsOfAnUlp() => CheckScaled<V256<float>>();

    [Fact]
    public void Exp_ScaledV128_IsWithinFiveEighthsOfAnUlp() => CheckScaled<V128<float, HardwareFma>>();

    [Fact]
    public void Exp_ScaledV128SoftwareFma_IsWithinFiveEighthsOfAnUlp() => CheckScaled<V128<float, SoftwareFma>>();

    [Fact]
    public void TemperedParts_NoTemperature_AreTheTermsAlone()
    {
        CompareTempered<V512<float>>();
        CompareTempered<V256<float>>();
        CompareTempered<V128<float, HardwareFma>>();
        CompareTempered<V128<float, SoftwareFma>>();
    }

    [Fact]
    public void Tempered_EveryWidth_IsWithinTwoThirdsOfAnUlp()
    {
        CheckTempered<V512<float>>();
        CheckTempered<V256<float>>();
        CheckTempered<V128<float, HardwareFma>>();
        CheckTempered<V128<float, SoftwareFma>>();
    }

    [Fact]
    public void Octave_AtATemperature_IsThatOfTheTerm()
    {
        var random = new Random(23);
        var constants = stackalloc float[ExpSingle<V512<float>>.TemperedConstants];
        foreach (var temperature in Temperatures)
        {
            ExpSingle<V512<float>>.Temper(temperature, constants);
            for (var i = 0; i < 100_000; i++)
            {
                var x = (float)((random.NextDouble() - 0.5) * 20_000 * temperature);
                var octaves = x / temperature / Math.Log(2);
                Assert.InRange(ExpSingle<V512<float>>.Octave(x, constants), Math.Floor(octaves - 0.08), Math.Floor(octaves + 0.08));
            }
        }
    }

    private static float One<TVec>(float x)
        where TVec : struct, IVector<TVec, float>
    {
        var input = new float[16];
        var output = new float[16];
        Array.Fill(input, x);
        Evaluate<TVec>(input, output, 0, Form.Result);
        return output[15];
    }

    private static void CheckAll<TVec>(Form form, Func<double, double, double> definition)
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
                Evaluate<TVec>(input, output, reference, form);
                for (var i = 0; i < Block; i++)
                {
                    var exact = definition(input[i], scale);
                    // Where the exponential itself is no normal number; a term's table makes it a little larger.
                    if (Math.Exp(input[i]) * scale < Smallest)
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
                Evaluate<TVec>(x, result, count, 0, constants, Form.Result);
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
                foreach (var form in Enum.GetValues<Form>())
                {
                    Evaluate<V512<float>>(input, expected, reference, form);
                    Evaluate<TVec>(input, actual, reference, form);
                    var same = expected.AsSpan().CommonPrefixLength(actual);
                    if (same < Block)
                    {
                        Assert.Fail(
                            $"exp({input[same]:R}), reference {reference}: {expected[same]:R} and {actual[same]:R}.");
                    }
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

    private static double[] Temperatures => [1.0 / (1 << 20), 0.01, 0.3, 0.7, 1.0, 1 + 1e-9, Math.PI, 30, 1 << 20];

    /// <summary>Results, and terms in both of their forms, of x / temperature. Its reciprocal is rounded, and r, up to 1/23, is multiplied by it.</summary>
    private static void CheckTempered<TVec>()
        where TVec : struct, IVector<TVec, float>
    {
        const double scale = 4.0 / 3;
        var random = new Random(31);
        var tempered = stackalloc float[ExpSingle<TVec>.TemperedConstants];
        var scaled = stackalloc float[ExpSingle<TVec>.TemperedConstants];
        var x = stackalloc float[16];
        var found = stackalloc float[4 * 16];
        foreach (var temperature in Temperatures)
        {
            ExpSingle<TVec>.Temper(temperature, tempered);
            ExpSingle<TVec>.ScaleConstants(scale, scaled);
            ExpSingle<TVec>.CopyOthers(tempered, scaled);
            var term = ExpSingle<TVec>.Create(tempered, 0);
            var result = ExpSingle<TVec>.Create(scaled, 0);
            for (var i = 0; i < 20_000; i++)
            {
                for (var k = 0; k < TVec.Count; k++)
                    x[k] = (float)(((random.NextDouble() * 150) - 86) * temperature);
                var bounded = term.Bound<On>(TVec.Load(x));
                result.Parts<On, On>(bounded, result.Exponent(bounded), out var s, out var e);
                TVec.Store(TVec.Fma(s, e, s), found);
                term.TemperedParts<On>(bounded, term.Exponent(bounded), out s, out e);
                TVec.Store(TVec.Fma(s, e, s), found + 16);
                term.Parts<On>(bounded, bounded, term.Exponent(bounded), term.Exponent(bounded), out s, out var s1, out e, out var e1);
                TVec.Store(TVec.Fma(s, e, s), found + 32);
                TVec.Store(TVec.Fma(s1, e1, s1), found + 48);
                for (var k = 0; k < 4 * TVec.Count; k++)
                {
                    var form = k / TVec.Count;
                    var exact = Math.Exp(x[k % TVec.Count] / temperature) * (form == 0 ? scale : ExpSingle<TVec>.TermScale);
                    var ulps = Math.Abs(found[(16 * form) + (k % TVec.Count)] - exact) / UnitInLastPlace(exact);
                    if (!(ulps <= 2.0 / 3))
                        Assert.Fail($"exp({x[k % TVec.Count]:R} / {temperature:R}), form {form}, is off by {ulps} ulp.");
                }
            }
        }
    }

    private static void CompareTempered<TVec>()
        where TVec : struct, IVector<TVec, float>
    {
        var random = new Random(5);
        var exp = ExpSingle<TVec>.Create(ExpSingle<TVec>.Constants, 0);
        var x = stackalloc float[16];
        for (var i = 0; i < 10_000; i++)
        {
            for (var k = 0; k < 16; k++)
                x[k] = (random.NextSingle() - 0.5f) * 100;
            var value = TVec.Load(x);
            exp.Parts<Off, On>(value, exp.Exponent(value), out var s, out var e);
            exp.TemperedParts<On>(value, exp.Exponent(value), out var temperedS, out var temperedE);
            AssertSame(s, temperedS);
            AssertSame(e, temperedE);
        }
    }

    private static void CheckPairs<TVec>()
        where TVec : struct, IVector<TVec, float>
    {
        var random = new Random(4);
        var exp = ExpSingle<TVec>.Create(ExpSingle<TVec>.Constants, 0);
        var x = new float[2 * 16];
        for (var i = 0; i < 10_000; i++)
        {
            for (var k = 0; k < x.Length; k++)
                x[k] = (random.NextSingle() - 0.5f) * 100;
            fixed (float* input = x)
            {
                var x0 = TVec.Load(input);
                var x1 = TVec.Load(input + 16);
                exp.Parts<Off>(x0, x1, exp.Exponent(x0), exp.Exponent(x1), out var s0, out var s1, out var e0, out var e1);
                exp.Parts<Off, Off>(x0, exp.Exponent(x0), out var s, out var e);
                AssertSame(s, s0);
                AssertSame(e, e0);
                exp.Parts<Off, Off>(x1, exp.Exponent(x1), out s, out e);
                AssertSame(s, s1);
                AssertSame(e, e1);
            }
        }
    }

    private static void AssertSame<TVec>(TVec expected, TVec actual)
        where TVec : struct, IVector<TVec, float>
    {
        var a = stackalloc float[16];
        var b = stackalloc float[16];
        TVec.Store(expected, a);
        TVec.Store(actual, b);
        Assert.True(new Span<float>(a, TVec.Count).SequenceEqual(new Span<float>(b, TVec.Count)));
    }

    private static void Evaluate<TVec>(float[] x, float[] result, int reference, Form form)
        where TVec : struct, IVector<TVec, float>
    {
        var constants = stackalloc float[64];
        ExpSingle<TVec>.ScaleConstants(1.0, constants);
        fixed (float* input = x, output = result)
            Evaluate<TVec>(input, output, x.Length, reference, form == Form.Result ? constants : ExpSingle<TVec>.Constants, form);
    }

    private static void Evaluate<TVec>(float* x, float* result, int count, int reference, float* constants, Form form)
        where TVec : struct, IVector<TVec, float>
    {
        var exp = form == Form.Result ? ExpSingle<TVec>.CreateScaled(constants, reference) : ExpSingle<TVec>.Create(constants, reference);
        for (var i = 0; i < count; i += TVec.Count)
        {
            var bounded = exp.Bound<On>(TVec.Load(x + i));
            var exponent = exp.Exponent(bounded);
            TVec s, e;
            if (form == Form.Result)
                exp.Parts<On, On>(bounded, exponent, out s, out e);
            else if (form == Form.TermResult)
                exp.Terms(bounded, exponent, out s, out e);
            else
                exp.Parts<Off, On>(bounded, exponent, out s, out e);
            TVec.Store(TVec.Fma(s, e, s), result + i);
        }
    }
}
