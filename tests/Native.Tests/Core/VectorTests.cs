// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;
using Xunit;

namespace NativeLoss.Native.Tests.Core;

/// <summary>Each vector operation is one IEEE or integer operation per lane, at every width.</summary>
public sealed unsafe class VectorTests
{
    private const int MostLanes = 16;

    [Fact]
    public void Operations_V512F32_AreTheScalarOnesInEveryLane() => Check<V512<float>, float>();

    [Fact]
    public void Operations_V256F32_AreTheScalarOnesInEveryLane() => Check<V256<float>, float>();

    [Fact]
    public void Operations_V128F32_AreTheScalarOnesInEveryLane() => Check<V128<float, HardwareFma>, float>();

    [Fact]
    public void Operations_V128SoftwareFmaF32_AreTheScalarOnesInEveryLane() => Check<V128<float, SoftwareFma>, float>();

    [Fact]
    public void Operations_V512F64_AreTheScalarOnesInEveryLane() => Check<V512<double>, double>();

    [Fact]
    public void Operations_V256F64_AreTheScalarOnesInEveryLane() => Check<V256<double>, double>();

    [Fact]
    public void Operations_V128F64_AreTheScalarOnesInEveryLane() => Check<V128<double, HardwareFma>, double>();

    [Fact]
    public void Operations_V128SoftwareFmaF64_AreTheScalarOnesInEveryLane() =>
        Check<V128<double, SoftwareFma>, double>();

    [Fact]
    public void Lookup8_EveryWidth_TakesTheLowThreeBits()
    {
        CheckLookup<V512<float>>();
        CheckLookup<V256<float>>();
        CheckLookup<V128<float, HardwareFma>>();
    }

    private static void Check<TVec, T>()
        where TVec : struct, IVector<TVec, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var three = T.CreateChecked(3);
        var seven = T.CreateChecked(7);
        Lanes<TVec, T>("+", (a, b) => a + b, (a, b) => a + b);
        Lanes<TVec, T>("-", (a, b) => a - b, (a, b) => a - b);
        Lanes<TVec, T>("*", (a, b) => a * b, (a, b) => a * b);
        Lanes<TVec, T>("/", (a, b) => a / b, (a, b) => a / b);
        Lanes<TVec, T>("sqrt", (a, b) => TVec.Sqrt(a), (a, b) => T.Sqrt(a));
        Lanes<TVec, T>("fma", (a, b) => TVec.Fma(a, b, b), (a, b) => T.FusedMultiplyAdd(a, b, b));
        Lanes<TVec, T>("max or second", TVec.MaxOrSecond, (a, b) => a > b ? a : b);
        Lanes<TVec, T>(
            "select where equal",
            (a, b) => TVec.SelectWhereEqual(a, b, TVec.Broadcast(three), TVec.Broadcast(seven)),
            (a, b) => a == b ? three : seven);
        Lanes<TVec, T>(
            "select where less",
            (a, b) => TVec.SelectWhereLess(a, b, TVec.Broadcast(three), TVec.Broadcast(seven)),
            (a, b) => a < b ? three : seven);
        Lanes<TVec, T>("shift left", (a, b) => TVec.ShiftLeft(a, 5), (a, b) => Float<T>(Bits(a) << 5));
        Lanes<TVec, T>("shift right", (a, b) => TVec.ShiftRight(a, 5), (a, b) => Float<T>(Bits(a) >> 5));
        Lanes<TVec, T>("add bits", TVec.AddBits, (a, b) => Float<T>(Bits(a) + Bits(b)));
        Lanes<TVec, T>("and", TVec.And, (a, b) => Float<T>(Bits(a) & Bits(b)));
        Lanes<TVec, T>("or", TVec.Or, (a, b) => Float<T>(Bits(a) | Bits(b)));
        Lanes<TVec, T>("wide and narrow", (a, b) => ThereAndBack<TVec, T>(a), (a, b) => a);
        CheckSums<TVec, T>();
    }

    /// <summary>Adding lanes to f64 sums, with values whose sums are exact.</summary>
    private static void CheckSums<TVec, T>()
        where TVec : struct, IVector<TVec, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lanes = stackalloc T[MostLanes];
        double* high = stackalloc double[MostLanes], low = stackalloc double[MostLanes];
        for (var i = 0; i < MostLanes; i++)
            (lanes[i], high[i], low[i]) = (T.CreateChecked(i + 0.5), 1 << 20, 0);
        var vector = TVec.Load(lanes);
        Assert.Equal(T.CreateChecked(0.5), TVec.First(vector));
        TVec.AddTo(vector, high, low);
        TVec.AddTo(vector, high, low);
        TVec.AddTo(vector, high, low);
        for (var i = 0; i < MostLanes; i++)
            Assert.Equal((1 << 20) + (i < TVec.Count ? 3 * (i + 0.5) : 0), high[i] + low[i]);
    }

    [Fact]
    public void Searches_EveryWidth_FindTheFirstLane()
    {
        CheckSearches<V512<float>>();
        CheckSearches<V256<float>>();
        CheckSearches<V128<float, HardwareFma>>();
    }

    private static void CheckSearches<TVec>()
        where TVec : struct, IVector<TVec, float>
    {
        var lanes = stackalloc float[MostLanes];
        for (var i = 0; i < MostLanes; i++)
            lanes[i] = i % 3 == 1 ? 5 : 0;
        Assert.Equal(1, TVec.IndexOfEqual(TVec.Load(lanes), TVec.Broadcast(5)));
        Assert.Equal(-1, TVec.IndexOfEqual(TVec.Load(lanes), TVec.Broadcast(7)));
        Assert.True(TVec.AnyBits(TVec.Load(lanes)));
        Assert.False(TVec.AnyBits(TVec.Broadcast(0)));
    }

    [Fact]
    public void Transpose_EveryWidth_ExchangesRowsAndColumns()
    {
        CheckTranspose<V512<float>>();
        CheckTranspose<V256<float>>();
        CheckTranspose<V128<float, HardwareFma>>();
    }

    private static void CheckTranspose<TVec>()
        where TVec : struct, IVector<TVec, float>
    {
        var block = stackalloc float[MostLanes * MostLanes];
        for (var i = 0; i < TVec.Count * TVec.Count; i++)
            block[i] = i;
        TVec.Transpose(block);
        for (var i = 0; i < TVec.Count * TVec.Count; i++)
            Assert.Equal((i % TVec.Count * TVec.Count) + (i / TVec.Count), block[i]);
    }

    [Fact]
    public void LoadPart_EveryWidthAndCount_TakesTheRestFromElsewhere()
    {
        CheckPart<V512<float>>();
        CheckPart<V256<float>>();
        CheckPart<V128<float, HardwareFma>>();
    }

    private static void CheckPart<TVec>()
        where TVec : struct, IVector<TVec, float>
    {
        var lanes = stackalloc float[MostLanes];
        var rest = stackalloc float[MostLanes];
        var part = stackalloc float[MostLanes];
        for (var i = 0; i < MostLanes; i++)
            (lanes[i], rest[i]) = (i + 1, -i - 1);
        for (var count = -MostLanes; count <= MostLanes + 1; count++)
        {
            TVec.Store(TVec.LoadPart(lanes, count, TVec.Load(rest)), part);
            for (var i = 0; i < TVec.Count; i++)
                Assert.Equal(i < count ? lanes[i] : rest[i], part[i]);
        }
    }

    [Fact]
    public void WideDifferencesAndSums_EveryWidth_AreRoundedOnce()
    {
        CheckWide<V512<float>>();
        CheckWide<V256<float>>();
        CheckWide<V128<float, HardwareFma>>();
    }

    private static void CheckWide<TVec>()
        where TVec : struct, IVector<TVec, float>
    {
        var lanes = stackalloc float[MostLanes];
        var wide = stackalloc double[MostLanes];
        for (var i = 0; i < MostLanes; i++)
            (lanes[i], wide[i]) = (i + 1, 1e-9 * i);
        var difference = stackalloc float[MostLanes];
        var scaled = stackalloc float[MostLanes];
        var product = stackalloc float[MostLanes];
        TVec.Store(TVec.ScaleDifference(TVec.Load(lanes), wide, 1.0), difference);
        TVec.Store(TVec.ScaleDifference(TVec.Load(lanes), wide, 0.7), scaled);
        // The first one's factor is -0: a product of 0 is +0.
        var factors = stackalloc float[MostLanes];
        for (var i = 0; i < MostLanes; i++)
            factors[i] = -(float)i;
        TVec.Store(TVec.MultiplyDifference(factors, lanes, wide), product);
        TVec.AddSumTo(TVec.Load(lanes), TVec.Load(difference), wide);
        for (var i = 0; i < TVec.Count; i++)
        {
            Assert.Equal((float)(lanes[i] - (1e-9 * i)), difference[i]);
            Assert.Equal((float)((lanes[i] - (1e-9 * i)) * 0.7), scaled[i]);
            Assert.Equal(BitConverter.SingleToInt32Bits((float)((-i * (lanes[i] - (1e-9 * i))) + 0.0)), BitConverter.SingleToInt32Bits(product[i]));
            Assert.Equal((1e-9 * i) + ((double)lanes[i] + difference[i]), wide[i]);
        }
    }

    private static TVec ThereAndBack<TVec, T>(TVec a)
        where TVec : struct, IVector<TVec, T>
        where T : unmanaged
    {
        var wide = stackalloc double[MostLanes];
        TVec.StoreWide(a, wide);
        return TVec.LoadNarrow(wide);
    }

    /// <summary>Every pair of values in every lane. A NaN may be any NaN.</summary>
    private static void Lanes<TVec, T>(string name, Func<TVec, TVec, TVec> vector, Func<T, T, T> scalar)
        where TVec : struct, IVector<TVec, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = Values<T>();
        var a = stackalloc T[MostLanes];
        var b = stackalloc T[MostLanes];
        var result = stackalloc T[MostLanes];
        for (var p = 0; p < values.Length; p++)
        {
            for (var q = 0; q < values.Length; q++)
            {
                for (var i = 0; i < TVec.Count; i++)
                    (a[i], b[i]) = (values[(p + i) % values.Length], values[(q + i) % values.Length]);
                TVec.Store(vector(TVec.Load(a), TVec.Load(b)), result);
                for (var i = 0; i < TVec.Count; i++)
                {
                    var expected = scalar(a[i], b[i]);
                    if (Bits(expected) != Bits(result[i]) && !(T.IsNaN(expected) && T.IsNaN(result[i])))
                        Assert.Fail($"{a[i]} {name} {b[i]} is {expected}, not {result[i]} (lane {i}).");
                }
            }
        }
    }

    private static void CheckLookup<TVec>()
        where TVec : struct, IVector<TVec, float>
    {
        var table = stackalloc float[16];
        var indices = stackalloc float[MostLanes];
        var result = stackalloc float[MostLanes];
        for (var i = 0; i < 16; i++)
            table[i] = (i % 8) + 0.5f;
        for (var first = 0; first < 8; first++)
        {
            // Bits above the low three must not count.
            for (var i = 0; i < MostLanes; i++)
                indices[i] = Float<float>((ulong)(0x4B40_0000 + (i << 3) + ((first + i) % 8)));
            TVec.Store(TVec.Lookup8(table, TVec.LoadTable(table), TVec.Load(indices)), result);
            for (var i = 0; i < TVec.Count; i++)
                Assert.Equal(table[(first + i) % 8], result[i]);
        }
    }

    private static T[] Values<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] positive =
        [
            T.Zero, T.One, T.CreateChecked(1.5), T.CreateChecked(0.1), T.Pi, T.CreateChecked(1e30),
            T.CreateChecked(1e-30),
            T.Epsilon, T.BitIncrement(T.One), T.BitDecrement(T.PositiveInfinity), T.PositiveInfinity, T.NaN,
        ];
        return [.. positive, .. positive.Select(value => -value)];
    }

    private static ulong Bits<T>(T value)
        where T : unmanaged => sizeof(T) == 4 ? Unsafe.BitCast<T, uint>(value) : Unsafe.BitCast<T, ulong>(value);

    private static T Float<T>(ulong bits)
        where T : unmanaged => sizeof(T) == 4 ? Unsafe.BitCast<uint, T>((uint)bits) : Unsafe.BitCast<ulong, T>(bits);
}
