// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using NativeLoss.Tests.Support;
using Xunit;

namespace NativeLoss.Tests.Vectors;

/// <summary>The cases that every language runs, against the arbitrary-precision reference.</summary>
public sealed class VectorTests
{
    /// <summary>What C# has not yet, classes that are not contiguous, which it has for tensors only (TensorTests), and losses of each element of half types.</summary>
    private const string Without =
        ",kl_of_rows,js_div,entropy_of_probs,kl_hinge,triplet_margin,cosine_embedding,contrastive,inner,half_elements,";

    private static readonly Dictionary<string, VectorCase> Cases = VectorCase.ReadAll()
        .Where(pair => !Without.Contains($",{pair.Value.Operation},", StringComparison.Ordinal) && pair.Value.Integer("inner") <= 1)
        .Where(pair => !(pair.Value.Type is "f16" or "bf16" && pair.Value.Integer("reduction") == 2
            && (pair.Value.Operation.StartsWith("binary_", StringComparison.Ordinal) || pair.Value.Operation == "kl_div")))
        .ToDictionary(pair => pair.Key, pair => pair.Value);

    public static TheoryData<string> Names => new(Cases.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Vector_Case_IsWithinItsTolerance(string name)
    {
        var c = Cases[name];
        var results = VectorCall.Run(c);
        foreach (var (output, expected) in c.Outputs)
        {
            var got = results[output].Values;
            foreach (var index in Enumerable.Range(0, expected.Length))
            {
                var (value, tolerance) = expected[index];
                Assert.True(
                    Matches(got[index], value, tolerance),
                    $"{name}: {output}[{index}] is {got[index]:R}, but {value:R} +- {tolerance:R} is right.");
            }
        }
    }

    [Fact]
    public void Vector_File_HoldsOperationsInFloatAndDouble()
    {
        using var api = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("include/nativeloss.api.json")));
        var operations = api.RootElement.GetProperty("sections").EnumerateArray()
            .SelectMany(section => section.GetProperty("functions").EnumerateArray())
            .Where(function => function.TryGetProperty("entry", out _))
            .Select(function => function.GetProperty("name").GetString()!);
        var held = Cases.Values.Select(c => $"nloss_{c.Operation}_{c.Type}").ToHashSet();
        Assert.Subset(operations.ToHashSet(), held);
        Assert.All(Cases.Values, c => Assert.Contains($"nloss_{c.Operation}_f32", held));
        Assert.All(Cases.Values, c => Assert.Contains($"nloss_{c.Operation}_f64", held));
    }

    /// <summary>The other languages' tests print this number too.</summary>
    [Theory]
    [InlineData("tests/python/run.sh", "test_vectors")]
    [InlineData("tests/Managed.Tests/vectors-c.sh")]
    public async Task Vector_AllCases_GiveTheBitsOfOtherLanguages(string script, params string[] arguments)
    {
        Environment.SetEnvironmentVariable("NATIVELOSS_VECTORS_WITHOUT", Without);
        var hash = 0xcbf29ce484222325;
        foreach (var c in Cases.Values)
        {
            var results = VectorCall.Run(c);
            foreach (var output in c.Outputs.Keys)
            {
                foreach (var one in results[output].Bytes)
                    hash = (hash ^ one) * 0x100000001b3;
            }
        }

        var other = await Program.Run(Repository.PathOf(script), arguments);
        Assert.Contains($"vectors: fnv1a {hash:x16}\n", other.Output + other.Error, StringComparison.Ordinal);
    }

    private static bool Matches(double got, double value, double tolerance) =>
        (double.IsNaN(got) && double.IsNaN(value)) || got == value || Math.Abs(got - value) <= tolerance;
}
