// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Numerics;
using System.Threading.Tasks;
using NativeLoss.Tests.Support;
using Xunit;

namespace NativeLoss.Tests;

/// <summary>An executor changes nothing but the time.</summary>
public abstract class ExecutorTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = 97;
    private const int Classes = 1000;

    private readonly T[] _logits = Data.Normal<T>(Rows * Classes, 6);
    private readonly int[] _labels = Data.Labels(Rows, Classes, 7);

    [Theory]
    [MemberData(nameof(ExecutorContractTests.TaskCounts), MemberType = typeof(ExecutorContractTests))]
    public void AllOperations_OneToSixteenTasks_GiveTheBitsOfTheSerialCall(int tasks) =>
        Assert.Equal(Results(null), Results(new ParallelExecutor(tasks)));

    [Fact]
    public void AllOperations_SchedulerThatThrows_AreFinishedByTheCaller()
    {
        var scheduler = new RefusingScheduler();
        Assert.Equal(Results(null), Results(new ParallelExecutor(4, scheduler)));
        Assert.InRange(scheduler.Refused, 6, int.MaxValue);
    }

    [Fact]
    public void AllOperations_FromManyThreadsWithOneExecutor_GiveTheBitsOfTheSerialCall()
    {
        var serial = Results(null);
        var all = new T[8][];
        Parallel.For(0, all.Length, i => all[i] = Results(ParallelExecutor.Default));
        Assert.All(all, results => Assert.Equal(serial, results));
    }

    /// <summary>NaN does not occur, and no zero has a sign, so that equality of values is equality of bits.</summary>
    private T[] Results(ParallelExecutor? executor)
    {
        T[] probs = new T[_logits.Length], grad = new T[_logits.Length], rows = new T[Rows];
        Loss.Softmax(_logits, Classes, probs, executor: executor);
        Loss.LogSumExp(_logits, Classes, rows, executor: executor);
        var loss = Loss.CrossEntropy(_logits, _labels, Classes, grad: grad, executor: executor);
        var soft = Loss.CrossEntropySoft(_logits, probs, Classes, executor: executor);
        T[] output = new T[Rows * 10], gradWeight = new T[10 * Classes], gradBias = new T[10];
        Linear.Forward(_logits, _logits.AsSpan(0, 10 * Classes), default, Classes, 10, output, executor);
        Linear.Backward(
            _logits, default, output, Classes, 10, gradWeight: gradWeight, gradBias: gradBias, executor: executor);
        return [.. probs, .. rows, .. grad, loss, soft, .. output, .. gradWeight, .. gradBias];
    }

    private sealed class RefusingScheduler : TaskScheduler
    {
        internal int Refused { get; private set; }

        protected override IEnumerable<Task> GetScheduledTasks() => [];

        protected override void QueueTask(Task task)
        {
            Refused++;
            throw new InvalidOperationException("No.");
        }

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
    }
}

public sealed class ExecutorF32Tests : ExecutorTests<float>;

public sealed class ExecutorF64Tests : ExecutorTests<double>;
