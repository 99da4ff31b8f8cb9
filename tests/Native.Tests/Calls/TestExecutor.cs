// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Tests.Calls;

/// <summary>A host's parallel_for that runs its tasks in an order of our choice, and counts them.</summary>
internal sealed unsafe class TestExecutor : IDisposable
{
    private readonly TaskOrder order;
    private readonly Executor* executor;
    private GCHandle self;

    internal TestExecutor(int maxTasks, TaskOrder order)
    {
        this.order = order;
        self = GCHandle.Alloc(this);
        executor = (Executor*)NativeMemory.Alloc((nuint)sizeof(Executor));
        *executor = new()
        {
            StructSize = (uint)sizeof(Executor),
            MaxTasks = maxTasks,
            User = (void*)GCHandle.ToIntPtr(self),
            ParallelFor = &ParallelFor,
        };
    }

    internal Executor* Pointer => executor;

    /// <summary>How many times tasks were handed over, and the most of them at once.</summary>
    internal int Calls { get; private set; }

    internal int MostTasks { get; private set; }

    public void Dispose()
    {
        self.Free();
        NativeMemory.Free(executor);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ParallelFor(
        void* user, delegate* unmanaged[Cdecl]<void*, int, void> task, void* taskData, int taskCount) =>
        ((TestExecutor)GCHandle.FromIntPtr((nint)user).Target!).Run(task, taskData, taskCount);

    private void Run(delegate* unmanaged[Cdecl]<void*, int, void> task, void* taskData, int taskCount)
    {
        Calls++;
        MostTasks = Math.Max(MostTasks, taskCount);
        if (order == TaskOrder.Threads)
        {
            Parallel.For(0, taskCount, new() { MaxDegreeOfParallelism = taskCount }, index => task(taskData, index));
            return;
        }

        int[] indices = [.. Enumerable.Range(0, taskCount)];
        if (order == TaskOrder.Reversed)
            Array.Reverse(indices);
        if (order == TaskOrder.Shuffled)
            new Random(taskCount).Shuffle(indices);
        foreach (var index in indices)
            task(taskData, index);
    }
}
