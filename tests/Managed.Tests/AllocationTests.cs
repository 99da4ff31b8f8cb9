// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics.Tensors;
using NativeLoss.Tests.Support;
using Xunit;

namespace NativeLoss.Tests;

/// <summary>
/// A call without an executor allocates nothing on the managed heap. Alone, because a collection that another test causes
/// takes the rest of this thread's allocation buffer, and the counter counts it.
/// </summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const int Rows = 8;
    private const int Classes = 33;

    private readonly float[] _logits = Data.Normal<float>(Rows * Classes, 3);
    private readonly float[] _targets = new float[Rows * Classes];
    private readonly float[] _weights = Data.Normal<float>(Classes, 4);
    private readonly float[] _out = new float[Rows * Classes];
    private readonly float[] _rows = new float[Rows];
    private readonly int[] _labels = Data.Labels(Rows, Classes, 5);
    private readonly long[] _wideLabels = new long[Rows];
    private readonly byte[] _byteLabels = new byte[Rows];
    private readonly float[] _perRow = new float[Rows];
    private readonly float[] _accuracy = new float[1];
    private readonly Half[] _halves = new Half[Rows * Classes];

    public static TheoryData<string> Calls =>
    [
        "Softmax", "LogSoftmax", "LogSumExp", "SoftmaxBackward", "LogSoftmaxBackward", "LogSumExpBackward",
        "CrossEntropy", "Int64",
        "Byte", "Rows", "Soft", "SoftRows", "Linear", "LinearBackward", "Sgd", "Adam", "Tensor", "Statistics", "Focal", "ArgMax",
        "TopK", "Spearman", "SpearmanLoss", "Mse", "Info", "KlOfRows", "JsDiv", "EntropyOfProbs", "KlHinge", "TripletMargin",
        "CosineEmbedding", "Contrastive", "PairRows", "PairTensor", "ElementsTensor", "Half", "Sigmoid", "RankTensor",
    ];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Call_WithoutExecutor_AllocatesNothing(string name)
    {
        var call = Call(name);
        // A collection takes what a pool keeps, and the next call asks for it anew: there is none between here and the end.
        Assert.True(GC.TryStartNoGCRegion(1 << 20));
        GC.WaitForPendingFinalizers();
        for (var i = 0; i < 100; i++)
            call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            call();
        var after = GC.GetAllocatedBytesForCurrentThread();
        GC.EndNoGCRegion();
        Assert.Equal(before, after);
    }

    private Action Call(string name) => name switch
    {
        "Softmax" => () => Loss.Softmax(_logits, Classes, _out),
        "LogSoftmax" => () => Loss.LogSoftmax(_logits, Classes, _out),
        "LogSumExp" => () => Loss.LogSumExp(_logits, Classes, _rows),
        "SoftmaxBackward" => () => Loss.SoftmaxBackward(_logits, _targets, Classes, _out),
        "LogSoftmaxBackward" => () => Loss.LogSoftmaxBackward(_logits, _targets, Classes, _out),
        "LogSumExpBackward" => () => Loss.LogSumExpBackward(_logits, _rows, Classes, _out),
        "CrossEntropy" => () => Loss.CrossEntropy(_logits, _labels, Classes, Smoothed, _weights, _out),
        "Int64" => () => Loss.CrossEntropy(_logits, _wideLabels, Classes),
        "Byte" => () => Loss.CrossEntropy(_logits, _byteLabels, Classes),
        "Rows" => () => Loss.CrossEntropyRows(_logits, _labels, Classes, _rows),
        "Soft" => () => Loss.CrossEntropySoft(_logits, _targets, Classes, grad: _out),
        "SoftRows" => () => Loss.CrossEntropySoftRows(_logits, _targets, Classes, _rows),
        "Linear" => () => Linear.Forward(_weights, _logits, _rows, Classes, Rows, _out.AsSpan(0, Rows)),
        "LinearBackward" => () => Linear.Backward(_weights, _logits, _rows, Classes, Rows, gradWeight: _out),
        "Sgd" => () => Optimizer.Sgd(_out, _logits, 0.1),
        "Adam" => () => Optimizer.Adam(_out, _logits, new Span<float>(_targets), Moment, 1, 0.1),
        "Tensor" => () => Loss.Softmax(
            new ReadOnlyTensorSpan<float>(_logits, [Rows, Classes], []), new TensorSpan<float>(_out, [Rows, Classes], []), 0),
        "Statistics" => () => Loss.CrossEntropy(
            _logits, _labels, Classes, statistics: new() { Lse = _rows, ArgMax = _wideLabels }),
        "Focal" => () => Loss.SoftmaxFocal(_logits, _labels, Classes, 2, grad: _out),
        "ArgMax" => () => Ranking.ArgMax(_logits, Classes, _wideLabels),
        "TopK" => () => Ranking.TopK(_logits, Classes, 1, _wideLabels, _rows),
        "Spearman" => () => Ranking.Spearman(_logits, _targets, Classes, _rows),
        "SpearmanLoss" => () => Ranking.SpearmanLoss(_logits, _targets, Classes, grad: _out),
        "Mse" => () => Loss.Mse(_logits, _targets, grad: _out),
        "Info" => () => _ = NativeLossInfo.Isa,
        "KlOfRows" => () => Loss.KlOfRows(_logits, _targets, Classes, BothLogits, gradFirst: _out, rowWeights: _rows),
        "JsDiv" => () => Loss.JsDiv(_logits, _targets, Classes, BothLogits, gradSecond: _out),
        "EntropyOfProbs" => () => Loss.EntropyOfProbs(_targets, Classes, grad: _out),
        "KlHinge" => () => Loss.KlHinge(
            _logits, _targets, _rows, Classes, options: BothLogits, gradFirst: _out, accuracy: _accuracy),
        "TripletMargin" => () => Loss.TripletMargin(_logits, _targets, Moment, Classes, gradAnchor: _out),
        "CosineEmbedding" => () => Loss.CosineEmbedding(_logits, _targets, _rows, Classes, gradFirst: _out),
        "Contrastive" => () => Loss.Contrastive(_logits, _targets, _rows, Classes, gradFirst: _out),
        "PairRows" => () => Loss.ContrastiveRows(_logits, _targets, _rows, Classes, _perRow),
        "PairTensor" => () => Loss.Contrastive(
            new ReadOnlyTensorSpan<float>(_logits, [Rows, Classes], []), new ReadOnlyTensorSpan<float>(_targets, [Rows, Classes], []),
            new ReadOnlyTensorSpan<float>(_rows, [Rows], [])),
        "ElementsTensor" => () => Loss.MseElements(
            new ReadOnlyTensorSpan<float>(_logits, [Rows, Classes], []), new ReadOnlyTensorSpan<float>(_targets, [Rows, Classes], []),
            new TensorSpan<float>(_out, [Rows, Classes], []), 1),
        "Half" => () => Loss.KlOfRows(_halves, _halves, Classes, BothLogits),
        "Sigmoid" => () => Loss.Sigmoid(_logits, _out),
        "RankTensor" => () => Ranking.Rank(
            new ReadOnlyTensorSpan<float>(_logits, [Rows, Classes], []), new TensorSpan<float>(_out, [Rows, Classes], [])),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private float[] Moment { get; } = new float[Rows * Classes];

    private static DivergenceOptions BothLogits => new() { FirstLogits = true, SecondLogits = true };

    private static CrossEntropyOptions Smoothed => new() { LabelSmoothing = 0.1, IgnoreIndex = 3 };
}
