// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using NativeLoss.Tests.Support;
using Xunit;

namespace NativeLoss.Tests;

/// <summary>
/// What README.md and those of the packages show is what is compiled and tested. A fenced block after
/// <c>&lt;!-- snippet: FILE --&gt;</c> equals the lines of FILE between <c>[readme]</c> and <c>[/readme]</c>, or, where
/// it has no such marks, all of FILE after the licence; the block after <c>&lt;!-- output: proof --&gt;</c> equals what
/// the proof prints.
/// </summary>
public sealed class ReadmeTests
{
    [Theory]
    [InlineData("README.md", "bindings/c/example.c")]
    [InlineData("README.md", "bindings/python/example.py")]
    [InlineData("README.md", "bindings/csharp/Example.cs")]
    [InlineData("bindings/python/README.md", "bindings/python/example.py")]
    [InlineData("src/Managed/README.md", "bindings/csharp/Example.cs")]
    public void Readme_Snippet_IsTheTestedFile(string readme, string file) =>
        Assert.Equal(Unindented(Shown(Repository.Lines(file))), Block(readme, $"<!-- snippet: {file} -->"));

    [Fact]
    public void Readme_Proof_IsWhatTheProgramPrints() =>
        Assert.Equal(ProofTests.Lines(), Block("README.md", "<!-- output: proof -->"));

    private static string[] Shown(string[] lines)
    {
        var first = Array.FindIndex(lines, line => line.Contains("[readme]", StringComparison.Ordinal));
        var end = Array.FindIndex(lines, line => line.Contains("[/readme]", StringComparison.Ordinal));
        if (first >= 0)
            return lines[(first + 1)..end];
        static bool IsLicence(string line) => line.Length == 0 || line.Contains("SPDX-", StringComparison.Ordinal);
        return [.. lines.SkipWhile(IsLicence)];
    }

    /// <summary>The fenced block after a comment line.</summary>
    private static IEnumerable<string> Block(string readme, string comment)
    {
        var lines = Repository.Lines(readme);
        var start = Array.IndexOf(lines, comment);
        Assert.True(start >= 0, $"{readme} has no line {comment}");
        Assert.StartsWith("```", lines[start + 1], StringComparison.Ordinal);
        return lines.Skip(start + 2).TakeWhile(line => line != "```");
    }

    private static IEnumerable<string> Unindented(string[] lines)
    {
        var margin = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return lines.Select(line => line.Length > 0 ? line[margin..] : line);
    }
}
