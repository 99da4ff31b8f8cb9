// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.InteropServices;

namespace NativeLoss.Native.Abi;

/// <summary>
/// The host's way to run tasks in parallel. The library starts no thread of its own: a call that is given an executor cuts its rows
/// into tasks and hands them over, once per matrix it computes. Results do not depend on it: any executor, any task count and any order give the same bits.
/// </summary>
[CName("nloss_executor")]
[StructLayout(LayoutKind.Sequential)]
public unsafe struct Executor
{
    /// <summary>Size of this struct in bytes, as the caller was compiled.</summary>
    public uint StructSize;

    /// <summary>Useful concurrency, at least 1. Never more than this many tasks are handed over.</summary>
    public int MaxTasks;

    /// <summary>Passed back untouched as the first argument of parallel_for.</summary>
    public void* User;

    /// <summary>
    /// Runs task(task_data, i) for every i in [0, task_count), each once, in any order, on any threads, and returns when all are done. A
    /// task that runs again, or one outside that range, does nothing; those it leaves out the calling thread runs when it has returned: the
    /// results are the same bits. It may call the library, with other arrays. It must not return while a task runs, and must not throw or
    /// jump through the library, through which nothing unwinds: a C++ exception ends the process (std::terminate).
    /// </summary>
    public delegate* unmanaged[Cdecl]<void*, delegate* unmanaged[Cdecl]<void*, int, void>, void*, int, void> ParallelFor;
}
