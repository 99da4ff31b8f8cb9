// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;
using NativeLoss.Tests.Support;
using Xunit;

namespace NativeLoss.Tests;

/// <summary>
/// Elements of 16 bits: what float gives for the same numbers, rounded once. System.Half rounds binary16 here, and integer
/// arithmetic bfloat16.
/// </summary>
public abstract class HalfTests<T>
    where T : unmanaged
{
    private const int Rows = 5;
    private const int Classes = 67;

    private readonly int[] _labels = Data.Labels(Rows, Classes, 9);
    private readonly T[] _logits;
    private readonly float[] _wide;

    protected HalfTests()
    {
        _logits = Narrow(Data.Normal<float>(Rows * Classes, 8));
        _wide = Widen(_logits);
    }

    [Fact]
    public void Softmax_Half_IsTheRoundedFloat()
    {
        var expected = new float[_wide.Length];
        Loss.Softmax(_wide, Classes, expected);
        var probs = new T[_wide.Length];
        Loss.Softmax(_logits, Classes, probs);
        Assert.Equal(Narrow(expected), probs);
    }

    [Fact]
    public void LogSumExp_Half_IsTheFloat()
    {
        float[] expected = new float[Rows], lse = new float[Rows];
        Loss.LogSumExp(_wide, Classes, expected);
        Loss.LogSumExp(_logits, Classes, lse);
        Assert.Equal(expected, lse);
    }

    [Fact]
    public void CrossEntropyRows_Half_HasTheLossesOfFloatAndTheRoundedGradient()
    {
        float[] expected = new float[Rows], losses = new float[Rows], expectedGrad = new float[_wide.Length];
        var grad = new T[_wide.Length];
        Loss.CrossEntropyRows(_wide, _labels, Classes, expected, grad: expectedGrad);
        Loss.CrossEntropyRows(_logits, _labels, Classes, losses, grad: grad);
        Assert.Equal(expected, losses);
        Assert.Equal(Narrow(expectedGrad), grad);
    }

    [Fact]
    public void CrossEntropyOfHalf_Mean_IsAFloat()
    {
        Assert.Equal(Loss.CrossEntropy(_wide, _labels, Classes), Mean(_logits, _labels, Classes));
        var targets = new float[_wide.Length];
        Loss.Softmax(_wide, Classes, targets);
        var narrow = Narrow(targets);
        Assert.Equal(Loss.CrossEntropySoft(_wide, Widen(narrow), Classes), SoftMean(_logits, narrow, Classes));
    }

    [Fact]
    public void RowLosses_OfHalf_AreThoseOfFloat()
    {
        var other = Narrow(Data.Normal<float>(Rows * Classes, 10));
        float[] same = [1, 0, 0.25f, 1, 0], weights = [1, 0, 2, 0.5f, 1];
        float[] expected = new float[Rows], losses = new float[Rows], expectedShare = [7], share = [7];
        var options = new DivergenceOptions { FirstLogits = true, SecondLogits = true };
        Loss.KlOfRowsRows(_wide, Widen(other), Classes, expected, options, rowWeights: weights);
        Loss.KlOfRowsRows(_logits, other, Classes, losses, options, rowWeights: weights);
        Assert.Equal(expected, losses);
        Loss.JsDivRows(_wide, Widen(other), Classes, expected, options);
        Loss.JsDivRows(_logits, other, Classes, losses, options);
        Assert.Equal(expected, losses);
        Loss.KlHingeRows(_wide, Widen(other), same, Classes, expected, options: options, accuracy: expectedShare);
        Loss.KlHingeRows(_logits, other, same, Classes, losses, options: options, accuracy: share);
        Assert.Equal(expected, losses);
        Assert.Equal(expectedShare, share);
    }

    [Fact]
    public void ElementLosses_OfHalf_AreThoseOfFloat()
    {
        var targets = Narrow([.. _wide.Select(x => MathF.Abs(x) % 1)]);
        float[] expected = new float[_wide.Length], losses = new float[_wide.Length];
        Loss.BinaryCrossEntropyWithLogitsElements(_wide, Widen(targets), expected);
        Loss.BinaryCrossEntropyWithLogitsElements(_logits, targets, losses);
        Assert.Equal(expected, losses);
    }

    [Fact]
    public void Selection_OfHalf_IsThatOfFloat()
    {
        long[] expected = new long[3 * Rows], indices = new long[3 * Rows];
        var expectedValues = new float[3 * Rows];
        var values = new T[3 * Rows];
        Ranking.TopK(_wide, Classes, 3, expected, expectedValues);
        Ranking.TopK(_logits, Classes, 3, indices, values);
        Assert.Equal(expected, indices);
        Assert.Equal(expectedValues, Widen(values));
        long[] first = new long[Rows];
        Ranking.ArgMax(_logits, Classes, first);
        Assert.Equal(expected.Where((_, i) => i % 3 == 0), first);
    }

    [Fact]
    public void Linear_Half_IsNotSupported()
    {
        var error = Assert.Throws<NotSupportedException>(() => Linear.Forward(_logits, _logits, default, 67, 5, new T[25]));
        Assert.Contains("use System.Single, System.Double.", error.Message, StringComparison.Ordinal);
    }

    protected abstract T[] Narrow(float[] values);

    protected abstract float[] Widen(T[] values);

    protected abstract float Mean(T[] logits, int[] labels, int classes);

    protected abstract float SoftMean(T[] logits, T[] targets, int classes);
}

public sealed class HalfBinary16Tests : HalfTests<Half>
{
    protected override Half[] Narrow(float[] values) => [.. values.Select(value => (Half)value)];

    protected override float[] Widen(Half[] values) => [.. values.Select(value => (float)value)];

    protected override float Mean(Half[] logits, int[] labels, int classes) => Loss.CrossEntropy(logits, labels, classes);

    protected override float SoftMean(Half[] logits, Half[] targets, int classes) =>
        Loss.CrossEntropySoft(logits, targets, classes);
}

public sealed class HalfBFloat16Tests : HalfTests<ushort>
{
    protected override ushort[] Narrow(float[] values) => [.. values.Select(Round)];

    protected override float[] Widen(ushort[] values) =>
        [.. values.Select(value => BitConverter.UInt32BitsToSingle((uint)value << 16))];

    protected override float Mean(ushort[] logits, int[] labels, int classes) => Loss.CrossEntropy(logits, labels, classes);

    protected override float SoftMean(ushort[] logits, ushort[] targets, int classes) =>
        Loss.CrossEntropySoft(logits, targets, classes);

    private static ushort Round(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        var rest = bits & 0xFFFF;
        var up = rest > 0x8000 || (rest == 0x8000 && (bits & 0x10000) != 0);
        return (ushort)((bits >> 16) + (up ? 1 : 0));
    }
}
