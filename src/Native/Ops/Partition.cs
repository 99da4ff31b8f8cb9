// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Cuts rows into blocks: a function of their number and of the grain, how many rows a kernel takes at a time, so that whatever is
/// summed per block and then over blocks does not depend on who ran them. Tasks are runs of blocks.
/// </summary>
internal static unsafe class Partition
{
    internal const int MaxBlocks = 32;

    /// <summary>How many blocks <see cref="Run"/> makes of so many grains.</summary>
    internal static int Blocks(long grains) => grains < MaxBlocks ? (int)grains : MaxBlocks;

    /// <summary>How many tasks <see cref="Run"/> makes: each may have scratch of its own.</summary>
    internal static int Tasks(int blocks, Executor* executor) =>
        executor == null ? 1 : executor->MaxTasks < blocks ? executor->MaxTasks : blocks;

    /// <summary>The task that runs a block: the last one whose first block is not behind it, see <see cref="Cut"/>.</summary>
    internal static int TaskOf(int block, int blocks, int tasks) => (int)((((block + 1L) * tasks) - 1) / blocks);

    /// <summary>Returns the number of blocks.</summary>
    internal static int Run(long rows, delegate*<void*, long, long, int, void> run, void* context, Executor* executor, int grain = 1)
    {
        if (rows == 0)
            return 0;
        TaskBody body;
        body.Run = run;
        body.Context = context;
        body.Rows = rows;
        body.Grain = grain;
        var grains = Grains(rows, grain);
        body.Blocks = Blocks(grains);
        body.BlockGrains = grains < MaxBlocks ? 1 : grains / MaxBlocks;
        body.Longer = (int)(grains - (body.BlockGrains * body.Blocks));
        body.Tasks = Tasks(body.Blocks, executor);
        if (body.Tasks == 1)
        {
            RunTask(&body, 0);
            return body.Blocks;
        }

        body.Started = 0;
        executor->ParallelFor(executor->User, &Task, &body, body.Tasks);
        // What it left undone.
        for (var task = 0; task < body.Tasks; task++)
            RunOnce(&body, task);
        return body.Blocks;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Task(void* data, int index) => RunOnce((TaskBody*)data, index);

    /// <summary>A host may ask for a task twice, or for one that there is not.</summary>
    private static void RunOnce(TaskBody* body, int index)
    {
        if ((uint)index >= (uint)body->Tasks)
            return;
        var task = 1 << index;
        if ((Interlocked.Or(ref body->Started, task) & task) == 0)
            RunTask(body, index);
    }

    private static void RunTask(TaskBody* body, int index)
    {
        var end = body->Tasks == 1 ? body->Blocks : Cut(body, index + 1);
        for (var block = body->Tasks == 1 ? 0 : Cut(body, index); block < end; block++)
            body->Run(body->Context, Start(body, block), Start(body, block + 1), block);
    }

    /// <summary>First block of a task.</summary>
    private static int Cut(TaskBody* body, int task) => (int)((long)body->Blocks * task / body->Tasks);

    private static long Start(TaskBody* body, int block)
    {
        var start = ((body->BlockGrains * block) + (block < body->Longer ? block : body->Longer)) * body->Grain;
        return start < body->Rows ? start : body->Rows;
    }

    private static long Grains(long rows, int grain) => rows <= grain ? 1 : ((rows - 1) / grain) + 1;
}
