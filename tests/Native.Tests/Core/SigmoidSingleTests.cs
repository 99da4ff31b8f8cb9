// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using NativeLoss.Native.Kernels;
using Xunit;

namespace NativeLoss.Native.Tests.Core;

/// <summary>
/// Every 61st float between -110 and 110, where f32 has no more to say. Expected: by Math.Exp in f64, whose error of a few f64 ulps is 2^-26 of
/// what is measured here.
/// </summary>
public sealed unsafe class SigmoidSingleTests
{
    private const int Step = 61;

    /// <summary>More than twice what is worked on at a time.</summary>
    private const int Count = 272;

    private const double Bound = 0.6;
    private const double SubnormalBound = 0.8;

    [Fact]
    public void Run_NegativeNumbers_IsWithinThreeFifthsOfAnUlp() => Check(1u << 31);

    [Fact]
    public void Run_PositiveNumbers_IsWithinThreeFifthsOfAnUlp() => Check(0);

    [Fact]
    public void Run_Special_IsExact()
    {
        var x = new float[Count];
        (x[0], x[1], x[2], x[3], x[4]) = (float.PositiveInfinity, float.NegativeInfinity, float.NaN, -float.NaN, -0f);
        (x[5], x[6], x[7]) = (float.MaxValue, float.MinValue, -104f);
        Run(x);
        Assert.Equal([1f, 0f, float.NaN, float.NaN, 0.5f, 1f, 0f, 0f], x[..8]);
        Assert.Equal(BitConverter.SingleToUInt32Bits(float.NaN) & int.MaxValue, BitConverter.SingleToUInt32Bits(x[3]));
    }

    private static void Check(uint sign)
    {
        var last = BitConverter.SingleToUInt32Bits(110f);
        var x = new float[Count];
        var results = new float[Count];
        for (uint bits = 0; bits <= last;)
        {
            for (var i = 0; i < x.Length; i++, bits += Step)
                x[i] = BitConverter.UInt32BitsToSingle(sign | Math.Min(bits, last));
            x.CopyTo(results, 0);
            Run(results);
            for (var i = 0; i < x.Length; i++)
            {
                var e = Math.Exp(-Math.Abs((double)x[i]));
                var expected = x[i] < 0 ? e / (1 + e) : 1 / (1 + e);
                var isNormal = expected >= 1.1754943508222875e-38;
                var ulp = isNormal ? Math.ScaleB(1, Math.ILogB(expected) - 23) : Math.ScaleB(1, -149);
                var error = Math.Abs(results[i] - expected) / ulp;
                if (!(error <= (isNormal ? Bound : SubnormalBound)))
                    Assert.Fail($"{x[i]:R}: {error} ulp");
            }
        }
    }

    /// <summary>In place.</summary>
    private static void Run(float[] x)
    {
        fixed (float* values = x)
            SigmoidSingle.Run(values, x.Length, values);
    }
}
