// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using Xunit;

namespace NativeLoss.Tests;

public sealed class ExecutorContractTests
{
    [Fact]
    public void ParallelExecutor_NegativeTasks_IsOutOfRange() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParallelExecutor(-1));

    [Fact]
    public void ParallelExecutor_Default_UsesEveryProcessor() =>
        Assert.Equal(Environment.ProcessorCount, ParallelExecutor.Default.MaxTasks);
}
