// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using NativeLoss.Benchmarks;

if (args is ["--full"])
{
    // In this process: the project that would be generated otherwise does not know the central package versions.
    var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
    BenchmarkRunner.Run<Face>(DefaultConfig.Instance.AddJob(job));
    return;
}

// For the table of what a call costs, in the same words as those of C and Python.
Overhead.Print();
