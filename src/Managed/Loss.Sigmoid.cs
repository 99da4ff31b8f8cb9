// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using NativeLoss.Interop;

namespace NativeLoss;

/// <content>The sigmoid and its logarithm.</content>
public static unsafe partial class Loss
{
    /// <summary>Computes the sigmoid of each element: 1 / (1 + exp(-logits)).</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="logits">[rows, columns] any values.</param>
    /// <param name="probs">
    /// Receives [rows, columns] probabilities in [0, 1]. May be <paramref name="logits"/>, with equal strides.
    /// </param>
    /// <param name="columns">Elements of a row, for the strides; 0 = all are one row.</param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = columns.</param>
    /// <param name="probsStride">Elements from one row of <paramref name="probs"/> to the next; 0 = columns.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An extent or a stride is illegal.</exception>
    public static void Sigmoid<T>(
        ReadOnlySpan<T> logits,
        Span<T> probs,
        int columns = 0,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int probsStride = 0)
        where T : unmanaged
    {
        NativeFile.Require();
        var z = Rows(logits.Length, columns, logitsStride, nameof(logits), nameof(logitsStride));
        var step = z.Match(probs.Length, (int)z.Columns, probsStride, nameof(probs), nameof(columns));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        fixed (T* pz = logits, po = probs)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_sigmoid<T>(pz, z.Stride, z.Rows, z.Columns, po, step, e), nameof(probs));
        }
    }

    /// <summary>
    /// Computes the logarithm of the sigmoid of each element, never as the logarithm of a probability.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="logits">[rows, columns] any values.</param>
    /// <param name="logProbs">
    /// Receives [rows, columns] log-probabilities, at most 0. May be <paramref name="logits"/>, with equal strides.
    /// </param>
    /// <param name="columns">Elements of a row, for the strides; 0 = all are one row.</param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = columns.</param>
    /// <param name="logProbsStride">
    /// Elements from one row of <paramref name="logProbs"/> to the next; 0 = columns.
    /// </param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An extent or a stride is illegal.</exception>
    public static void LogSigmoid<T>(
        ReadOnlySpan<T> logits,
        Span<T> logProbs,
        int columns = 0,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int logProbsStride = 0)
        where T : unmanaged
    {
        NativeFile.Require();
        var z = Rows(logits.Length, columns, logitsStride, nameof(logits), nameof(logitsStride));
        var step = z.Match(logProbs.Length, (int)z.Columns, logProbsStride, nameof(logProbs), nameof(columns));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        fixed (T* pz = logits, po = logProbs)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_log_sigmoid<T>(pz, z.Stride, z.Rows, z.Columns, po, step, e), nameof(logProbs));
        }
    }

    /// <summary>
    /// Computes the gradient of the sigmoid of each element, from the logits: near 1 a probability no longer tells how
    /// far from it it is.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="logits">[rows, columns] any values.</param>
    /// <param name="gradProbs">[rows, columns] gradient with respect to the result.</param>
    /// <param name="gradLogits">
    /// Receives the [rows, columns] gradient. May be <paramref name="logits"/> or <paramref name="gradProbs"/>, with
    /// equal strides.
    /// </param>
    /// <param name="columns">Elements of a row, for the strides; 0 = all are one row.</param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = columns.</param>
    /// <param name="gradProbsStride">
    /// Elements from one row of <paramref name="gradProbs"/> to the next; 0 = columns.
    /// </param>
    /// <param name="gradLogitsStride">
    /// Elements from one row of <paramref name="gradLogits"/> to the next; 0 = columns.
    /// </param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An extent or a stride is illegal.</exception>
    public static void SigmoidBackward<T>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> gradProbs,
        Span<T> gradLogits,
        int columns = 0,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradProbsStride = 0,
        int gradLogitsStride = 0)
        where T : unmanaged
    {
        NativeFile.Require();
        var z = Rows(logits.Length, columns, logitsStride, nameof(logits), nameof(logitsStride));
        var width = (int)z.Columns;
        var inStep = z.Match(gradProbs.Length, width, gradProbsStride, nameof(gradProbs), nameof(columns));
        var outStep = z.Match(gradLogits.Length, width, gradLogitsStride, nameof(gradLogits), nameof(columns));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        fixed (T* pz = logits, pi = gradProbs, po = gradLogits)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_sigmoid_backward<T>(
                    pz, z.Stride, pi, inStep, z.Rows, z.Columns, po, outStep, e),
                nameof(gradLogits));
        }
    }

    /// <summary>Computes the gradient of the logarithm of the sigmoid of each element, from the logits.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="logits">[rows, columns] any values.</param>
    /// <param name="gradLogProbs">[rows, columns] gradient with respect to the result.</param>
    /// <param name="gradLogits">
    /// Receives the [rows, columns] gradient. May be <paramref name="logits"/> or <paramref name="gradLogProbs"/>, with
    /// equal strides.
    /// </param>
    /// <param name="columns">Elements of a row, for the strides; 0 = all are one row.</param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = columns.</param>
    /// <param name="gradLogProbsStride">
    /// Elements from one row of <paramref name="gradLogProbs"/> to the next; 0 = columns.
    /// </param>
    /// <param name="gradLogitsStride">
    /// Elements from one row of <paramref name="gradLogits"/> to the next; 0 = columns.
    /// </param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An extent or a stride is illegal.</exception>
    public static void LogSigmoidBackward<T>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> gradLogProbs,
        Span<T> gradLogits,
        int columns = 0,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradLogProbsStride = 0,
        int gradLogitsStride = 0)
        where T : unmanaged
    {
        NativeFile.Require();
        var z = Rows(logits.Length, columns, logitsStride, nameof(logits), nameof(logitsStride));
        var width = (int)z.Columns;
        var inStep = z.Match(gradLogProbs.Length, width, gradLogProbsStride, nameof(gradLogProbs), nameof(columns));
        var outStep = z.Match(gradLogits.Length, width, gradLogitsStride, nameof(gradLogits), nameof(columns));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        fixed (T* pz = logits, pi = gradLogProbs, po = gradLogits)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_log_sigmoid_backward<T>(
                    pz, z.Stride, pi, inStep, z.Rows, z.Columns, po, outStep, e),
                nameof(gradLogits));
        }
    }
}
