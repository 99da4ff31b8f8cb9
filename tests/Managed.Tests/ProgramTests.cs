// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using NativeLoss.Tests.Support;
using Xunit;

namespace NativeLoss.Tests;

/// <summary>The example and the demo, run as a user runs them.</summary>
public sealed class ProgramTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("v2")]
    [InlineData("v3")]
    [InlineData("v4")]
    public async Task Example_AtEveryLevel_PrintsTheNumbersOfTheReadme(string? isa)
    {
        var result = await Program.Run(Assembly("Example"), [], isa);
        Assert.Equal(
            """
            probabilities 0.227863 0.619396 0.152741 0.496746 0.201962 0.301292
            loss 0.839343

            """,
            result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Example_UnknownLevelInTheEnvironment_SaysWhichThereAre()
    {
        var result = await Program.Run(Assembly("Example"), [], "v9");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("NATIVELOSS_ISA is 'v9'; it can be v2, v3 or v4, or neon on arm64.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Example_WithoutTheNativeFile_SaysHowToBuildIt()
    {
        var folder = Directory.CreateTempSubdirectory("nativeloss-");
        try
        {
            var files = Directory.GetFiles(Path.GetDirectoryName(Assembly("Example"))!);
            foreach (var file in files.Where(file => !file.EndsWith(".so", StringComparison.Ordinal)))
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            var result = await Program.Run(Path.Combine(folder.FullName, "Example.dll"), []);
            Assert.NotEqual(0, result.ExitCode);
            Assert.Contains("run `./build.sh native`", result.Error, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// The bounds are those of any sound softmax regression on this data (scikit-learn's LogisticRegression reaches
    /// about 0.91 to 0.94 on this split); that the three languages agree to the bit is for ./build.sh demo to show.
    /// </summary>
    [Fact]
    public async Task Demo_ThirtyEpochs_LearnsAndWritesLossesAndWeights()
    {
        var bytes = Path.GetTempFileName();
        try
        {
            var result = await Program.Run(
                Assembly("Demo"), ["--bytes", bytes, Repository.PathOf("tests/data/digits.csv.gz")]);
            Assert.Equal("", result.Error);
            Assert.Equal(0, result.ExitCode);

            var data = await File.ReadAllBytesAsync(bytes, TestContext.Current.CancellationToken);
            Assert.Equal((30 * 8) + (64 * 10 * 4) + (10 * 4), data.Length);
            var losses = MemoryMarshal.Cast<byte, double>(data.AsSpan(0, 30 * 8)).ToArray();
            Assert.InRange(losses[0], 0.5, Math.Log(10));
            Assert.InRange(losses[^1], 0.01, 0.15);
            Assert.Contains(
                $"final loss {losses[^1].ToString(CultureInfo.InvariantCulture)}", result.Output,
                StringComparison.Ordinal);

            var correct = int.Parse(Regex.Match(result.Output, "test accuracy ([0-9]+)/360 =").Groups[1].ValueSpan);
            Assert.InRange(correct, 320, 350);
        }
        finally
        {
            File.Delete(bytes);
        }
    }

    /// <summary>The output folder of another project of the same configuration.</summary>
    private static string Assembly(string project)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "..", "..", project, configuration, project + ".dll"));
    }
}
