// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Diagnostics;
using System.Linq;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using NativeLoss;
using NativeLoss.Benchmarks;

if (args is ["--full"])
{
    // In this process: the project that would be generated otherwise does not know the central package versions.
    var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
    BenchmarkRunner.Run<Face>(DefaultConfig.Instance.AddJob(job));
    return;
}

// One number for the table of what a call costs, in the same words as those of C and Python.
float[] logits = [0], lse = [0];
Console.WriteLine($"call: Loss.LogSumExp 1 x 1, C#: {Nanoseconds(() => Loss.LogSumExp(logits, 1, lse)):F1} ns");

static double Nanoseconds(Action call)
{
    const int calls = 20_000;
    var samples = new double[64];
    foreach (ref var sample in samples.AsSpan())
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
            call();
        sample = Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
    }

    // The first half warms the compiler up; the tenth percentile, as for the others.
    return samples[32..].Order().ElementAt(3);
}
