// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;
using System.Numerics.Tensors;
using NativeLoss.Tests.Support;
using Xunit;

namespace NativeLoss.Tests;

/// <summary>Tensors: any axis has the bits of the same rows, gathered and given as spans.</summary>
public sealed class TensorTests
{
    private static readonly nint[] Shape = [3, 4, 5];

    private readonly float[] _logits = Data.Normal<float>(60, 21);

    public static TheoryData<int> Axes => [0, 1, 2, -1, -3];

    [Theory]
    [MemberData(nameof(Axes))]
    public void Softmax_AnyAxis_HasTheBitsOfItsRows(int axis)
    {
        var expected = new float[60];
        Loss.Softmax(Gather(_logits, axis), Classes(axis), expected, Warm);
        var probs = new float[60];
        Loss.Softmax(Read(_logits), Write(probs), axis, Warm);
        Assert.Equal(expected, Gather(probs, axis));
    }

    [Theory]
    [MemberData(nameof(Axes))]
    public void LogSumExp_AnyAxis_HasTheBitsOfItsRows(int axis)
    {
        var rows = 60 / Classes(axis);
        float[] expected = new float[rows], lse = new float[rows], kept = new float[rows];
        Loss.LogSumExp(Gather(_logits, axis), Classes(axis), expected);
        Loss.LogSumExp(Read(_logits), new TensorSpan<float>(lse, Without(axis), []), axis);
        Assert.Equal(expected, lse);
        var one = Shape.ToArray();
        one[Index(axis)] = 1;
        Loss.LogSumExp(Read(_logits), new TensorSpan<float>(kept, one, []), axis);
        Assert.Equal(expected, kept);
    }

    [Theory]
    [MemberData(nameof(Axes))]
    public void Backward_AnyAxis_HasTheBitsOfItsRows(int axis)
    {
        var upstream = Data.Normal<float>(60, 22);
        var rowUpstream = Data.Normal<float>(60 / Classes(axis), 23);
        float[] expected = new float[60], grad = new float[60];
        Loss.LogSoftmaxBackward(Gather(_logits, axis), Gather(upstream, axis), Classes(axis), expected);
        Loss.LogSoftmaxBackward(Read(_logits), Read(upstream), Write(grad), axis);
        Assert.Equal(expected, Gather(grad, axis));
        Loss.LogSumExpBackward(Gather(_logits, axis), rowUpstream, Classes(axis), expected);
        Loss.LogSumExpBackward(
            Read(_logits), new ReadOnlyTensorSpan<float>(rowUpstream, Without(axis), []), Write(grad), axis);
        Assert.Equal(expected, Gather(grad, axis));
    }

    [Theory]
    [MemberData(nameof(Axes))]
    public void CrossEntropy_AnyAxis_HasTheBitsOfItsRows(int axis)
    {
        var rows = 60 / Classes(axis);
        var labels = Data.Labels(rows, Classes(axis), 24);
        float[] expected = new float[rows], losses = new float[rows], expectedGrad = new float[60], grad = new float[60];
        var labelTensor = new ReadOnlyTensorSpan<int>(labels, Without(axis), []);
        Loss.CrossEntropyRows(Gather(_logits, axis), labels, Classes(axis), expected, grad: expectedGrad);
        Loss.CrossEntropyRows(
            Read(_logits), labelTensor, new TensorSpan<float>(losses, Without(axis), []), axis, grad: Write(grad));
        Assert.Equal(expected, losses);
        Assert.Equal(expectedGrad, Gather(grad, axis));
        Assert.Equal(
            Loss.CrossEntropy(Gather(_logits, axis), labels, Classes(axis)),
            Loss.CrossEntropy(Read(_logits), labelTensor, axis));
    }

    [Theory]
    [MemberData(nameof(Axes))]
    public void CrossEntropySoft_AnyAxis_HasTheBitsOfItsRows(int axis)
    {
        var targets = Data.Normal<float>(60, 25).Select(Math.Abs).ToArray();
        float[] expected = new float[60], grad = new float[60];
        Assert.Equal(
            Loss.CrossEntropySoft(Gather(_logits, axis), Gather(targets, axis), Classes(axis), grad: expected),
            Loss.CrossEntropySoft(Read(_logits), Read(targets), axis, grad: Write(grad)));
        Assert.Equal(expected, Gather(grad, axis));
    }

    [Fact]
    public void Softmax_RowsOfASlice_AreReadInPlace()
    {
        // Columns 1 to 3 of each row of 5.
        var slice = Read(_logits).Slice(0..3, 0..4, 1..4);
        var probs = new float[36];
        Loss.Softmax(slice, new TensorSpan<float>(probs, [3, 4, 3], []));
        var expected = new float[3];
        Loss.Softmax(_logits.AsSpan(6, 3), 3, expected);
        Assert.Equal(expected, probs[3..6]);
    }

    [Fact]
    public void Softmax_AxisBeforeAGap_AsksForACopy()
    {
        var error = Assert.Throws<ArgumentException>(() => Loss.Softmax(
            Read(_logits).Slice(0..3, 0..4, 1..4), new TensorSpan<float>(new float[36], [3, 4, 3], []), 1));
        Assert.Equal("logits", error.ParamName);
        Assert.Contains("Copy it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Softmax_OtherShape_TellsBoth()
    {
        var error = Assert.Throws<ArgumentException>(() => Loss.Softmax(
            Read(_logits), new TensorSpan<float>(new float[60], [3, 20], [])));
        Assert.StartsWith("probs has the shape [3, 20], but [3, 4, 5] is needed.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-4)]
    public void Softmax_AxisOutOfRange_IsRefused(int axis) => Assert.Equal(
        "axis",
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.Softmax(Read(_logits), Write(new float[60]), axis)).ParamName);

    [Fact]
    public void CrossEntropy_LabelsOfOtherShape_AreNamed() => Assert.Equal(
        "labels",
        Assert.Throws<ArgumentException>(
            () => Loss.CrossEntropy(Read(_logits), new ReadOnlyTensorSpan<int>(new int[12], [4, 3], []))).ParamName);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void JsDiv_AxisThatIsNotTheLast_AsksForACopy(int axis)
    {
        var error = Assert.Throws<ArgumentException>(() => Loss.JsDiv(Read(_logits), Read(_logits), axis));
        Assert.Equal("first", error.ParamName);
        Assert.Contains("Copy it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void JsDiv_RowsOfASlice_AreReadInPlace()
    {
        var slice = Read(_logits).Slice(0..3, 0..4, 1..4);
        float[] losses = new float[12], expected = new float[1], dense = new float[36];
        slice.CopyTo(new TensorSpan<float>(dense, [3, 4, 3], []));
        var options = new DivergenceOptions { FirstLogits = true, SecondLogits = true };
        var other = Data.Normal<float>(36, 26);
        var grad = new float[60];
        Loss.JsDivRows(
            slice, new ReadOnlyTensorSpan<float>(other, [3, 4, 3], []), new TensorSpan<float>(losses, [3, 4], []), options: options,
            gradFirst: Write(grad).Slice(0..3, 0..4, 1..4));
        var expectedGrad = new float[3];
        foreach (var row in Enumerable.Range(0, 12))
        {
            Loss.JsDivRows(
                dense.AsSpan(3 * row, 3), other.AsSpan(3 * row, 3), 3, expected, options, gradFirst: expectedGrad);
            Assert.Equal(expected[0], losses[row]);
            Assert.Equal(expectedGrad, grad[((5 * row) + 1)..((5 * row) + 4)]);
            Assert.Equal(0, grad[5 * row]);
            Assert.Equal(0, grad[(5 * row) + 4]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-1)]
    public void Mse_AnyAxis_CountsTheRowsBeforeIt(int axis)
    {
        var target = Data.Normal<float>(60, 27);
        var rows = (int)Shape.Take(Index(axis)).Aggregate((nint)1, (a, b) => a * b);
        var options = new ElementwiseOptions { Reduction = Reduction.BatchMean };
        float[] expectedGrad = new float[60], grad = new float[60];
        Assert.Equal(
            Loss.Mse(_logits, target, options, expectedGrad, columns: 60 / rows),
            Loss.Mse(Read(_logits), Read(target), axis, options, Write(grad)));
        Assert.Equal(expectedGrad, grad);
    }

    [Fact]
    public void Mse_ASliceFromItsGapOn_AsksForACopy()
    {
        var slice = Read(_logits).Slice(0..3, 0..4, 1..4);
        var error = Assert.Throws<ArgumentException>(() => Loss.Mse(
            Read(_logits).Slice(0..3, 0..4, 1..4), Read(_logits).Slice(0..3, 0..4, 1..4)));
        Assert.Equal("input", error.ParamName);
        Assert.Equal(0, Loss.Mse(slice, slice, 2));
    }

    [Fact]
    public void Sigmoid_RowsOfASlice_AreWrittenInPlace()
    {
        float[] expected = new float[60], probs = new float[60];
        Loss.Sigmoid(_logits, expected);
        Loss.Sigmoid(Read(_logits).Slice(0..3, 0..4, 1..4), Write(probs).Slice(0..3, 0..4, 1..4), 2);
        Assert.Equal(expected.Select((p, i) => i % 5 is 0 or 4 ? 0 : p), probs);
    }

    [Fact]
    public void Contrastive_SameOfOtherShape_IsNamed() => Assert.Equal(
        "same",
        Assert.Throws<ArgumentException>(() => Loss.Contrastive(
            Read(_logits), Read(_logits), new ReadOnlyTensorSpan<float>(new float[12], [4, 3], []))).ParamName);

    [Fact]
    public void MseElements_LossesWithGaps_AreRefused() => Assert.Equal(
        "losses",
        Assert.Throws<ArgumentException>(() => Loss.MseElements(
            new ReadOnlyTensorSpan<float>(new float[36], [3, 4, 3], []), new ReadOnlyTensorSpan<float>(new float[36], [3, 4, 3], []),
            Write(new float[60]).Slice(0..3, 0..4, 1..4))).ParamName);

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void TopK_OutsideTheAxis_NamesK(int k) => Assert.Equal(
        "k",
        Assert.Throws<ArgumentOutOfRangeException>(() => Ranking.TopK(
            Read(_logits), k, new TensorSpan<long>(new long[12 * k], [3, 4, k], []))).ParamName);

    [Fact]
    public void Linear_SeveralAxesOfRows_AreRows()
    {
        var weight = Data.Normal<float>(10, 28);
        float[] expected = new float[24], output = new float[24];
        Linear.Forward(_logits, weight, default, 5, 2, expected);
        Linear.Forward(Read(_logits), new ReadOnlyTensorSpan<float>(weight, [2, 5], []), default, new TensorSpan<float>(output, [3, 4, 2], []));
        Assert.Equal(expected, output);
        var error = Assert.Throws<ArgumentException>(() => Linear.Forward(
            Read(_logits), new ReadOnlyTensorSpan<float>(weight, [5, 2], []), default, new TensorSpan<float>(new float[60], Shape, [])));
        Assert.Equal("weight", error.ParamName);
    }

    [Fact]
    public void Sgd_GradOfOtherShape_IsNamed() => Assert.Equal(
        "grad",
        Assert.Throws<ArgumentException>(() => Optimizer.Sgd(
            Write(new float[60]), new ReadOnlyTensorSpan<float>(new float[60], [4, 3, 5], []), 0.1)).ParamName);

    [Fact]
    public void Mse_NoElements_IsAMeanOverNothing()
    {
        var nothing = Tensor.CreateFromShape<float>([0, 5]);
        Assert.Equal(float.NaN, Loss.Mse<float>(nothing.AsReadOnlyTensorSpan(), nothing.AsReadOnlyTensorSpan()));
        Assert.Equal(
            0, Loss.Mse<float>(nothing.AsReadOnlyTensorSpan(), nothing.AsReadOnlyTensorSpan(), 1, new() { EmptyMeanZero = true }));
    }

    [Fact]
    public void Softmax_NoRows_DoesNothing()
    {
        var nothing = Tensor.CreateFromShape<float>([0, 5]);
        Loss.Softmax(nothing.AsReadOnlyTensorSpan(), nothing.AsTensorSpan());
    }

    private static SoftmaxOptions Warm => new() { Temperature = 1.5 };

    private static ReadOnlyTensorSpan<float> Read(float[] data) => new(data, Shape, []);

    private static TensorSpan<float> Write(float[] data) => new(data, Shape, []);

    private static int Index(int axis) => (axis + 3) % 3;

    private static int Classes(int axis) => (int)Shape[Index(axis)];

    private static nint[] Without(int axis) => [.. Shape.Where((_, i) => i != Index(axis))];

    /// <summary>The rows along the axis, one after the other.</summary>
    private static float[] Gather(float[] data, int axis)
    {
        var classes = Classes(axis);
        var inner = (int)Shape.Skip(Index(axis) + 1).Aggregate((nint)1, (a, b) => a * b);
        return
        [
            .. Enumerable.Range(0, 60).Select(i =>
                data[(i / classes / inner * classes * inner) + (i % classes * inner) + (i / classes % inner)]),
        ];
    }
}
