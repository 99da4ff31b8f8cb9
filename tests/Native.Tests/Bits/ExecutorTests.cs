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

/// <summary>How the rows are cut into tasks, and who runs these when, changes no bit.</summary>
public abstract class ExecutorTests(params Dtype[] dtypes)
{
    // Fewer rows than tasks; rows that no number of tasks divides; more than the library makes blocks of, sixteen together.
    private static readonly Shape[] Shapes = [Shape.Of(1, 300), Shape.Of(3, 33), Shape.Of(61, 33), Shape.Of(550, 3)];

    /// <summary>All but the scratch size, which is for a number of tasks.</summary>
    public static TheoryData<string> Names { get; } =
        [.. Operations.All.Where(operation => operation.Export != "ranking_scratch_size").Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Executor_OneToSixteenTasksInAnyOrder_EqualsSerial(string operation)
    {
        var mostTasks = 0;
        var types = Operations.Named(operation).Dtypes.Intersect(dtypes).ToArray();
        foreach (var image in ImageSet.All)
        {
            foreach (var (dtype, shape) in types.SelectMany(dtype => Shapes.Select(shape => (dtype, shape))))
            {
                using var frame = new Frame(
                    Operations.Named(operation), dtype, shape, new Layout(Gap: 1), Family.Mixed);
                var expected = frame.Run(image);
                foreach (var maxTasks in Enumerable.Range(1, 16).Append(int.MaxValue).Where(count => ImageSet.IsAt(image, count)))
                {
                    foreach (var order in Orders(image, maxTasks))
                    {
                        using var executor = new TestExecutor(maxTasks, order);
                        var actual = frame.Run(image, executor);
                        if (!expected.AsSpan().SequenceEqual(actual))
                        {
                            Assert.Fail(
                                $"{image}: {shape}, {maxTasks} tasks, {order}: {frame.Difference(expected, actual)}");
                        }

                        Assert.InRange(executor.MostTasks, 0, maxTasks);
                        Assert.InRange(executor.Calls, 0, Operations.Named(operation).Matrices);
                        mostTasks = Math.Max(mostTasks, executor.MostTasks);
                    }
                }
            }
        }

        Assert.True(mostTasks > 1, "No call was cut into tasks, so this test compared serial with serial.");
    }

    /// <summary>All of them for one image; for the others, whose sources are the same, the numbers of tasks take turns.</summary>
    private static IEnumerable<TaskOrder> Orders(Image image, int maxTasks) =>
        Enum.GetValues<TaskOrder>().Where(order => image == ImageSet.Reference || (int)order == maxTasks % 4);
}

/// <summary>And of the types that are computed in f32.</summary>
public sealed class ExecutorF32Tests() : ExecutorTests(Dtype.F32, Dtype.F16, Dtype.BF16);

public sealed class ExecutorF64Tests() : ExecutorTests(Dtype.F64);
