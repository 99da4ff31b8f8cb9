// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;

namespace NativeLoss.Tests.Support;

/// <summary>A program or script of this repository, run to its end.</summary>
internal static class Program
{
    internal sealed record Result(int ExitCode, string Output, string Error);

    internal static async Task<Result> Run(string file, IReadOnlyList<string> arguments, string? isa = null)
    {
        var start = new ProcessStartInfo(
            file.EndsWith(".dll", StringComparison.Ordinal) ? "dotnet" : "bash", [file, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NATIVELOSS_ISA"] = isa;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Result(process.ExitCode, await output, await error);
    }
}
