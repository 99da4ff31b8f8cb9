// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using NativeLoss.Native.Simd;
using Xunit;

namespace NativeLoss.Native.Tests.Core;

/// <summary>
/// The 16-bit formats at every width: all patterns, and every place where rounding changes its mind, against System.Half and against
/// exact midpoints of bfloat16.
/// </summary>
public sealed unsafe class HalfTests
{
    private const int MostLanes = 16;
    private const int Patterns = 1 << 16;
    private const int Points = 1_000_000;

    [Fact]
    public void Widen_Binary16EveryPattern_IsSystemHalf() => CheckWiden<Binary16>(SystemHalf.Widen);

    [Fact]
    public void Widen_BFloat16EveryPattern_IsTheUpperHalf() => CheckWiden<BFloat16>(UpperHalf.Widen);

    [Fact]
    public void Narrow_Binary16FromF32_IsSystemHalf() => CheckNarrow<Binary16>(SystemHalf.Widen, SystemHalf.Narrow, single: true);

    [Fact]
    public void Narrow_BFloat16FromF32_RoundsToNearestEven() =>
        CheckNarrow<BFloat16>(UpperHalf.Widen, UpperHalf.Narrow, single: true);

    [Fact]
    public void Narrow_Binary16FromF64_IsSystemHalf() => CheckNarrow<Binary16>(SystemHalf.Widen, SystemHalf.Narrow, single: false);

    [Fact]
    public void Narrow_BFloat16FromF64_RoundsToNearestEvenOnce() =>
        CheckNarrow<BFloat16>(UpperHalf.Widen, UpperHalf.Narrow, single: false);

    private static void CheckWiden<THalf>(Func<ushort, double> reference)
        where THalf : struct, IHalf
    {
        CheckWiden<THalf, V512<float>>(reference);
        CheckWiden<THalf, V256<float>>(reference);
        CheckWiden<THalf, V128<float, HardwareFma>>(reference);
    }

    private static void CheckWiden<THalf, TVec>(Func<ushort, double> reference)
        where THalf : struct, IHalf
        where TVec : struct, IVector<TVec, float>
    {
        var bits = stackalloc ushort[MostLanes];
        var wide = stackalloc float[MostLanes];
        for (var first = 0; first < Patterns; first += TVec.Count)
        {
            for (var i = 0; i < TVec.Count; i++)
                bits[i] = (ushort)(first + i);
            TVec.Store(THalf.Widen(TVec.LoadHalves(bits)), wide);
            for (var i = 0; i < TVec.Count; i++)
            {
                var expected = (float)reference(bits[i]);
                var expectedBits = float.IsNaN(expected) ? 0x7FC0_0000 : BitConverter.SingleToUInt32Bits(expected);
                Assert.Equal(expectedBits, BitConverter.SingleToUInt32Bits(wide[i]));
            }
        }
    }

    private static void CheckNarrow<THalf>(Func<ushort, double> widen, Func<double, ushort> reference, bool single)
        where THalf : struct, IHalf
    {
        var values = new List<double>();
        foreach (var value in Values(widen, single))
            values.Add(single ? (float)value : value);
        while (values.Count % MostLanes != 0)
            values.Add(0);
        if (single)
        {
            CheckNarrow(values, reference, NarrowSingles<THalf, V512<float>>);
            CheckNarrow(values, reference, NarrowSingles<THalf, V256<float>>);
            CheckNarrow(values, reference, NarrowSingles<THalf, V128<float, HardwareFma>>);
        }
        else
        {
            CheckNarrow(values, reference, NarrowDoubles<THalf, V512<float>, V512<double>>);
            CheckNarrow(values, reference, NarrowDoubles<THalf, V256<float>, V256<double>>);
            CheckNarrow(values, reference, NarrowDoubles<THalf, V128<float, HardwareFma>, V128<double, HardwareFma>>);
        }
    }

    private delegate int NarrowVector(double[] values, ushort[] bits);

    private static void CheckNarrow(List<double> values, Func<double, ushort> reference, NarrowVector narrow)
    {
        var block = new double[MostLanes];
        var bits = new ushort[MostLanes];
        for (var first = 0; first < values.Count;)
        {
            values.CopyTo(first, block, 0, Math.Min(MostLanes, values.Count - first));
            var count = narrow(block, bits);
            for (var i = 0; i < count; i++)
            {
                if (bits[i] != reference(block[i]))
                    Assert.Fail($"{block[i]:R} becomes {bits[i]:X4}, not {reference(block[i]):X4}.");
            }

            first += count;
        }
    }

    private static int NarrowSingles<THalf, TVec>(double[] values, ushort[] bits)
        where THalf : struct, IHalf
        where TVec : struct, IVector<TVec, float>
    {
        var wide = stackalloc float[MostLanes];
        for (var i = 0; i < TVec.Count; i++)
            wide[i] = (float)values[i];
        fixed (ushort* destination = bits)
            TVec.StoreHalves(THalf.Narrow(TVec.Load(wide)), destination);
        return TVec.Count;
    }

    private static int NarrowDoubles<THalf, TVec, TWide>(double[] values, ushort[] bits)
        where THalf : struct, IHalf
        where TVec : struct, IVector<TVec, float>
        where TWide : struct, IVector<TWide, double>
    {
        var rounded = stackalloc double[MostLanes];
        fixed (double* source = values)
        {
            for (var i = 0; i < TVec.Count; i += TWide.Count)
                TWide.Store(HalfRounding<THalf, TWide>.Round(TWide.Load(source + i)), rounded + i);
        }

        fixed (ushort* destination = bits)
            TVec.StoreHalves(THalf.Narrow(TVec.LoadNarrow(rounded)), destination);
        return TVec.Count;
    }

    /// <summary>Every number of the format, every midpoint of two neighbours and what lies beside both; and random bits.</summary>
    private static IEnumerable<double> Values(Func<ushort, double> widen, bool single)
    {
        double Above(double x) => single ? MathF.BitIncrement((float)x) : Math.BitIncrement(x);
        double Below(double x) => single ? MathF.BitDecrement((float)x) : Math.BitDecrement(x);
        for (var pattern = 0; pattern < Patterns; pattern++)
        {
            var value = widen((ushort)pattern);
            yield return value;
            if (!double.IsFinite(value))
                continue;
            // Beyond the largest number the next would be a power of two: twice the largest one.
            var next = widen((ushort)(pattern + 1));
            var unit = double.IsFinite(next) ? next - value : value - widen((ushort)(pattern - 1));
            foreach (var x in new[] { value, value + (unit / 2) })
            {
                yield return x;
                yield return Above(x);
                yield return Below(x);
            }
        }

        foreach (var x in new[] { float.Epsilon, float.MaxValue, 1e-300, double.Epsilon, 1e60, 1e61, double.MaxValue })
        {
            yield return x;
            yield return -x;
        }

        var random = new Random(11);
        for (var i = 0; i < Points; i++)
        {
            yield return single
                ? BitConverter.Int32BitsToSingle((int)random.NextInt64())
                : Math.ScaleB(random.NextDouble() - 0.5, random.Next(-160, 140));
        }
    }

    private static class SystemHalf
    {
        internal static double Widen(ushort bits) => (double)BitConverter.UInt16BitsToHalf(bits);

        internal static ushort Narrow(double value) =>
            double.IsNaN(value) ? (ushort)0x7E00 : BitConverter.HalfToUInt16Bits((Half)value);
    }

    private static class UpperHalf
    {
        internal static double Widen(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

        /// <summary>Cut off, then compared with the exact midpoint above.</summary>
        internal static ushort Narrow(double value)
        {
            if (double.IsNaN(value))
                return 0x7FC0;
            var magnitude = Math.Abs(value);
            var cut = (float)magnitude;
            if (cut > magnitude)
                cut = MathF.BitDecrement(cut);
            var bits = BitConverter.SingleToUInt32Bits(cut) >> 16;
            if (double.IsFinite(magnitude))
            {
                var low = Widen((ushort)bits);
                var high = bits == 0x7F7F ? Math.ScaleB(1, 128) : Widen((ushort)(bits + 1));
                var middle = low + ((high - low) / 2);
                if (magnitude > middle || (magnitude == middle && bits % 2 == 1))
                    bits++;
            }

            return (ushort)(bits | (double.IsNegative(value) ? 0x8000u : 0));
        }
    }
}
