// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Demo;

/// <summary>Softmax regression, logits = x W^T + b, trained by Adam on the mean cross-entropy.</summary>
internal sealed class Classifier(int inputs, int classes)
{
    private const double LearningRate = 0.01;

    private readonly Parameters _weight = new(classes * inputs);
    private readonly Parameters _bias = new(classes);
    private long _step;

    internal ReadOnlySpan<float> Weight => _weight.Values;

    internal ReadOnlySpan<float> Bias => _bias.Values;

    /// <summary>One step; returns the mean loss before it.</summary>
    internal float Train(ReadOnlySpan<float> rows, ReadOnlySpan<int> labels)
    {
        var logits = Logits(rows, labels.Length);
        var loss = Loss.CrossEntropy(logits, labels, classes, grad: logits);
        Linear.Backward(rows, default, logits, inputs, classes, gradWeight: _weight.Grad, gradBias: _bias.Grad);
        _step++;
        _weight.Update(_step, LearningRate);
        _bias.Update(_step, LearningRate);
        return loss;
    }

    /// <summary>The class of the largest logit of each row.</summary>
    internal int[] Predict(ReadOnlySpan<float> rows)
    {
        var count = rows.Length / inputs;
        var logits = Logits(rows, count);
        var predicted = new int[count];
        for (var row = 0; row < count; row++)
        {
            var best = row * classes;
            for (var i = best + 1; i < (row + 1) * classes; i++)
                best = logits[i] > logits[best] ? i : best;
            predicted[row] = best - (row * classes);
        }

        return predicted;
    }

    private Span<float> Logits(ReadOnlySpan<float> rows, int count)
    {
        Span<float> logits = new float[count * classes];
        Linear.Forward(rows, _weight.Values, _bias.Values, inputs, classes, logits);
        return logits;
    }

    /// <summary>Parameters from 0, with their gradient and Adam's state.</summary>
    private sealed class Parameters(int count)
    {
        private readonly float[] _moment1 = new float[count];
        private readonly float[] _moment2 = new float[count];

        internal float[] Values { get; } = new float[count];

        internal float[] Grad { get; } = new float[count];

        internal void Update(long step, double learningRate) =>
            Optimizer.Adam(Values, Grad, _moment1, _moment2, step, learningRate);
    }
}
