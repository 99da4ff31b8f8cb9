// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using NativeLoss.Benchmarks;

// In this process: the project that would be generated otherwise does not know the central package versions.
var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
BenchmarkRunner.Run<Face>(DefaultConfig.Instance.AddJob(job));
