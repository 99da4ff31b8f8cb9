// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using NativeLoss.Native.Simd;
using Xunit;

namespace NativeLoss.Native.Tests.Core;

/// <summary>
/// The logarithms against <see cref="DoubleDouble"/>, at random points of every magnitude and around the places of
/// reduction.
/// </summary>
public sealed unsafe class LogDoubleTests
{
    private const int Points = 300_000;

    // 2^-56 of the result is 1/8 to 1/16 ulp: what stays for the result after the row's other roundings.
    private static readonly double Bound = Math.ScaleB(1, -56);

    private delegate void Function<TVec>(in TVec high, in TVec low, out TVec resultHigh, out TVec resultLow);

    [Fact]
    public void Log_V512_IsWithinAnEighthOfAnUlp() => CheckLog<V512<double>>();

    [Fact]
    public void Log_V256_IsWithinAnEighthOfAnUlp() => CheckLog<V256<double>>();

    [Fact]
    public void Log_V128_IsWithinAnEighthOfAnUlp() => CheckLog<V128<double, HardwareFma>>();

    [Fact]
    public void Log_V128SoftwareFma_IsWithinAnEighthOfAnUlp() => CheckLog<V128<double, SoftwareFma>>();

    [Fact]
    public void Log1p_V512_IsWithinAnEighthOfAnUlp() => CheckLog1p<V512<double>>();

    [Fact]
    public void Log1p_V256_IsWithinAnEighthOfAnUlp() => CheckLog1p<V256<double>>();

    [Fact]
    public void Log1p_V128_IsWithinAnEighthOfAnUlp() => CheckLog1p<V128<double, HardwareFma>>();

    [Fact]
    public void Log1p_V128SoftwareFma_IsWithinAnEighthOfAnUlp() => CheckLog1p<V128<double, SoftwareFma>>();

    private static void CheckLog<TVec>()
        where TVec : struct, IVector<TVec, double> =>
        Check<TVec>("log", LogDouble<TVec>.Log, DoubleDouble.Log, (random, n) => (n % 4) switch
        {
            0 => Math.ScaleB(1 + random.NextDouble(), random.Next(-1000, 1000)),
            1 => 0.5 + (1.5 * random.NextDouble()),
            2 => 1 + ((random.NextDouble() - 0.5) * Math.ScaleB(1, -random.Next(50))),
            _ => Math.Sqrt(0.5) * (1 + (n % 2)) * (1 + ((random.NextDouble() - 0.5) * 1e-6)),
        });

    private static void CheckLog1p<TVec>()
        where TVec : struct, IVector<TVec, double> =>
        Check<TVec>("log1p", LogDouble<TVec>.Log1p, DoubleDouble.Log1p, (random, n) => (n % 4) switch
        {
            0 => Math.ScaleB(1 + random.NextDouble(), random.Next(-900, 500)),
            1 => random.NextDouble() * 3,
            2 => 0.41 + ((random.NextDouble() - 0.5) * 0.02),
            _ => Math.ScaleB(random.NextDouble(), -random.Next(60)),
        });

    private static void Check<TVec>(
        string name, Function<TVec> function, Func<DoubleDouble, DoubleDouble> exact, Func<Random, int, double> point)
        where TVec : struct, IVector<TVec, double>
    {
        var random = new Random(4);
        var x = stackalloc double[8];
        var xLow = stackalloc double[8];
        var high = stackalloc double[8];
        var low = stackalloc double[8];
        for (var n = 0; n < Points; n += TVec.Count)
        {
            for (var i = 0; i < TVec.Count; i++)
            {
                x[i] = point(random, n + i);
                xLow[i] = x[i] * (random.NextDouble() - 0.5) * Math.ScaleB(1, -53);
            }

            function(TVec.Load(x), TVec.Load(xLow), out var h, out var l);
            TVec.Store(h, high);
            TVec.Store(l, low);
            for (var i = 0; i < TVec.Count; i++)
            {
                var expected = exact(new DoubleDouble(x[i], xLow[i]));
                var error = Math.Abs((high[i] - expected.High + (low[i] - expected.Low)) / expected.High);
                if (!(error <= Bound))
                    Assert.Fail($"{name}({x[i]:R} + {xLow[i]:R}) is off by 2^{Math.Log2(error):F2} of its value.");
            }
        }
    }
}
