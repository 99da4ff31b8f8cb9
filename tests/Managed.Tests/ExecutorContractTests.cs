// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;
using Xunit;

namespace NativeLoss.Tests;

public sealed class ExecutorContractTests
{
    public static TheoryData<int> TaskCounts => new(Enumerable.Range(1, 16));

    [Fact]
    public void ParallelExecutor_NegativeTasks_IsOutOfRange() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParallelExecutor(-1));

    [Fact]
    public void ParallelExecutor_Default_UsesEveryProcessor() =>
        Assert.Equal(Environment.ProcessorCount, ParallelExecutor.Default.MaxTasks);
}
