// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NativeLoss.BindGen;
using NativeLoss.BindGen.Losses;
using NativeLoss.BindGen.Model;
using NativeLoss.BindGen.Reading;
using Xunit;

namespace NativeLoss.Gen.Tests;

/// <summary>The C# methods that are written for losses.</summary>
public partial class LossTests
{
    private static readonly Api Read = ApiReader.Read(ApiReader.DocsPath);

    [Fact]
    public void Losses_AreAllThatHaveNothingBesideTheLoss() => Assert.Equal(
        Read.Functions.Where(f => f.TwinOf == null && f.Parameters.Any(p => p.Name == "loss")).Select(f => f.Entry!)
            .Except(["nloss_cross_entropy", "nloss_cross_entropy_soft", "nloss_spearman_loss"]),
        Loss.All(Read).Select(loss => loss.Entry));

    [Fact]
    public void Documentation_OfLosses_HasNoWordsOfC() => Assert.All(Files(), file => Assert.All(
        file.Split('\n').Where(line => line.TrimStart().StartsWith("///", StringComparison.Ordinal)),
        line => Assert.DoesNotMatch(WordsOfC(), line)));

    [Theory]
    [InlineData("finite; typically 1", "1", "finite")]
    [InlineData("not too small. Typical: 1e-8", "1e-8", "not too small")]
    [InlineData("finite. Typical: 1; 0 is another loss", "1", "finite; 0 is another loss")]
    [InlineData("at most 1; below 0 = none. Typical: 0.25", "0.25", "at most 1; below 0 = none")]
    public void Number_Typical_IsTheDefault(string doc, string value, string rest)
    {
        Assert.Equal(value, Translation.TypicalValue(doc));
        Assert.Equal(rest, Translation.WithoutTypical(doc));
    }

    [Fact]
    public void Number_WithoutTypicalValue_IsRefused()
    {
        var docs = XDocument.Load(ApiReader.DocsPath, LoadOptions.PreserveWhitespace);
        docs.Descendants("member").Single(m => m.Attribute("name")!.Value.Contains("PairLossExports.Contrastive", StringComparison.Ordinal))
            .Elements("param").Single(e => e.Attribute("name")!.Value == "margin").Value = "[in] finite";
        string path = Path.GetTempFileName();
        try
        {
            docs.Save(path);
            BindGenException refusal = Assert.Throws<BindGenException>(() => LossWriter.Files(ApiReader.Read(path)).ToArray());
            Assert.Equal("nloss_contrastive: no typical margin.", refusal.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IEnumerable<string> Files() => LossWriter.Files(Read).Select(file => file.Value);

    [GeneratedRegex(@"NLOSS_|nloss_|\bNULL\b|\bf(16|32|64)\b|\b(row|class|pos|grad|log)_\w+")]
    private static partial Regex WordsOfC();
}
