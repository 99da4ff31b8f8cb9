// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics;

namespace NativeLoss.Tests.Support;

/// <summary>The public methods for one element type, so that a test is written once for float and double.</summary>
internal static class Face<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal delegate void MapCall(
        ReadOnlySpan<T> logits, int classes, Span<T> output, SoftmaxOptions options, ParallelExecutor? executor,
        int stride, int outStride);

    internal delegate void LogSumExpCall(
        ReadOnlySpan<T> logits, int classes, Span<T> lse, ParallelExecutor? executor, int stride);

    internal delegate void SoftmaxBackwardCall(
        ReadOnlySpan<T> probs, ReadOnlySpan<T> gradProbs, int classes, Span<T> grad, ParallelExecutor? executor, int s0,
        int s1, int s2);

    internal delegate void LogSoftmaxBackwardCall(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> gradLogProbs, int classes, Span<T> grad, SoftmaxOptions options,
        ParallelExecutor? executor, int s0, int s1, int s2);

    internal delegate void LogSumExpBackwardCall(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> gradLse, int classes, Span<T> grad, ParallelExecutor? executor, int s0,
        int s1);

    internal delegate T IndexCall<TLabel>(
        ReadOnlySpan<T> logits, ReadOnlySpan<TLabel> labels, int classes, CrossEntropyOptions options,
        ReadOnlySpan<T> weights,
        Span<T> grad, ParallelExecutor? executor, int s0, int s1);

    internal delegate void IndexRowsCall<TLabel>(
        ReadOnlySpan<T> logits, ReadOnlySpan<TLabel> labels, int classes, Span<T> losses, CrossEntropyOptions options,
        ReadOnlySpan<T> weights, Span<T> grad, ParallelExecutor? executor, int s0, int s1);

    internal delegate T SoftCall(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, int classes, CrossEntropyOptions options,
        ReadOnlySpan<T> weights,
        Span<T> grad, ParallelExecutor? executor, int s0, int s1, int s2);

    internal delegate void SoftRowsCall(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, int classes, Span<T> losses, CrossEntropyOptions options,
        ReadOnlySpan<T> weights, Span<T> grad, ParallelExecutor? executor, int s0, int s1, int s2);

    internal delegate void LinearCall(
        ReadOnlySpan<T> input, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, int inputs, int outputs, Span<T> output,
        ParallelExecutor? executor, int s0, int s1, int s2);

    internal delegate void LinearBackwardCall(
        ReadOnlySpan<T> input, ReadOnlySpan<T> weight, ReadOnlySpan<T> gradOutput, int inputs, int outputs,
        Span<T> gradInput,
        Span<T> gradWeight, Span<T> gradBias, ParallelExecutor? executor, int s0, int s1, int s2, int s3, int s4);

    internal delegate void SgdCall(
        Span<T> param, ReadOnlySpan<T> grad, double rate, Span<T> velocity, SgdOptions options,
        ParallelExecutor? executor);

    internal delegate void AdamCall(
        Span<T> param, ReadOnlySpan<T> grad, Span<T> moment1, Span<T> moment2, long step, double rate,
        AdamOptions options,
        ParallelExecutor? executor);

    internal static MapCall Softmax { get; } =
        Pick<MapCall>((Face<float>.MapCall)Loss.Softmax, (Face<double>.MapCall)Loss.Softmax);

    internal static MapCall LogSoftmax { get; } =
        Pick<MapCall>((Face<float>.MapCall)Loss.LogSoftmax, (Face<double>.MapCall)Loss.LogSoftmax);

    internal static LogSumExpCall LogSumExp { get; } =
        Pick<LogSumExpCall>((Face<float>.LogSumExpCall)Loss.LogSumExp, (Face<double>.LogSumExpCall)Loss.LogSumExp);

    internal static SoftmaxBackwardCall SoftmaxBackward { get; } = Pick<SoftmaxBackwardCall>(
        (Face<float>.SoftmaxBackwardCall)Loss.SoftmaxBackward, (Face<double>.SoftmaxBackwardCall)Loss.SoftmaxBackward);

    internal static LogSoftmaxBackwardCall LogSoftmaxBackward { get; } = Pick<LogSoftmaxBackwardCall>(
        (Face<float>.LogSoftmaxBackwardCall)Loss.LogSoftmaxBackward,
        (Face<double>.LogSoftmaxBackwardCall)Loss.LogSoftmaxBackward);

    internal static LogSumExpBackwardCall LogSumExpBackward { get; } = Pick<LogSumExpBackwardCall>(
        (Face<float>.LogSumExpBackwardCall)Loss.LogSumExpBackward,
        (Face<double>.LogSumExpBackwardCall)Loss.LogSumExpBackward);

    internal static SoftCall Soft { get; } =
        Pick<SoftCall>((Face<float>.SoftCall)Loss.CrossEntropy, (Face<double>.SoftCall)Loss.CrossEntropy);

    internal static SoftRowsCall SoftRows { get; } =
        Pick<SoftRowsCall>(
            (Face<float>.SoftRowsCall)Loss.CrossEntropyRows, (Face<double>.SoftRowsCall)Loss.CrossEntropyRows);

    internal static LinearCall LinearForward { get; } =
        Pick<LinearCall>((Face<float>.LinearCall)Linear.Forward, (Face<double>.LinearCall)Linear.Forward);

    internal static LinearBackwardCall LinearBackward { get; } =
        Pick<LinearBackwardCall>(
            (Face<float>.LinearBackwardCall)Linear.Backward, (Face<double>.LinearBackwardCall)Linear.Backward);

    internal static SgdCall Sgd { get; } =
        Pick<SgdCall>((Face<float>.SgdCall)Optimizer.Sgd, (Face<double>.SgdCall)Optimizer.Sgd);

    internal static AdamCall Adam { get; } =
        Pick<AdamCall>((Face<float>.AdamCall)Optimizer.Adam, (Face<double>.AdamCall)Optimizer.Adam);

    internal static IndexCall<TLabel> Index<TLabel>()
        where TLabel : unmanaged, IBinaryInteger<TLabel> =>
        Pick<IndexCall<TLabel>>(
            (Face<float>.IndexCall<TLabel>)Loss.CrossEntropy, (Face<double>.IndexCall<TLabel>)Loss.CrossEntropy);

    internal static IndexRowsCall<TLabel> IndexRows<TLabel>()
        where TLabel : unmanaged, IBinaryInteger<TLabel> =>
        Pick<IndexRowsCall<TLabel>>(
            (Face<float>.IndexRowsCall<TLabel>)Loss.CrossEntropyRows,
            (Face<double>.IndexRowsCall<TLabel>)Loss.CrossEntropyRows);

    private static TCall Pick<TCall>(Delegate single, Delegate both)
        where TCall : Delegate =>
        single as TCall ?? (TCall)both;
}
