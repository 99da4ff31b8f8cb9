// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using NativeLoss.BindGen;
using NativeLoss.BindGen.Reading;
using Xunit;

namespace NativeLoss.Gen.Tests;

/// <summary>Each takes a piece out of the real text: the generator must refuse, and say what is missing.</summary>
public class DocumentationTests
{
    private const string Softmax = "SoftmaxExports.Softmax(";

    [Fact]
    public void Read_ExportWithoutSummary_NamesIt() => AssertRefused(Softmax, "summary", null, "Softmax", "summary");

    [Fact]
    public void Read_ExportWithoutParameter_NamesIt() =>
        AssertRefused(Softmax, "param", "probsStride", "Softmax", "probsStride");

    [Theory]
    [InlineData("returns")]
    [InlineData("special")]
    [InlineData("accuracy")]
    [InlineData("memory")]
    [InlineData("aliasing")]
    [InlineData("threads")]
    public void Read_ExportWithoutNote_NamesIt(string note) => AssertRefused(Softmax, note, null, "Softmax", note);

    [Fact]
    public void Read_FieldWithoutSummary_NamesIt() =>
        AssertRefused("Abi.Executor.MaxTasks", "summary", null, "Executor.MaxTasks", "summary");

    [Fact]
    public void Read_CodeWithoutSummary_NamesIt() =>
        AssertRefused("Abi.Status.E_Alias", "summary", null, "Status.E_Alias", "summary");

    [Fact]
    public void Read_DispatcherFunctionWithoutReturns_NamesIt() =>
        AssertRefused("IDispatcher.nloss_isa", "returns", null, "nloss_isa", "returns");

    [Fact]
    public void Read_ParameterWithoutDirection_NamesIt()
    {
        XDocument docs = Load();
        Find(docs, Softmax, "param", "logits").Value = "any values";
        AssertRefused(docs, "Softmax", "logits");
    }

    private static void AssertRefused(string member, string tag, string? name, params string[] named)
    {
        XDocument docs = Load();
        Find(docs, member, tag, name).Remove();
        AssertRefused(docs, named);
    }

    private static void AssertRefused(XDocument docs, params string[] named)
    {
        string path = Path.GetTempFileName();
        try
        {
            docs.Save(path);
            BindGenException refusal = Assert.Throws<BindGenException>(() => ApiReader.Read(path));
            Assert.All(named, name => Assert.Contains(name, refusal.Message, StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static XDocument Load() => XDocument.Load(ApiReader.DocsPath, LoadOptions.PreserveWhitespace);

    private static XElement Find(XDocument docs, string member, string tag, string? name) =>
        docs.Descendants("member").Single(m => m.Attribute("name")!.Value.Contains(member, StringComparison.Ordinal))
            .Elements(tag).Single(e => name == null || e.Attribute("name")!.Value == name);
}
