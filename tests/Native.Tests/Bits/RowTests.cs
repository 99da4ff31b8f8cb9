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

/// <summary>A row's result is a function of the row: not of the batch, nor of its place in it.</summary>
public abstract class RowTests(params Dtype[] dtypes)
{
    private const int Batch = 33;
    private const int Long = 1000;

    public static TheoryData<string> Names { get; } =
        [.. Operations.All.Where(operation => operation.RowsAreIndependent).Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Row_InAnyBatchAndPosition_EqualsTheRowAlone(string operation)
    {
        int[] shuffled = [.. Enumerable.Range(0, Batch)];
        new Random(1).Shuffle(shuffled);
        int[][] batches =
        [
            shuffled,
            [.. Enumerable.Range(0, Batch)],
            [.. Enumerable.Range(0, Batch).Reverse()],
            [.. shuffled.Take(2)],
            [.. Enumerable.Repeat(7, Batch)],
        ];
        int[] lengths = [1, 7, 32, 33, 100, 257, 1030];
        var types = Operations.Named(operation).Dtypes.Intersect(dtypes).ToArray();
        foreach (var (dtype, columns) in types.SelectMany(dtype => lengths.Select(columns => (dtype, columns))))
        {
            var alone = Enumerable.Range(0, Batch).Select(id => Run(operation, dtype, [id], columns, place: 0)).ToArray();
            // Long rows take long: one order of them is enough.
            foreach (var (place, batch) in batches.Index().Where(item => columns < Long || item.Index == 0))
            {
                var results = Run(operation, dtype, batch, columns, place);
                foreach (var (image, rows) in results)
                {
                    for (var i = 0; i < batch.Length; i++)
                    {
                        if (!rows[i].AsSpan().SequenceEqual(alone[batch[i]][image].Single()))
                        {
                            Assert.Fail(
                                $"{image}: {columns} columns: row {batch[i]} at {i} of {batch.Length} is not its own.");
                        }
                    }
                }
            }
        }
    }

    /// <summary>The results of each row by each image, all outputs joined.</summary>
    private static Dictionary<Image, byte[][]> Run(string operation, Dtype dtype, int[] rowIds, int columns, int place)
    {
        using var frame = new Frame(
            Operations.Named(operation), dtype, new Shape(rowIds, columns), default, Family.Mixed);
        return ImageSet.At(place).ToDictionary(image => image, image => frame.SplitRows(frame.Run(image)));
    }
}

/// <summary>And of the types that are computed in f32.</summary>
public sealed class RowF32Tests() : RowTests(Dtype.F32, Dtype.F16, Dtype.BF16);

public sealed class RowF64Tests() : RowTests(Dtype.F64);
