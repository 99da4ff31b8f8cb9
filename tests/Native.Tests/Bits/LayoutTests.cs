// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using NativeLoss.Native.Tests.Calls;
using NativeLoss.Native.Tests.Images;
using NativeLoss.Native.Tests.Inputs;
using Xunit;

namespace NativeLoss.Native.Tests.Bits;

/// <summary>Where the arrays lie changes no bit.</summary>
public abstract class LayoutTests(params Dtype[] dtypes)
{
    private static readonly int[] Lengths = [1, 5, 16, 31, 64, 100, 257];
    private static readonly int[] Gaps = [1, 3, 8, 16, 100];
    private static readonly int[] InPlaceGaps = [0, 1, 16];

    public static TheoryData<string> Names { get; } = [.. Operations.All.Select(operation => operation.Name)];

    public static TheoryData<string, string> InPlaceNames { get; } =
        [.. from operation in Operations.All from input in operation.InPlaceOf select (operation.Name, input)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Alignment_EveryElementOffset_EqualsAligned(string operation)
    {
        var offsets = dtypes.Contains(Dtype.F64) ? 8 : 16;
        Compare(
            operation,
            from offset in Enumerable.Range(0, offsets)
            from layout in new Layout[]
            {
                new(0, offset, 0), new(0, 0, offset), new(0, offset, offset), new(1, offset,
                ((offset * 5) + 3) % offsets),
            }
            select layout);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Stride_AnyGap_EqualsContiguous(string operation) =>
        Compare(operation, Gaps.Select(gap => new Layout(gap)));

    [Theory]
    [MemberData(nameof(InPlaceNames))]
    public void InPlace_ContiguousAndStrided_EqualsOutOfPlace(string operation, string input)
    {
        var layouts = InPlaceGaps.Select(gap => new Layout(gap, gap, gap, input)).ToArray();
        Compare(operation, layouts);
        // Rows that are done together, beside others that are not.
        Compare(operation, layouts, Family.Mixed, 11);
    }

    private void Compare(string name, IEnumerable<Layout> layouts, Family family = Family.Normal, int rows = 3)
    {
        var operation = Operations.Named(name);
        var types = operation.Dtypes.Intersect(dtypes).ToArray();
        foreach (var (turn, (dtype, length)) in types.SelectMany(dtype => Lengths.Select(length => (dtype, length))).Index())
        {
            var shape = Shape.Of(rows, length);
            using var plain = new Frame(operation, dtype, shape, default, family);
            var expected = ImageSet.All.ToDictionary(image => image, image => plain.Run(image));
            foreach (var (place, layout) in layouts.Index())
            {
                using var frame = new Frame(operation, dtype, shape, layout, family);
                foreach (var image in ImageSet.At(turn + place))
                {
                    var actual = frame.Run(image);
                    if (!expected[image].AsSpan().SequenceEqual(actual))
                        Assert.Fail($"{image}: {shape}, {layout}: {frame.Difference(expected[image], actual)}");
                }
            }
        }
    }
}

/// <summary>And of the types that are computed in f32.</summary>
public sealed class LayoutF32Tests() : LayoutTests(Dtype.F32, Dtype.F16, Dtype.BF16);

public sealed class LayoutF64Tests() : LayoutTests(Dtype.F64);
