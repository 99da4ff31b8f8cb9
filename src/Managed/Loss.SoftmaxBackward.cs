// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using NativeLoss.Interop;

namespace NativeLoss;

public static unsafe partial class Loss
{
    /// <summary>
    /// Computes the gradient of a softmax with respect to its logits: probs[r,c] (gradProbs[r,c] - sum_k probs[r,k]
    /// gradProbs[r,k]).
    /// </summary>
    /// <param name="probs">[rows, classes] what Softmax gave.</param>
    /// <param name="gradProbs">[rows, classes] gradient with respect to <paramref name="probs"/>.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="gradLogits">
    /// Receives the [rows, classes] gradient. May be <paramref name="probs"/> or <paramref name="gradProbs"/>, with
    /// equal strides.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="probsStride">Elements from one row of <paramref name="probs"/> to the next; 0 = classes.</param>
    /// <param name="gradProbsStride">
    /// Elements from one row of <paramref name="gradProbs"/> to the next; 0 = classes.
    /// </param>
    /// <param name="gradLogitsStride">
    /// Elements from one row of <paramref name="gradLogits"/> to the next; 0 = classes.
    /// </param>
    /// <remarks>
    /// Where a probability is 0 the gradient is 0, whatever finite value <paramref name="gradProbs"/> has.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The lengths do not give the same number of rows, or the spans overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> or a stride is illegal.</exception>
    public static void SoftmaxBackward(
        ReadOnlySpan<float> probs,
        ReadOnlySpan<float> gradProbs,
        int classes,
        Span<float> gradLogits,
        ParallelExecutor? executor = null,
        int probsStride = 0,
        int gradProbsStride = 0,
        int gradLogitsStride = 0) =>
        SoftmaxBackwardOf(
            probs, gradProbs, classes, gradLogits, executor, probsStride, gradProbsStride, gradLogitsStride);

    /// <inheritdoc cref="SoftmaxBackward(ReadOnlySpan{float}, ReadOnlySpan{float}, int, Span{float}, ParallelExecutor, int, int, int)"/>
    public static void SoftmaxBackward(
        ReadOnlySpan<double> probs,
        ReadOnlySpan<double> gradProbs,
        int classes,
        Span<double> gradLogits,
        ParallelExecutor? executor = null,
        int probsStride = 0,
        int gradProbsStride = 0,
        int gradLogitsStride = 0) =>
        SoftmaxBackwardOf(
            probs, gradProbs, classes, gradLogits, executor, probsStride, gradProbsStride, gradLogitsStride);

    /// <summary>
    /// Computes the gradient of a log-softmax with respect to its logits: gradLogProbs[r,c] - softmax(logits)[r,c]
    /// sum_k gradLogProbs[r,k]. It takes the logits, not the result: a log-probability has lost the digits that its
    /// exponential needs.
    /// </summary>
    /// <param name="logits">[rows, classes] what LogSoftmax was given.</param>
    /// <param name="gradLogProbs">[rows, classes] gradient with respect to the log-probabilities.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="gradLogits">
    /// Receives the [rows, classes] gradient. May be <paramref name="logits"/> or <paramref name="gradLogProbs"/>, with
    /// equal strides.
    /// </param>
    /// <param name="options">What a row without any mass gives.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="gradLogProbsStride">
    /// Elements from one row of <paramref name="gradLogProbs"/> to the next; 0 = classes.
    /// </param>
    /// <param name="gradLogitsStride">
    /// Elements from one row of <paramref name="gradLogits"/> to the next; 0 = classes.
    /// </param>
    /// <remarks>
    /// A row with NaN: the whole row is NaN. All -inf: NaN, or 0 with <see cref="SoftmaxOptions.EmptyRowZero"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The lengths do not give the same number of rows, or the spans overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> or a stride is illegal.</exception>
    public static void LogSoftmaxBackward(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<float> gradLogProbs,
        int classes,
        Span<float> gradLogits,
        SoftmaxOptions options = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradLogProbsStride = 0,
        int gradLogitsStride = 0) =>
        LogSoftmaxBackwardOf(
            logits, gradLogProbs, classes, gradLogits, options, executor, logitsStride, gradLogProbsStride,
            gradLogitsStride);

    /// <inheritdoc cref="LogSoftmaxBackward(ReadOnlySpan{float}, ReadOnlySpan{float}, int, Span{float}, SoftmaxOptions, ParallelExecutor, int, int, int)"/>
    public static void LogSoftmaxBackward(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<double> gradLogProbs,
        int classes,
        Span<double> gradLogits,
        SoftmaxOptions options = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradLogProbsStride = 0,
        int gradLogitsStride = 0) =>
        LogSoftmaxBackwardOf(
            logits, gradLogProbs, classes, gradLogits, options, executor, logitsStride, gradLogProbsStride,
            gradLogitsStride);

    /// <summary>
    /// Computes the gradient of a logsumexp with respect to its logits: gradLse[r] softmax(logits)[r,c].
    /// </summary>
    /// <param name="logits">[rows, classes] what LogSumExp was given.</param>
    /// <param name="gradLse">[rows] gradient with respect to the results.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="gradLogits">
    /// Receives the [rows, classes] gradient. May be <paramref name="logits"/>, with equal strides.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="gradLogitsStride">
    /// Elements from one row of <paramref name="gradLogits"/> to the next; 0 = classes.
    /// </param>
    /// <remarks>
    /// A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf entries. All -inf: NaN. Error
    /// at most 1.5 ulp (double: 2).
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The lengths do not give the same number of rows, or the spans overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> or a stride is illegal.</exception>
    public static void LogSumExpBackward(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<float> gradLse,
        int classes,
        Span<float> gradLogits,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradLogitsStride = 0) =>
        LogSumExpBackwardOf(logits, gradLse, classes, gradLogits, executor, logitsStride, gradLogitsStride);

    /// <inheritdoc cref="LogSumExpBackward(ReadOnlySpan{float}, ReadOnlySpan{float}, int, Span{float}, ParallelExecutor, int, int)"/>
    public static void LogSumExpBackward(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<double> gradLse,
        int classes,
        Span<double> gradLogits,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradLogitsStride = 0) =>
        LogSumExpBackwardOf(logits, gradLse, classes, gradLogits, executor, logitsStride, gradLogitsStride);

    private static void SoftmaxBackwardOf<T>(
        ReadOnlySpan<T> probs,
        ReadOnlySpan<T> gradProbs,
        int classes,
        Span<T> gradLogits,
        ParallelExecutor? executor,
        int probsStride,
        int gradProbsStride,
        int gradLogitsStride)
        where T : unmanaged
    {
        NativeFile.Require();
        var p = Extent.Of(probs.Length, classes, probsStride, nameof(probs));
        var inStep = p.Match(gradProbs.Length, classes, gradProbsStride, nameof(gradProbs));
        var outStep = p.Match(gradLogits.Length, classes, gradLogitsStride, nameof(gradLogits));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        fixed (T* pp = probs, pi = gradProbs, po = gradLogits)
        {
            Failure.ThrowIf(
                typeof(T) == typeof(float)
                    ? NativeMethods.nloss_softmax_backward_f32(
                        (float*)pp, p.Stride, (float*)pi, inStep, p.Rows, classes, null, (float*)po, outStep, e)
                    : NativeMethods.nloss_softmax_backward_f64(
                        (double*)pp, p.Stride, (double*)pi, inStep, p.Rows, classes, null, (double*)po, outStep, e),
                nameof(gradLogits));
        }
    }

    private static void LogSoftmaxBackwardOf<T>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> gradLogProbs,
        int classes,
        Span<T> gradLogits,
        SoftmaxOptions options,
        ParallelExecutor? executor,
        int logitsStride,
        int gradLogProbsStride,
        int gradLogitsStride)
        where T : unmanaged
    {
        NativeFile.Require();
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var inStep = z.Match(gradLogProbs.Length, classes, gradLogProbsStride, nameof(gradLogProbs));
        var outStep = z.Match(gradLogits.Length, classes, gradLogitsStride, nameof(gradLogits));
        var o = options.ToNative();
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        fixed (T* pz = logits, pi = gradLogProbs, po = gradLogits)
        {
            Failure.ThrowIf(
                typeof(T) == typeof(float)
                    ? NativeMethods.nloss_log_softmax_backward_f32(
                        (float*)pz, z.Stride, (float*)pi, inStep, z.Rows, classes, &o, (float*)po, outStep, e)
                    : NativeMethods.nloss_log_softmax_backward_f64(
                        (double*)pz, z.Stride, (double*)pi, inStep, z.Rows, classes, &o, (double*)po, outStep, e),
                nameof(gradLogits));
        }
    }

    private static void LogSumExpBackwardOf<T>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> gradLse,
        int classes,
        Span<T> gradLogits,
        ParallelExecutor? executor,
        int logitsStride,
        int gradLogitsStride)
        where T : unmanaged
    {
        NativeFile.Require();
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        Extent.Require(gradLse.Length, z.Rows, nameof(gradLse));
        var outStep = z.Match(gradLogits.Length, classes, gradLogitsStride, nameof(gradLogits));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        fixed (T* pz = logits, pi = gradLse, po = gradLogits)
        {
            Failure.ThrowIf(
                typeof(T) == typeof(float)
                    ? NativeMethods.nloss_logsumexp_backward_f32(
                        (float*)pz, z.Stride, (float*)pi, z.Rows, classes, null, (float*)po, outStep, e)
                    : NativeMethods.nloss_logsumexp_backward_f64(
                        (double*)pz, z.Stride, (double*)pi, z.Rows, classes, null, (double*)po, outStep, e),
                nameof(gradLogits));
        }
    }
}
