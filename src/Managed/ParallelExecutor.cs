// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using NativeLoss.Interop;

namespace NativeLoss;

/// <summary>
/// Runs the rows of a call in parallel, with <see cref="Parallel.For(int, int, ParallelOptions, Action{int})"/>. The
/// results have the same bits as without it, for any number of tasks. It keeps no state: one instance serves any number
/// of threads.
/// </summary>
/// <remarks>
/// Starting tasks takes some 100 microseconds: a softmax is faster on two processors from about 260,000 elements on
/// (<c>./build.sh bench --threads</c>), and below that without an executor. A call with an executor allocates what
/// <c>Parallel.For</c> allocates. A scheduler that fails does not fail the call: the tasks that it did not run are run
/// on the calling thread.
/// </remarks>
public sealed unsafe class ParallelExecutor
{
    /// <summary>
    /// A worker that starts late finds fewer tasks left, instead of making the others wait for its half of the work.
    /// </summary>
    private const int TasksPerWorker = 4;

    private readonly ParallelOptions _options;

    /// <summary>Creates an executor.</summary>
    /// <param name="maxTasks">How many tasks may run at once, at least 1; 0 = the number of processors.</param>
    /// <param name="scheduler">Where the tasks run; null = the thread pool.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxTasks"/> is negative.</exception>
    public ParallelExecutor(int maxTasks = 0, TaskScheduler? scheduler = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxTasks);
        MaxTasks = maxTasks == 0 ? Environment.ProcessorCount : maxTasks;
        _options = new ParallelOptions
        {
            MaxDegreeOfParallelism = MaxTasks,
            TaskScheduler = scheduler ?? TaskScheduler.Default,
        };
    }

    /// <summary>As many tasks as there are processors, on the thread pool.</summary>
    public static ParallelExecutor Default { get; } = new();

    /// <summary>At most this many tasks run at once; a call is cut into up to four times as many.</summary>
    public int MaxTasks { get; }

    /// <summary>
    /// Describes the executor to the native file; null for none. The callback gets the address of the caller's variable, which the
    /// stack keeps in place until the call returns: no handle to allocate or to free.
    /// </summary>
    internal static Executor* ToNative(ref ParallelExecutor? executor, Executor* native)
    {
        if (executor is null)
            return null;
        *native = new Executor
        {
            StructSize = (uint)sizeof(Executor),
            MaxTasks = executor.MaxTasks > 1 ? TasksPerWorker * executor.MaxTasks : 1,
            User = Unsafe.AsPointer(ref executor),
            ParallelFor = &ParallelFor,
        };
        return native;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ParallelFor(
        void* user, delegate* unmanaged[Cdecl]<void*, int, void> task, void* taskData, int taskCount)
    {
        var claimed = 0;
        try
        {
            var options = Unsafe.AsRef<ParallelExecutor>(user)._options;
            var work = new Work(task, taskData, taskCount, &claimed);
            Parallel.For(0, Math.Min(taskCount, options.MaxDegreeOfParallelism), options, work.Run);
        }
#pragma warning disable CA1031 // Nothing may unwind through the native frames, and nothing is lost: see below.
        catch (Exception)
#pragma warning restore CA1031
        {
        }

        Drain(task, taskData, taskCount, &claimed);
    }

    /// <summary>
    /// Claims tasks one by one until none is left, so that each runs once even where the scheduler gives up half-way.
    /// </summary>
    private static void Drain(
        delegate* unmanaged[Cdecl]<void*, int, void> task, void* taskData, int taskCount, int* claimed)
    {
        for (int i; (i = Interlocked.Increment(ref *claimed) - 1) < taskCount;)
            task(taskData, i);
    }

    /// <summary>What the workers share: a delegate cannot capture pointers.</summary>
    private sealed class Work(
        delegate* unmanaged[Cdecl]<void*, int, void> task, void* taskData, int taskCount, int* claimed)
    {
        internal void Run(int worker) => Drain(task, taskData, taskCount, claimed);
    }
}
