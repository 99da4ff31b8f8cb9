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
    private static readonly Dictionary<string, VectorCase> Cases = VectorCase.ReadAll();

    /// <summary>Each case by spans, but for classes that do not lie side by side, and by tensors.</summary>
    public static TheoryData<string, bool> Calls
    {
        get
        {
            var calls = new TheoryData<string, bool>();
            foreach (var (name, c) in Cases)
            {
                if (c.Integer("inner") <= 1)
                    calls.Add(name, false);
                calls.Add(name, true);
            }

            return calls;
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Vector_Case_IsWithinItsTolerance(string name, bool tensors)
    {
        var c = Cases[name];
        var results = VectorCall.Run(c, tensors);
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
    public void Vector_File_HoldsEveryFunction()
    {
        using var api = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("include/nativeloss.api.json")));
        var functions = api.RootElement.GetProperty("sections").EnumerateArray()
            .SelectMany(section => section.GetProperty("functions").EnumerateArray())
            .Where(function => function.TryGetProperty("entry", out _))
            .Select(function => function.GetProperty("name").GetString()!)
            .Where(name => !name.Contains("scratch_size", StringComparison.Ordinal));
        Assert.Equal(
            functions.Order(StringComparer.Ordinal),
            Cases.Values.Select(c => $"nloss_{c.Operation}_{c.Type}").Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>The other languages' tests print this number too.</summary>
    [Theory]
    [InlineData("tests/python/run.sh", "test_vectors")]
    [InlineData("tests/Managed.Tests/vectors-c.sh")]
    public async Task Vector_AllCases_GiveTheBitsOfOtherLanguages(string script, params string[] arguments)
    {
        var hash = 0xcbf29ce484222325;
        foreach (var c in Cases.Values)
        {
            var results = VectorCall.Run(c, tensors: c.Integer("inner") > 1);
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
