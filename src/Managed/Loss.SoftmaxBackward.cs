// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Interop;

namespace NativeLoss;

public static unsafe partial class Loss
{
    /// <summary>
    /// Computes the gradient of a softmax with respect to its logits: probs[r,c] (gradProbs[r,c] - sum_k probs[r,k]
    /// gradProbs[r,k]) / temperature.
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <param name="probs">[rows, classes] what <c>Softmax</c> gave.</param>
    /// <param name="gradProbs">[rows, classes] gradient with respect to <paramref name="probs"/>.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="gradLogits">
    /// Receives the [rows, classes] gradient. May be <paramref name="probs"/> or <paramref name="gradProbs"/>, with
    /// equal strides.
    /// </param>
    /// <param name="options">What the forward method was given.</param>
    /// <param name="mask">What the forward method was given.</param>
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
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/>, a stride or an option is illegal.
    /// </exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void SoftmaxBackward<T>(
        ReadOnlySpan<T> probs,
        ReadOnlySpan<T> gradProbs,
        int classes,
        Span<T> gradLogits,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null,
        int probsStride = 0,
        int gradProbsStride = 0,
        int gradLogitsStride = 0)
        where T : unmanaged
    {
        var z = Extent.Of(probs.Length, classes, probsStride, nameof(probs));
        var inStep = z.Match(gradProbs.Length, classes, gradProbsStride, nameof(gradProbs));
        var outStep = z.Match(gradLogits.Length, classes, gradLogitsStride, nameof(gradLogits));
        MapBackward(
            Function.SoftmaxBackward, z, probs, gradProbs, inStep, gradLogits, outStep, options, mask, executor);
    }

    /// <summary>Computes the gradient of a softmin with respect to its logits.</summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <param name="probs">[rows, classes] what <c>Softmin</c> gave.</param>
    /// <param name="gradProbs">[rows, classes] gradient with respect to <paramref name="probs"/>.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="gradLogits">
    /// Receives the [rows, classes] gradient. May be <paramref name="probs"/> or <paramref name="gradProbs"/>, with
    /// equal strides.
    /// </param>
    /// <param name="options">What the forward method was given.</param>
    /// <param name="mask">What the forward method was given.</param>
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
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/>, a stride or an option is illegal.
    /// </exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void SoftminBackward<T>(
        ReadOnlySpan<T> probs,
        ReadOnlySpan<T> gradProbs,
        int classes,
        Span<T> gradLogits,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null,
        int probsStride = 0,
        int gradProbsStride = 0,
        int gradLogitsStride = 0)
        where T : unmanaged
    {
        var z = Extent.Of(probs.Length, classes, probsStride, nameof(probs));
        var inStep = z.Match(gradProbs.Length, classes, gradProbsStride, nameof(gradProbs));
        var outStep = z.Match(gradLogits.Length, classes, gradLogitsStride, nameof(gradLogits));
        MapBackward(
            Function.SoftminBackward, z, probs, gradProbs, inStep, gradLogits, outStep, options, mask, executor);
    }

    /// <summary>
    /// Computes the gradient of a log-softmax with respect to its logits: (gradLogProbs[r,c] - softmax(logits)[r,c]
    /// sum_k gradLogProbs[r,k]) / temperature. It takes the logits, not the result: a log-probability has lost the
    /// digits that its exponential needs.
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <param name="logits">[rows, classes] what <c>LogSoftmax</c> was given.</param>
    /// <param name="gradLogProbs">[rows, classes] gradient with respect to the log-probabilities.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="gradLogits">
    /// Receives the [rows, classes] gradient. May be <paramref name="logits"/> or <paramref name="gradLogProbs"/>, with
    /// equal strides.
    /// </param>
    /// <param name="options">What the forward method was given.</param>
    /// <param name="mask">What the forward method was given.</param>
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
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/>, a stride or an option is illegal.
    /// </exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void LogSoftmaxBackward<T>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> gradLogProbs,
        int classes,
        Span<T> gradLogits,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradLogProbsStride = 0,
        int gradLogitsStride = 0)
        where T : unmanaged
    {
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var inStep = z.Match(gradLogProbs.Length, classes, gradLogProbsStride, nameof(gradLogProbs));
        var outStep = z.Match(gradLogits.Length, classes, gradLogitsStride, nameof(gradLogits));
        MapBackward(
            Function.LogSoftmaxBackward, z, logits, gradLogProbs, inStep, gradLogits, outStep, options, mask, executor);
    }

    /// <summary>
    /// Computes the gradient of a logsumexp with respect to its logits: gradLse[r] softmax(logits)[r,c] / temperature.
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <typeparam name="TReal"><c>double</c> beside <c>double</c>, else <c>float</c>.</typeparam>
    /// <param name="logits">[rows, classes] what <c>LogSumExp</c> was given.</param>
    /// <param name="gradLse">[rows] gradient with respect to the logsumexp.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="gradLogits">
    /// Receives the [rows, classes] gradient. May be <paramref name="logits"/>, with equal strides.
    /// </param>
    /// <param name="options">What the forward method was given.</param>
    /// <param name="mask">What the forward method was given.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="gradLogitsStride">
    /// Elements from one row of <paramref name="gradLogits"/> to the next; 0 = classes.
    /// </param>
    /// <remarks>
    /// A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf entries. All -inf: NaN.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The lengths do not give the same number of rows, or the spans overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/>, a stride or an option is illegal.
    /// </exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void LogSumExpBackward<T, TReal>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<TReal> gradLse,
        int classes,
        Span<T> gradLogits,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradLogitsStride = 0)
        where T : unmanaged
        where TReal : unmanaged
    {
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var step = z.Match(gradLogits.Length, classes, gradLogitsStride, nameof(gradLogits));
        ReduceBackward(
            Function.LogSumExpBackward, z, logits, gradLse, nameof(gradLse), gradLogits, step, options, mask, executor);
    }

    /// <summary>
    /// Computes the gradient of the entropy of a softmax with respect to its logits: -gradEntropy[r] p[c] (log p[c] +
    /// entropy[r]) / temperature.
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <typeparam name="TReal"><c>double</c> beside <c>double</c>, else <c>float</c>.</typeparam>
    /// <param name="logits">[rows, classes] what <c>Entropy</c> was given.</param>
    /// <param name="gradEntropy">[rows] gradient with respect to the entropy.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="gradLogits">
    /// Receives the [rows, classes] gradient. May be <paramref name="logits"/>, with equal strides.
    /// </param>
    /// <param name="options">What the forward method was given.</param>
    /// <param name="mask">What the forward method was given.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="gradLogitsStride">
    /// Elements from one row of <paramref name="gradLogits"/> to the next; 0 = classes.
    /// </param>
    /// <remarks>A row with NaN: the whole row is NaN. All -inf: NaN.</remarks>
    /// <exception cref="ArgumentException">
    /// The lengths do not give the same number of rows, or the spans overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/>, a stride or an option is illegal.
    /// </exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void EntropyBackward<T, TReal>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<TReal> gradEntropy,
        int classes,
        Span<T> gradLogits,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradLogitsStride = 0)
        where T : unmanaged
        where TReal : unmanaged
    {
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var step = z.Match(gradLogits.Length, classes, gradLogitsStride, nameof(gradLogits));
        ReduceBackward(
            Function.EntropyBackward, z, logits, gradEntropy, nameof(gradEntropy), gradLogits, step, options, mask, executor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapBackward<T>(
        Function function,
        Extent x,
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> upstream,
        long upstreamStride,
        Span<T> gradLogits,
        long gradLogitsStride,
        SoftmaxOptions options,
        in ClassMask<T> mask,
        ParallelExecutor? executor)
        where T : unmanaged
    {
        NativeFile.Require();
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        fixed (T* px = input, pu = upstream, pg = gradLogits)
        fixed (byte* pm = mask.Bytes)
        {
            Interop.SoftmaxOptions o;
            var given = options.ToNative(&o, x, mask, pm);
            var status = function switch
            {
                Function.SoftmaxBackward => NativeMethods.nloss_softmax_backward<T>(
                    px, x.Stride, pu, upstreamStride, x.Rows, x.Columns, given, pg, gradLogitsStride, e),
                Function.SoftminBackward => NativeMethods.nloss_softmin_backward<T>(
                    px, x.Stride, pu, upstreamStride, x.Rows, x.Columns, given, pg, gradLogitsStride, e),
                _ => NativeMethods.nloss_log_softmax_backward<T>(
                    px, x.Stride, pu, upstreamStride, x.Rows, x.Columns, given, pg, gradLogitsStride, e),
            };
            Failure.ThrowIf(status, nameof(gradLogits), options);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReduceBackward<T, TReal>(
        Function function,
        Extent z,
        ReadOnlySpan<T> logits,
        ReadOnlySpan<TReal> upstream,
        string upstreamName,
        Span<T> gradLogits,
        long gradLogitsStride,
        SoftmaxOptions options,
        in ClassMask<T> mask,
        ParallelExecutor? executor)
        where T : unmanaged
        where TReal : unmanaged
    {
        Elements.RequireReal<T, TReal>();
        NativeFile.Require();
        Extent.Require(upstream.Length, z.Rows, upstreamName);
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        fixed (T* pz = logits, pg = gradLogits)
        fixed (TReal* pu = upstream)
        fixed (byte* pm = mask.Bytes)
        {
            Interop.SoftmaxOptions o;
            var given = options.ToNative(&o, z, mask, pm);
            var status = function == Function.EntropyBackward
                ? NativeMethods.nloss_entropy_backward<T>(
                    pz, z.Stride, pu, z.Rows, z.Columns, given, pg, gradLogitsStride, e)
                : NativeMethods.nloss_logsumexp_backward<T>(
                    pz, z.Stride, pu, z.Rows, z.Columns, given, pg, gradLogitsStride, e);
            Failure.ThrowIf(status, nameof(gradLogits), options);
        }
    }
}
