// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using Xunit;

namespace NativeLoss.Tests;

/// <summary>What is refused, which exception says so, and that nothing was written.</summary>
public sealed class ErrorTests
{
    private static readonly float[] Logits = [1, 2, 3, 4, 5, 6];

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void CrossEntropy_LabelOutOfRange_TellsRowAndValueAndWritesNothing(int label)
    {
        float[] grad = [7, 7, 7, 7, 7, 7];
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Loss.CrossEntropy(Logits, [1, label], 3, grad: grad));
        Assert.Equal("labels", error.ParamName);
        Assert.Equal(label, error.ActualValue);
        Assert.StartsWith($"Label {label} in row 1 is outside [0, 3).", error.Message, StringComparison.Ordinal);
        Assert.All(grad, value => Assert.Equal(7f, value));
    }

    [Fact]
    public void CrossEntropyRows_LabelOutOfRange_LeavesLossesUntouched()
    {
        float[] losses = [7, 7];
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.CrossEntropyRows(Logits, [0, 9L], 3, losses));
        Assert.Equal([7f, 7f], losses);
    }

    [Fact]
    public void Softmax_Decimals_AreNotSupported()
    {
        var error = Assert.Throws<NotSupportedException>(() => Loss.Softmax(new decimal[3], 3, new decimal[3]));
        Assert.StartsWith(
            "Elements of type System.Decimal are not supported here; use System.Single, System.Double", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void LogSumExp_ResultsOfAnotherPrecision_AreNotSupported()
    {
        var error = Assert.Throws<NotSupportedException>(() => Loss.LogSumExp(Logits, 3, new double[2]));
        Assert.Contains("are System.Single, not System.Double", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CrossEntropy_LabelOfUInt64_IsNotSupported() =>
        Assert.Throws<NotSupportedException>(() => Loss.CrossEntropy(Logits, (ReadOnlySpan<ulong>)[0, 1], 3));

    [Fact]
    public void CrossEntropy_ReductionNone_PointsToRows()
    {
        var options = new CrossEntropyOptions { Reduction = Reduction.None };
        var error = Assert.Throws<ArgumentException>(() => Loss.CrossEntropy(Logits, [0, 1], 3, options));
        Assert.Contains("ends in Rows", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void CrossEntropy_LabelSmoothingOutOfRange_ShowsTheOptions(double smoothing)
    {
        var options = new CrossEntropyOptions { LabelSmoothing = smoothing };
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Loss.CrossEntropy(Logits, [0, 1], 3, options));
        Assert.Equal("options", error.ParamName);
        Assert.Contains("LabelSmoothing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CrossEntropy_IgnoreIndexWithSoftTargets_IsRefused()
    {
        var options = new CrossEntropyOptions { IgnoreIndex = 0 };
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.CrossEntropySoft(Logits, Logits, 3, options));
    }

    [Fact]
    public void CrossEntropy_WeightsOfWrongLength_NamesThem() =>
        AssertNamed("classWeights", () => Loss.CrossEntropy(Logits, [0, 1], 3, classWeights: [1, 2]));

    [Fact]
    public void CrossEntropy_LabelsOfWrongLength_NamesThem() =>
        AssertNamed("labels", () => Loss.CrossEntropy(Logits, [0, 1, 2], 3));

    [Fact]
    public void CrossEntropy_GradOfWrongLength_NamesIt() =>
        AssertNamed("grad", () => Loss.CrossEntropy(Logits, [0, 1], 3, grad: new float[9]));

    [Fact]
    public void CrossEntropyRows_LossesOfWrongLength_NamesThem() =>
        AssertNamed("losses", () => Loss.CrossEntropyRows(Logits, [0, 1], 3, new float[3]));

    [Fact]
    public void Softmax_LengthNoMultipleOfClasses_TellsTheNumbers()
    {
        var error = Assert.Throws<ArgumentException>(() => Loss.Softmax(Logits, 4, new float[8]));
        Assert.Equal("logits", error.ParamName);
        Assert.StartsWith(
            "logits has 6 elements, which is no whole number of rows of 4 with a stride of 4.", error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Softmax_ClassesBelowOne_IsOutOfRange(int classes) =>
        Assert.Equal(
            "classes",
            Assert.Throws<ArgumentOutOfRangeException>(() => Loss.Softmax(Logits, classes, new float[6])).ParamName);

    [Theory]
    [InlineData(2)]
    [InlineData(-3)]
    public void Softmax_StrideBelowClasses_IsOutOfRange(int stride) =>
        Assert.Equal(
            "logitsStride",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => Loss.Softmax(Logits, 3, new float[6], logitsStride: stride)).ParamName);

    [Fact]
    public void Softmax_PartialOverlap_IsRefusedAndWritesNothing()
    {
        float[] buffer = [1, 2, 3, 4, 5, 6, 7];
        AssertNamed("probs", () => Loss.Softmax(buffer.AsSpan(0, 6), 3, buffer.AsSpan(1, 6)));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], buffer);
    }

    [Fact]
    public void LogSumExp_LseOfWrongLength_NamesIt() =>
        AssertNamed("lse", () => Loss.LogSumExp(Logits, 3, new float[3]));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void TopK_OutsideTheRow_NamesK(int k)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Ranking.TopK(Logits, 3, k, new long[2 * k]));
        Assert.Equal("k", error.ParamName);
    }

    [Fact]
    public void ArgMax_IndicesOfWrongLength_NamesThem() =>
        AssertNamed("indices", () => Ranking.ArgMax(Logits, 3, new long[3]));

    [Fact]
    public void BinaryCrossEntropy_NoProbability_TellsTheRow()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Loss.BinaryCrossEntropy([0.5f, 0.5f, 0.5f, 1.5f], new float[4], columns: 2));
        Assert.Equal("input", error.ParamName);
        Assert.Contains("row 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mse_TargetOfWrongLength_NamesIt() => AssertNamed("target", () => Loss.Mse(Logits, new float[5]));

    [Fact]
    public void Mse_WeightsOfWrongLength_NamesThem() =>
        AssertNamed("weights", () => Loss.Mse(Logits, Logits, columns: 3, weights: new float[2]));

    [Fact]
    public void NllLoss_LabelOutOfRange_TellsTheFirstRowThatIsNotIgnored()
    {
        float[] grad = [7, 7, 7, 7, 7, 7, 7, 7, 7];
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Loss.NllLoss(
            new float[9], [9, 4, 5], 3, new IndexLossOptions { IgnoreIndex = 9 }, grad: grad));
        Assert.Equal("labels", error.ParamName);
        Assert.Equal(4, error.ActualValue);
        Assert.StartsWith("Label 4 in row 1 is outside [0, 3).", error.Message, StringComparison.Ordinal);
        Assert.All(grad, value => Assert.Equal(7f, value));
    }

    [Fact]
    public void KlOfRows_SecondOfWrongLength_NamesIt() =>
        AssertNamed("second", () => Loss.KlOfRows(Logits, new float[9], 3));

    [Fact]
    public void KlHinge_SameOfWrongLength_NamesIt() =>
        AssertNamed("same", () => Loss.KlHinge(Logits, Logits, new float[3], 3));

    [Fact]
    public void KlHinge_AccuracyOfWrongLength_NamesIt() =>
        AssertNamed("accuracy", () => Loss.KlHinge(Logits, Logits, new float[2], 3, accuracy: new float[2]));

    [Fact]
    public void TripletMargin_StrideBelowColumns_NamesIt() => Assert.Equal(
        "negativeStride",
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Loss.TripletMargin(Logits, Logits, Logits, 3, negativeStride: 2)).ParamName);

    [Theory]
    [InlineData(double.NaN, 2)]
    [InlineData(double.PositiveInfinity, 2)]
    [InlineData(1, 0.5)]
    public void TripletMargin_IllegalNumber_ShowsAllAndWritesNothing(double margin, double power)
    {
        float[] losses = [7, 7], grad = [7, 7, 7, 7, 7, 7];
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Loss.TripletMarginRows(Logits, Logits, Logits, 3, losses, margin, power, gradPositive: grad));
        Assert.Contains($"({margin}, {power}, 1E-06, PairLossOptions", error.Message, StringComparison.Ordinal);
        Assert.All(losses, value => Assert.Equal(7f, value));
        Assert.All(grad, value => Assert.Equal(7f, value));
    }

    [Fact]
    public void EntropyOfProbs_OptionOfAnotherLoss_IsRefused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Loss.EntropyOfProbs(Logits, 3, new DivergenceOptions { Symmetric = true }));
        Assert.Contains("Symmetric = True", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contrastive_GradientOverAnotherInput_IsRefused()
    {
        var second = new float[6];
        AssertNamed("gradFirst", () => Loss.Contrastive(Logits, second, new float[2], 3, gradFirst: second));
    }

    [Fact]
    public void CosineEmbedding_Halves_AreNotSupported()
    {
        var error = Assert.Throws<NotSupportedException>(() => Loss.CosineEmbedding(new Half[6], new Half[6], new Half[2], 3));
        Assert.Contains("use System.Single, System.Double", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KlOfRowsRows_LossesOfHalves_AreNotSupported() => Assert.Throws<NotSupportedException>(
        () => Loss.KlOfRowsRows(new Half[6], new Half[6], 3, new Half[2]));

    [Fact]
    public void JsDiv_ReductionNone_PointsToRows()
    {
        var error = Assert.Throws<ArgumentException>(
            () => Loss.JsDiv(Logits, Logits, 3, new DivergenceOptions { Reduction = Reduction.None }));
        Assert.Contains("ends in Rows", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Linear_WeightOfWrongLength_NamesIt() =>
        AssertNamed("weight", () => Linear.Forward(Logits, new float[5], default, 3, 2, new float[4]));

    [Fact]
    public void LinearBackward_MissingInputForGradWeight_NamesIt() =>
        AssertNamed("input", () => Linear.Backward(default, default, new float[4], 3, 2, gradWeight: new float[6]));

    [Fact]
    public void LinearBackward_StrideBelowInputs_NamesTheCallersParameters()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Linear.Backward(Logits, default, new float[4], 3, 2, gradWeight: new float[6], inputStride: 2));
        Assert.Equal("inputStride", error.ParamName);
        Assert.Contains("inputs (3)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sgd_MomentumWithoutVelocity_NamesIt() =>
        AssertNamed(
            "velocity",
            () => Optimizer.Sgd(new float[3], new float[3], 0.1, options: new SgdOptions { Momentum = 0.9 }));

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(1, -0.1)]
    [InlineData(1, double.PositiveInfinity)]
    public void Adam_IllegalStepOrRate_LeavesTheParametersUntouched(long step, double rate)
    {
        float[] param = [1, 2, 3];
        float[] grad = [1, 1, 1];
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Optimizer.Adam(param, grad, new float[3], new float[3], step, rate));
        Assert.Equal([1f, 2f, 3f], param);
    }

    [Fact]
    public void LimitIsa_None_IsOutOfRange() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NativeLossInfo.LimitIsa(IsaLevel.None));

    private static void AssertNamed(string parameter, Action call) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentException>(call).ParamName);
}
