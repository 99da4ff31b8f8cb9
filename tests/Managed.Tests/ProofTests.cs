// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Globalization;
using System.Linq;
using System.Numerics.Tensors;
using Xunit;

namespace NativeLoss.Tests;

/// <summary>The first lines of the README: a softmax that overflows, ours, and the exact one.</summary>
public sealed class ProofTests(ITestOutputHelper log)
{
    private static readonly float[] Logits = [1000, 1001, 1002];

    /// <summary>1 / (1 + e + e^2) and its multiples by e and e^2, to more digits than a float has.</summary>
    private static readonly double[] Exact = [0.09003057317038046, 0.24472847105479765, 0.66524095577482189];

    [Fact]
    public void Proof_LargeLogits_StockIsNaNAndOursIsExactToOneUlp()
    {
        float[] stock = new float[3], ours = new float[3];
        TensorPrimitives.SoftMax(Logits, stock);
        Loss.Softmax(Logits, 3, ours);

        Assert.All(stock, value => Assert.Equal(float.NaN, value));
        Assert.All(
            ours.Zip(Exact),
            pair => Assert.InRange(
                pair.First, MathF.BitDecrement((float)pair.Second), MathF.BitIncrement((float)pair.Second)));
        foreach (var line in Lines(stock, ours))
            log.WriteLine(line);
    }

    /// <summary>The README shows these lines; <see cref="ReadmeTests"/> compares them.</summary>
    internal static string[] Lines()
    {
        float[] stock = new float[3], ours = new float[3];
        TensorPrimitives.SoftMax(Logits, stock);
        Loss.Softmax(Logits, 3, ours);
        return Lines(stock, ours);
    }

    private static string[] Lines(float[] stock, float[] ours) =>
    [
        "softmax of        " + Row(Logits, 0),
        "TensorPrimitives  " + Row(stock, 6),
        "NativeLoss        " + Row(ours, 6),
        "exact             " + Row(Exact, 6),
    ];

    private static string Row<T>(T[] values, int digits)
        where T : IFormattable =>
        string.Join("  ", values.Select(value => value.ToString("F" + digits, CultureInfo.InvariantCulture).PadRight(9)))
            .TrimEnd();
}
