// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Cuts rows into blocks: a function of their number and of nothing else, so that whatever is summed per block and then over blocks
/// does not depend on who ran them. Tasks are runs of blocks.
/// </summary>
internal static unsafe class Partition
{
    internal const int MaxBlocks = 32;

    internal static int Blocks(long rows) => rows < MaxBlocks ? (int)rows : MaxBlocks;

    internal static void Run(long rows, delegate*<void*, long, long, int, void> run, void* context, Executor* executor)
    {
        if (rows == 0)
            return;
        TaskBody body;
        body.Run = run;
        body.Context = context;
        body.Rows = rows;
        body.Blocks = Blocks(rows);
        body.Tasks = 1;
        if (executor != null)
            body.Tasks = executor->MaxTasks < body.Blocks ? executor->MaxTasks : body.Blocks;
        if (body.Tasks == 1)
            RunTask(&body, 0);
        else
            executor->ParallelFor(executor->User, &Task, &body, body.Tasks);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Task(void* data, int index) => RunTask((TaskBody*)data, index);

    private static void RunTask(TaskBody* body, int index)
    {
        var first = Cut(body->Blocks, index, body->Tasks);
        var end = Cut(body->Blocks, index + 1, body->Tasks);
        for (var block = first; block < end; block++)
            body->Run(body->Context, Cut(body->Rows, block, body->Blocks), Cut(body->Rows, block + 1, body->Blocks), (int)block);
    }

    /// <summary>count * index / parts without overflow: parts is at most 32.</summary>
    private static long Cut(long count, long index, long parts) => (count / parts * index) + (count % parts * index / parts);
}
