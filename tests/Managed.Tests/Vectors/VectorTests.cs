// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NativeLoss.Tests.Vectors;

/// <summary>The cases that every language runs, against the arbitrary-precision reference.</summary>
public sealed class VectorTests
{
    private static readonly Dictionary<string, VectorCase> Cases = VectorCase.ReadAll();

    public static TheoryData<string> Names => new(Cases.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Vector_Case_IsWithinItsTolerance(string name)
    {
        var c = Cases[name];
        var results = c.IsDouble ? VectorCall<double>.Run(c) : VectorCall<float>.Run(c);
        foreach (var (output, expected) in c.Outputs)
        {
            var got = results[output];
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
    public void Vector_File_HoldsEveryOperationInBothTypes()
    {
        var pairs = Cases.Values.Select(c => (c.Operation, c.IsDouble)).Distinct().Count();
        Assert.Equal(24, pairs);
    }

    private static bool Matches(double got, double value, double tolerance) =>
        (double.IsNaN(got) && double.IsNaN(value)) || got == value || Math.Abs(got - value) <= tolerance;
}
