// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using NativeLoss.Native.Kernels;
using Xunit;

namespace NativeLoss.Native.Tests.Core;

/// <summary>Logits by temperatures, without a division, against the processor's; signs of 0 against the way with one.</summary>
public sealed unsafe class QuotientTests
{
    private const int Block = 16;
    private const int Temperatures = 20_000;

    private static readonly double AllOnes = BitConverter.UInt64BitsToDouble(0x3FFF_FFFF_FFFF_FFFF);

    [Fact]
    public void Quotients_RandomTemperatures_AreThoseOfADivision()
    {
        var random = new Random(17);
        for (var i = 0; i < Temperatures; i++)
        {
            var temperature = Math.ScaleB(1 + random.NextDouble(), random.Next(-490, 490));
            Check(random.Next(2) == 0 ? temperature : -temperature, random);
        }
    }

    [Fact]
    public void Quotients_TemperaturesOfEveryKind_AreThoseOfADivision()
    {
        var random = new Random(18);
        double[] kinds = [0.1, 0.7, 2.0, 3.0, -0.5, AllOnes, -AllOnes, 1 + Math.ScaleB(1, -52), Math.BitDecrement(1.0), 1e-149, 1e149];
        foreach (var temperature in kinds)
        {
            for (var i = 0; i < 1000; i++)
                Check(temperature, random);
        }
    }

    [Fact]
    public void IsQuotient_NothingIsDivided_IsFalse()
    {
        float x;
        foreach (var temperature in new[] { 1.0, -1.0, 1e-160, 1e160, 5e-324 })
        {
            var source = Source(&x, 1, temperature);
            Assert.False(RowTransform.IsQuotient(&source), $"{temperature}");
        }
    }

    private static void Check(double temperature, Random random)
    {
        var x = stackalloc float[Block];
        var z = stackalloc double[Block];
        for (var i = 0; i < Block; i++)
            x[i] = BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32));
        (x[0], x[1], x[2], x[3]) = (0f, -0f, float.NegativeInfinity, float.Epsilon);
        var source = Source(x, Block, temperature);
        Assert.True(RowTransform.IsQuotient(&source));
        RowTransform.Quotients(&source, x, Block, z);
        var divided = stackalloc double[Block];
        var lost = stackalloc double[Block];
        for (var i = 0; i < Block; i++)
            divided[i] = x[i];
        RowTransform.Run(&source, divided, lost);
        for (var i = 0; i < Block; i++)
        {
            var expected = x[i] / temperature;
            if (!expected.Equals(z[i]) || BitConverter.DoubleToInt64Bits(divided[i]) != BitConverter.DoubleToInt64Bits(z[i]))
                Assert.Fail($"{x[i]:R} / {temperature:R}: {z[i]:R} for {expected:R}, {divided[i]:R}");
        }
    }

    private static RowSource Source(float* x, int count, double temperature)
    {
        RowSource source;
        RowSource.Plain(&source, ElementType.F32, x, count, 1, count);
        source.Temperature = temperature;
        RowSource.Settle(&source, wide: false);
        return source;
    }
}
