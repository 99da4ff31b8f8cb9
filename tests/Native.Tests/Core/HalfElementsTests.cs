// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;
using NativeLoss.Native.Kernels;
using Xunit;

namespace NativeLoss.Native.Tests.Core;

/// <summary>What works on elements of any type, with those of the 16-bit types: any count, nothing beside it touched.</summary>
public sealed unsafe class HalfElementsTests
{
    private const int Most = 40;
    private const ushort Guard = 0xABCD;

    [Theory]
    [InlineData(ElementType.F16)]
    [InlineData(ElementType.BF16)]
    public void WidenAndNarrow_AnyCount_RoundTripAndStayInside(ElementType type)
    {
        for (var count = 0; count <= Most; count++)
        {
            ushort[] bits = [.. Enumerable.Range(0, Most + 1).Select(i => i < count ? (ushort)(0x3C00 + (37 * i)) : Guard)];
            var back = Enumerable.Repeat(Guard, Most + 1).ToArray();
            var backFromDoubles = Enumerable.Repeat(Guard, Most + 1).ToArray();
            var wide = Enumerable.Repeat(-7f, Most + 1).ToArray();
            fixed (ushort* source = bits, destination = back, other = backFromDoubles)
            fixed (float* middle = wide)
            fixed (double* doubles = new double[Most + WideBlock.Size])
            {
                HalfBlock.Widen(type, source, count, middle);
                HalfBlock.Narrow(type, middle, count, destination);
                for (var i = 0; i < count; i++)
                {
                    Assert.Equal(Reference(type, bits[i]), wide[i]);
                    doubles[i] = wide[i];
                }

                for (var i = 0; i < count; i += WideBlock.Size)
                    WideBlock.Store(type, doubles + i, other, i, count);
            }

            Assert.Equal(bits, back);
            Assert.Equal(bits, backFromDoubles);
            Assert.All(wide.Skip(count), x => Assert.Equal(-7f, x));
        }
    }

    [Theory]
    [InlineData(ElementType.F16, 0x3E01)]
    [InlineData(ElementType.BF16, 0x3FC1)]
    public void Set_F64_IsRoundedOnce(ElementType type, int expected)
    {
        ushort element;
        Elements.Set(type, &element, 0, AboveTie(type));
        Assert.Equal(expected, element);
    }

    [Theory]
    [InlineData(ElementType.F16, 0x7E00)]
    [InlineData(ElementType.BF16, 0x7FC0)]
    public void Canonicalize_NaNs_AreTheCanonicalOne(ElementType type, int expected)
    {
        ushort[] bits = [0xFFFF, 0x3C00, 0x7FFF, Guard];
        fixed (ushort* data = bits)
            new Series(type, data, 1).Canonicalize(3);
        Assert.Equal([(ushort)expected, 0x3C00, (ushort)expected, Guard], bits);
    }

    [Theory]
    [InlineData(ElementType.F16, 0xFC00)]
    [InlineData(ElementType.BF16, 0xFF80)]
    public void FillAndCopy_Padding_IsOfTheType(ElementType type, int infinity)
    {
        ushort[] source = [1, 2, 3];
        ushort[] copy = [Guard, Guard, Guard, Guard, Guard, Guard];
        fixed (ushort* from = source, to = copy)
            Elements.Copy(type, from, 2, 5, double.NegativeInfinity, to);
        Assert.Equal([1, 2, (ushort)infinity, (ushort)infinity, (ushort)infinity, Guard], copy);
        fixed (ushort* to = copy)
            Elements.Fill(type, to, 4, double.NegativeInfinity);
        Assert.Equal([(ushort)infinity, (ushort)infinity, (ushort)infinity, (ushort)infinity, (ushort)infinity, Guard], copy);
    }

    [Theory]
    [InlineData(ElementType.F16)]
    [InlineData(ElementType.BF16)]
    public void WideBlock_LoadAndStore_RoundTrip(ElementType type)
    {
        var wide = stackalloc double[WideBlock.Size];
        for (var count = 1; count <= Most; count++)
        {
            ushort[] bits = [.. Enumerable.Range(0, Most + 1).Select(i => (ushort)(0x3C00 + (37 * i)))];
            var back = Enumerable.Repeat(Guard, Most + 1).ToArray();
            fixed (ushort* source = bits, destination = back)
            {
                for (var i = 0; i < count; i += WideBlock.Size)
                {
                    WideBlock.Load(type, source, i, count, -3.0, wide);
                    for (var lane = 0; lane < WideBlock.Size; lane++)
                        Assert.Equal(i + lane < count ? Reference(type, bits[i + lane]) : -3.0, wide[lane]);
                    WideBlock.Store(type, wide, destination, i, count);
                }
            }

            Assert.Equal(bits.Take(count), back.Take(count));
            Assert.All(back.Skip(count), element => Assert.Equal(Guard, element));
        }
    }

    [Theory]
    [InlineData(ElementType.F16, 0x3E01)]
    [InlineData(ElementType.BF16, 0x3FC1)]
    public void Store_F64_IsRoundedOnce(ElementType type, int expected)
    {
        var wide = Enumerable.Repeat(AboveTie(type), WideBlock.Size).ToArray();
        var bits = new ushort[WideBlock.Size];
        fixed (double* source = wide)
        fixed (ushort* destination = bits)
            WideBlock.Store(type, source, destination, 0, WideBlock.Size);
        Assert.All(bits, element => Assert.Equal(expected, element));
    }

    /// <summary>Above a midpoint of the type, by less than f32 can see.</summary>
    private static double AboveTie(ElementType type) =>
        1.5 + Math.ScaleB(1, type == ElementType.F16 ? -11 : -8) + Math.ScaleB(1, -40);

    private static float Reference(ElementType type, ushort bits) => type == ElementType.F16
        ? (float)BitConverter.UInt16BitsToHalf(bits)
        : BitConverter.UInt32BitsToSingle((uint)bits << 16);
}
