// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;
using NativeLoss.Native.Tests.Calls;
using NativeLoss.Native.Tests.Images;
using Xunit;

namespace NativeLoss.Native.Tests.Bits;

/// <summary>The instruction-set level, and the compiler that made the code, change no bit, not even a NaN's.</summary>
public abstract class LevelTests(params Dtype[] dtypes)
{
    public static TheoryData<string> Names { get; } = [.. Operations.All.Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Levels_EveryLengthAndInput_GiveTheSameBits(string operation)
    {
        var cases =
            from dtype in Operations.Named(operation).Dtypes.Intersect(dtypes)
            from item in Case.Of(dtype)
            select (dtype, item);
        foreach (var (place, (dtype, item)) in cases.Index())
        {
            using var frame = new Frame(Operations.Named(operation), dtype, item.Shape, item.Layout, item.Family);
            var expected = frame.Run(ImageSet.Reference);
            foreach (var image in ImageSet.All.Skip(1).Where(image => image is NativeImage || ImageSet.IsAt(image, place)))
            {
                var actual = frame.Run(image);
                if (!expected.AsSpan().SequenceEqual(actual))
                    Assert.Fail($"{dtype} {item}: {ImageSet.Reference} and {image}: {frame.Difference(expected, actual)}");
            }
        }
    }
}

/// <summary>And of the types that are computed in f32.</summary>
public sealed class LevelF32Tests() : LevelTests(Dtype.F32, Dtype.F16, Dtype.BF16);

public sealed class LevelF64Tests() : LevelTests(Dtype.F64);
