// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics;
using NativeLoss.Tests.Support;
using Xunit;

namespace NativeLoss.Tests;

/// <summary>
/// Rows that do not follow each other give what the same rows give side by side, and the gaps stay as they were.
/// </summary>
public abstract class StrideTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Gap = T.CreateChecked(-99);

    [Theory]
    [InlineData(7, 11, 13)]
    [InlineData(16, 19, 16)]
    public void Softmax_WithStrides_GivesTheBitsOfContiguousRows(int classes, int stride, int outStride)
    {
        const int rows = 5;
        var logits = Data.Normal<T>(rows * classes, 1);
        var expected = new T[rows * classes];
        Loss.Softmax(logits, classes, expected);

        var probs = Spread(new T[rows * classes], classes, outStride);
        Loss.Softmax(
            Spread(logits, classes, stride), classes, probs, logitsStride: stride, probsStride: outStride);
        Assert.Equal(Spread(expected, classes, outStride), probs);
    }

    [Theory]
    [InlineData(7, 11)]
    [InlineData(16, 19)]
    public void CrossEntropy_GradInPlaceOfStridedLogits_GivesTheBitsOfASeparateGrad(int classes, int stride)
    {
        const int rows = 5;
        var logits = Data.Normal<T>(rows * classes, 2);
        int[] labels = [0, classes - 1, 2, 3, 1];
        var grad = new T[rows * classes];
        var expected = Loss.CrossEntropy(logits, labels, classes, grad: grad);

        var buffer = Spread(logits, classes, stride);
        Assert.Equal(
            expected,
            Loss.CrossEntropy(buffer, labels, classes, grad: buffer, logitsStride: stride, gradStride: stride));
        Assert.Equal(Spread(grad, classes, stride), buffer);
    }

    /// <summary>The last row ends with its last class.</summary>
    private static T[] Spread(T[] packed, int classes, int stride)
    {
        var rows = packed.Length / classes;
        var spread = new T[((rows - 1) * stride) + classes];
        Array.Fill(spread, Gap);
        for (var row = 0; row < rows; row++)
            packed.AsSpan(row * classes, classes).CopyTo(spread.AsSpan(row * stride));
        return spread;
    }
}

public sealed class StrideF32Tests : StrideTests<float>;

public sealed class StrideF64Tests : StrideTests<double>;
