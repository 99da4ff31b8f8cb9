// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using Xunit;

namespace NativeLoss.Tests;

/// <summary>Numbers that TensorFlow and PyTorch tutorials print, to their last printed digit.</summary>
public sealed class SeedTests
{
    private static readonly float[] Logits = [0.5f, 1.5f, 0.1f, 2.2f, 1.3f, 1.7f];

    [Fact]
    public void Softmax_TwoRowsOfThree_GivesThePrintedProbabilities()
    {
        var probs = new float[6];
        Loss.Softmax(Logits, 3, probs);
        AssertNear([0.227863f, 0.61939586f, 0.15274114f, 0.49674623f, 0.20196195f, 0.30129182f], probs, 6e-8f);
    }

    [Fact]
    public void Softmax_RowOfFour_GivesThePrintedProbabilities()
    {
        var probs = new float[4];
        Loss.Softmax([.1f, .3f, .5f, .9f], 4, probs);
        AssertNear([0.16838508f, 0.205666f, 0.25120102f, 0.37474789f], probs, 6e-8f);
    }

    [Fact]
    public void CrossEntropyRows_TwoRowsOfThree_GivesThePrintedLosses()
    {
        var losses = new float[2];
        Loss.CrossEntropyRows(Logits, [1, 2], 3, losses);
        AssertNear([0.4790107f, 1.19967598f], losses, 1.2e-7f);
    }

    [Fact]
    public void CrossEntropy_MeanInDouble_IsWithinTwoUlpOfThePrintedLoss()
    {
        double[] logits = [0.5, 1.5, 0.1, 2.2, 1.3, 1.7];
        const double printed = 0.83934333897877922;
        const double ulp = 1.0 / (1L << 53);
        var loss = Loss.CrossEntropy(logits, new[] { 1, 2 }, 3);
        Assert.InRange(loss, printed - (2 * ulp), printed + (2 * ulp));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1e30f)]
    [InlineData(88.8f)]
    [InlineData(float.MaxValue)]
    public void CrossEntropy_OneClass_IsZero(float logit)
    {
        var grad = new float[1];
        Assert.Equal(0f, Loss.CrossEntropy([logit], new long[] { 0 }, 1, grad: grad));
        Assert.Equal(0f, grad[0]);
    }

    private static void AssertNear(float[] expected, float[] got, float tolerance)
    {
        Assert.Equal(expected.Length, got.Length);
        for (var i = 0; i < got.Length; i++)
            Assert.InRange(got[i], expected[i] - tolerance, expected[i] + tolerance);
    }
}
