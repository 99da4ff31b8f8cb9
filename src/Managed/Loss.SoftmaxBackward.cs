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
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
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
    public static void SoftmaxBackward<T>(
        ReadOnlySpan<T> probs,
        ReadOnlySpan<T> gradProbs,
        int classes,
        Span<T> gradLogits,
        ParallelExecutor? executor = null,
        int probsStride = 0,
        int gradProbsStride = 0,
        int gradLogitsStride = 0)
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
                NativeMethods.nloss_softmax_backward<T>(pp, p.Stride, pi, inStep, p.Rows, classes, null, po, outStep, e),
                nameof(gradLogits));
        }
    }

    /// <summary>
    /// Computes the gradient of a log-softmax with respect to its logits: gradLogProbs[r,c] - softmax(logits)[r,c]
    /// sum_k gradLogProbs[r,k]. It takes the logits, not the result: a log-probability has lost the digits that its
    /// exponential needs.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
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
    public static void LogSoftmaxBackward<T>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> gradLogProbs,
        int classes,
        Span<T> gradLogits,
        SoftmaxOptions options = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradLogProbsStride = 0,
        int gradLogitsStride = 0)
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
                NativeMethods.nloss_log_softmax_backward<T>(
                    pz, z.Stride, pi, inStep, z.Rows, classes, &o, po, outStep, e),
                nameof(gradLogits));
        }
    }

    /// <summary>
    /// Computes the gradient of a logsumexp with respect to its logits: gradLse[r] softmax(logits)[r,c].
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <typeparam name="TReal"><c>double</c> beside <c>double</c>, else <c>float</c>.</typeparam>
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
    public static void LogSumExpBackward<T, TReal>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<TReal> gradLse,
        int classes,
        Span<T> gradLogits,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradLogitsStride = 0)
        where T : unmanaged
        where TReal : unmanaged
    {
        Elements.RequireReal<T, TReal>();
        NativeFile.Require();
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        Extent.Require(gradLse.Length, z.Rows, nameof(gradLse));
        var outStep = z.Match(gradLogits.Length, classes, gradLogitsStride, nameof(gradLogits));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        fixed (T* pz = logits, po = gradLogits)
        fixed (TReal* pi = gradLse)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_logsumexp_backward<T>(pz, z.Stride, pi, z.Rows, classes, null, po, outStep, e),
                nameof(gradLogits));
        }
    }
}
