// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;
using NativeLoss.BindGen;
using NativeLoss.BindGen.Model;
using NativeLoss.BindGen.Reading;
using Xunit;

namespace NativeLoss.Gen.Tests;

/// <summary>Which functions an export becomes, and with which types.</summary>
public class ElementTests
{
    [Fact]
    public void Operation_WithoutHalfTypes_HasFloatAndDouble() => Assert.Equal(
        [
            "void nloss_plain_f32(const float *, int64_t, float *)",
            "void nloss_plain_f64(const double *, int64_t, double *)",
        ],
        Signatures(nameof(Samples.Plain)));

    [Fact]
    public void Operation_WithHalfTypes_HasBitPatternsAndFloat() => Assert.Equal(
        [
            "void nloss_half_f32(const float *, int64_t, float *)",
            "void nloss_half_f64(const double *, int64_t, double *)",
            "void nloss_half_f16(const nloss_f16 *, int64_t, float *)",
            "void nloss_half_bf16(const nloss_bf16 *, int64_t, float *)",
        ],
        Signatures(nameof(Samples.Half)));

    [Fact]
    public void Operation_ElementAndReal_IsRefused() =>
        Assert.Contains("losses", Refusal(nameof(Samples.Both)), StringComparison.Ordinal);

    [Fact]
    public void Operation_RealOnATypedPointer_IsRefused() =>
        Assert.Contains("losses", Refusal(nameof(Samples.Typed)), StringComparison.Ordinal);

    private static string[] Signatures(string name) => [.. Read(name).Select(function =>
        $"{function.Type.InC}{function.Name}({string.Join(", ", function.Parameters.Select(p => p.Type.InC.TrimEnd()))})")];

    private static string Refusal(string name) => Assert.Throws<BindGenException>(() => Read(name)).Message;

    private static Function[] Read(string name)
    {
        MethodInfo method = typeof(Samples).GetMethod(name)!;
        string path = Path.GetTempFileName();
        try
        {
            DocsOf(method).Save(path);
            return [.. new FunctionReader(new Docs(path)).Operation(method, "nloss_" + Names.Snake(name))];
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The one text of the samples, which is that of all of them.</summary>
    private static XDocument DocsOf(MethodInfo method)
    {
        var docs = XDocument.Load(Path.ChangeExtension(method.DeclaringType!.Assembly.Location, ".xml"));
        XElement sample = docs.Descendants("summary").Single(summary => summary.Value == "Sample.").Parent!;
        sample.SetAttributeValue("name", DocIds.Of(method));
        return docs;
    }
}
