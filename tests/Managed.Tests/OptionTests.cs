// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;
using NativeLoss.Tests.Support;
using Xunit;

namespace NativeLoss.Tests;

/// <summary>That each option and optional span arrives where it belongs; what they mean is tested elsewhere.</summary>
public sealed class OptionTests
{
    private const int Rows = 4;
    private const int Classes = 6;

    private readonly double[] _logits = Data.Normal<double>(Rows * Classes, 31);
    private readonly int[] _labels = [5, 0, 2, 2];

    [Fact]
    public void Softmax_Mask_LeavesClassesOut()
    {
        var probs = new double[Rows * Classes];
        bool[] one = [true, true, false, true, true, true];
        Loss.Softmax(_logits, Classes, probs, mask: one);
        Assert.All(Enumerable.Range(0, Rows), row => Assert.Equal(0, probs[(row * Classes) + 2]));
        var all = new bool[Rows * Classes];
        all[0] = all[7] = all[8] = all[^1] = true;
        Loss.Softmax(_logits, Classes, probs, mask: all);
        Assert.Equal(1, probs[0]);
        Assert.Equal(1, probs[7] + probs[8], 15);
        Assert.All(probs.Skip(12).Take(6), p => Assert.Equal(double.NaN, p));
        Assert.Equal(1, probs[^1]);
        var added = all.Select(takesPart => takesPart ? 0 : double.NegativeInfinity).ToArray();
        var same = new double[Rows * Classes];
        Loss.Softmax(_logits, Classes, same, mask: added);
        Assert.Equal(probs, same);
    }

    [Fact]
    public void Softmax_MaskOfWrongLength_NamesIt() => Assert.Equal(
        "mask",
        Assert.Throws<ArgumentException>(() => Loss.Softmax(_logits, Classes, new double[24], mask: new bool[5])).ParamName);

    [Fact]
    public void Softmin_IsTheSoftmaxOfTheNegatives()
    {
        double[] expected = new double[24], probs = new double[24];
        Loss.Softmax(_logits.Select(x => -x).ToArray(), Classes, expected);
        Loss.Softmin(_logits, Classes, probs);
        Assert.Equal(expected, probs);
    }

    [Fact]
    public void Entropy_Bits_AreNatsByLog2()
    {
        double[] nats = new double[Rows], bits = new double[Rows];
        Loss.Entropy(_logits, Classes, nats);
        Loss.Entropy(_logits, Classes, bits, new SoftmaxOptions { Bits = true });
        Assert.All(nats.Zip(bits), pair => Assert.Equal(pair.First / Math.Log(2), pair.Second, 14));
    }

    [Fact]
    public void CrossEntropy_RowWeights_MultiplyAndDivide()
    {
        double[] weights = [1, 0, 2, 0.5], losses = new double[Rows];
        Loss.CrossEntropyRows(_logits, _labels, Classes, losses);
        var expected = losses.Zip(weights, (loss, weight) => loss * weight).Sum() / weights.Sum();
        Assert.Equal(expected, Loss.CrossEntropy(_logits, _labels, Classes, rowWeights: weights), 14);
    }

    [Fact]
    public void CrossEntropy_SecondLabels_HaveTheRestOfTheLoss()
    {
        int[] second = [1, 1, 1, 1];
        var options = new CrossEntropyOptions { MixLambda = 0.75 };
        var expected = (0.75 * Loss.CrossEntropy(_logits, _labels, Classes)) + (0.25 * Loss.CrossEntropy(_logits, second, Classes));
        Assert.Equal(expected, Loss.CrossEntropy(_logits, _labels, Classes, options, secondLabels: second), 14);
    }

    [Fact]
    public void CrossEntropy_SecondLabelOutOfRange_IsNamed()
    {
        int[] second = [1, 1, 9, 1];
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Loss.CrossEntropy(_logits, _labels, Classes, secondLabels: second));
        Assert.Equal("secondLabels", error.ParamName);
        Assert.StartsWith("Label 9 in row 2 is outside [0, 6).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CrossEntropy_ZLossAndSoftcap_AreThoseOfTheFormula()
    {
        var capped = _logits.Select(z => 3 * Math.Tanh(z / 3)).ToArray();
        var lse = new double[Rows];
        Loss.LogSumExp(capped, Classes, lse);
        var expected = Loss.CrossEntropy(capped, _labels, Classes) + lse.Average(x => 0.01 * x * x);
        var options = new CrossEntropyOptions { ZLoss = 0.01, Softcap = 3 };
        Assert.Equal(expected, Loss.CrossEntropy(_logits, _labels, Classes, options), 13);
    }

    [Fact]
    public void CrossEntropy_Statistics_AreThoseOfTheRows()
    {
        double[] lse = new double[Rows], entropy = new double[Rows], prob = new double[Rows], zLoss = new double[Rows];
        long[] argMax = new long[Rows], rank = new long[Rows];
        var correct = new bool[Rows];
        Loss.CrossEntropy(
            _logits, _labels, Classes, new CrossEntropyOptions { ZLoss = 0.5 },
            statistics: new CrossEntropyStatistics<double>
            {
                Lse = lse,
                ArgMax = argMax,
                Correct = correct,
                Rank = rank,
                Entropy = entropy,
                LabelProb = prob,
                ZLossPart = zLoss,
            });

        double[] expectedLse = new double[Rows], expectedEntropy = new double[Rows], probs = new double[Rows * Classes];
        var expectedArgMax = new long[Rows];
        Loss.LogSumExp(_logits, Classes, expectedLse);
        Loss.Entropy(_logits, Classes, expectedEntropy);
        Loss.Softmax(_logits, Classes, probs);
        Ranking.ArgMax(_logits, Classes, expectedArgMax);
        Assert.Equal(expectedArgMax, argMax);
        for (var row = 0; row < Rows; row++)
        {
            var label = _labels[row];
            Assert.Equal(expectedLse[row], lse[row], 14);
            Assert.Equal(expectedEntropy[row], entropy[row], 14);
            Assert.Equal(probs[(row * Classes) + label], prob[row], 14);
            Assert.Equal(0.5 * lse[row] * lse[row], zLoss[row], 13);
            Assert.Equal(argMax[row] == label, correct[row]);
            Assert.Equal(
                probs.Skip(row * Classes).Take(Classes).Count(p => p > probs[(row * Classes) + label]), (int)rank[row]);
        }
    }

    [Fact]
    public void CrossEntropy_StatisticOfWrongLength_IsNamed()
    {
        var error = Assert.Throws<ArgumentException>(() => Loss.CrossEntropy(
            _logits, _labels, Classes, statistics: new CrossEntropyStatistics<double> { Rank = new long[3] }));
        Assert.Equal("Rank", error.ParamName);
    }
}
