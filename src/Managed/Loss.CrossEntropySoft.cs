// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;

namespace NativeLoss;

public static unsafe partial class Loss
{
    /// <summary>
    /// Computes the softmax cross-entropy of each row with a target distribution, and its gradient with respect to the
    /// logits, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>; other methods of this name take the types of 16 bits.</typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="targets">
    /// [rows, classes] probabilities; not checked for sign or sum, and the gradient is right whatever they add up to.
    /// </param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="options">
    /// Reduction, smoothing, z-loss, soft cap; <see cref="CrossEntropyOptions.IgnoreIndex"/> must be null.
    /// </param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of the result; empty = not wanted. May be <paramref name="logits"/>, with
    /// equal strides.
    /// </param>
    /// <param name="rowWeights">
    /// [rows] weight of each row; empty = all ones. Multiplies loss and gradient and counts in the mean's denominator.
    /// </param>
    /// <param name="statistics">What else is wanted about each row.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="targetsStride">
    /// Elements from one row of <paramref name="targets"/> to the next; 0 = classes.
    /// </param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <returns>The mean or the sum of the losses, in nats.</returns>
    /// <remarks>
    /// <para>With t' = targets (1-e) + e/classes, e = label smoothing, w = class weights, v = row weights, a = z-loss, p =
    /// softmax(logits[r,:]):</para>
    /// <code>
    /// l[r]  = v[r] (sum_c w[c] t'[r,c] (lse(r) - logits[r,c]) + a lse(r)^2)
    /// dl/dz = v[r] (p[c] sum_k w[k] t'[r,k] - w[c] t'[r,c] + 2 a lse(r) p[c])
    /// mean  = sum_r l[r] / sum_r v[r]
    /// </code>
    /// <para>
    /// NaN in a row: its loss and gradient are NaN, other rows are untouched by it. A target of 0 where the logit is
    /// -inf adds 0; one above 0: loss +inf, gradient finite. +inf: the mass is shared evenly by the +inf entries. All
    /// -inf: NaN. Nothing to average: NaN, or 0 with <see cref="CrossEntropyOptions.EmptyMeanZero"/>. Loss at most 1.5 ulp
    /// (double: 2), relative, for non-negative targets and weights.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride or an option is illegal. Nothing was written.
    /// </exception>
    public static T CrossEntropySoft<T>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> targets,
        int classes,
        CrossEntropyOptions options = default,
        ReadOnlySpan<T> classWeights = default,
        Span<T> grad = default,
        ReadOnlySpan<T> rowWeights = default,
        CrossEntropyStatistics<T> statistics = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int targetsStride = 0,
        int gradStride = 0)
        where T : unmanaged
    {
        T loss;
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var targetsStep = z.Match(targets.Length, classes, targetsStride, nameof(targets));
        var step = z.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        Soft(
            z, logits, targets, targetsStep, &loss, Reduced(options.Reduction), options, classWeights, grad, step, rowWeights,
            statistics, executor);
        return loss;
    }

    /// <inheritdoc cref="CrossEntropySoft{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, int, CrossEntropyOptions, ReadOnlySpan{T}, Span{T}, ReadOnlySpan{T}, CrossEntropyStatistics{T}, ParallelExecutor, int, int, int)"/>
    /// <remarks>The loss is a float.</remarks>
    public static float CrossEntropySoft(
        ReadOnlySpan<Half> logits,
        ReadOnlySpan<Half> targets,
        int classes,
        CrossEntropyOptions options = default,
        ReadOnlySpan<float> classWeights = default,
        Span<Half> grad = default,
        ReadOnlySpan<float> rowWeights = default,
        CrossEntropyStatistics<float> statistics = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int targetsStride = 0,
        int gradStride = 0)
    {
        float loss;
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var targetsStep = z.Match(targets.Length, classes, targetsStride, nameof(targets));
        var step = z.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        Soft(
            z, logits, targets, targetsStep, &loss, Reduced(options.Reduction), options, classWeights, grad, step, rowWeights,
            statistics, executor);
        return loss;
    }

    /// <inheritdoc cref="CrossEntropySoft{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, int, CrossEntropyOptions, ReadOnlySpan{T}, Span{T}, ReadOnlySpan{T}, CrossEntropyStatistics{T}, ParallelExecutor, int, int, int)"/>
    /// <remarks>Logits, targets and gradient are bit patterns of bfloat16; the loss is a float.</remarks>
    public static float CrossEntropySoft(
        ReadOnlySpan<ushort> logits,
        ReadOnlySpan<ushort> targets,
        int classes,
        CrossEntropyOptions options = default,
        ReadOnlySpan<float> classWeights = default,
        Span<ushort> grad = default,
        ReadOnlySpan<float> rowWeights = default,
        CrossEntropyStatistics<float> statistics = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int targetsStride = 0,
        int gradStride = 0)
    {
        float loss;
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var targetsStep = z.Match(targets.Length, classes, targetsStride, nameof(targets));
        var step = z.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        Soft(
            z, logits, targets, targetsStep, &loss, Reduced(options.Reduction), options, classWeights, grad, step, rowWeights,
            statistics, executor);
        return loss;
    }

    /// <summary>
    /// Computes the softmax cross-entropy of each row with a target distribution, and its gradient with respect to the
    /// logits, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <typeparam name="TReal"><c>double</c> beside <c>double</c>, else <c>float</c>.</typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="targets">
    /// [rows, classes] probabilities; not checked for sign or sum, and the gradient is right whatever they add up to.
    /// </param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="losses">Receives [rows] losses, in nats.</param>
    /// <param name="options">
    /// Smoothing, z-loss, soft cap; <see cref="CrossEntropyOptions.IgnoreIndex"/> must be null.
    /// </param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of each row's loss; empty = not wanted. May be <paramref name="logits"/>,
    /// with equal strides.
    /// </param>
    /// <param name="rowWeights">
    /// [rows] weight of each row; empty = all ones. Multiplies loss and gradient and counts in the mean's denominator.
    /// </param>
    /// <param name="statistics">What else is wanted about each row.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="targetsStride">
    /// Elements from one row of <paramref name="targets"/> to the next; 0 = classes.
    /// </param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <remarks>
    /// <para>With t' = targets (1-e) + e/classes, e = label smoothing, w = class weights, v = row weights, a = z-loss, p =
    /// softmax(logits[r,:]):</para>
    /// <code>
    /// l[r]  = v[r] (sum_c w[c] t'[r,c] (lse(r) - logits[r,c]) + a lse(r)^2)
    /// dl/dz = v[r] (p[c] sum_k w[k] t'[r,k] - w[c] t'[r,c] + 2 a lse(r) p[c])
    /// mean  = sum_r l[r] / sum_r v[r]
    /// </code>
    /// <para>
    /// NaN in a row: its loss and gradient are NaN, other rows are untouched by it. A target of 0 where the logit is
    /// -inf adds 0; one above 0: loss +inf, gradient finite. +inf: the mass is shared evenly by the +inf entries. All
    /// -inf: NaN. Nothing to average: NaN, or 0 with <see cref="CrossEntropyOptions.EmptyMeanZero"/>. Loss at most 1.5 ulp
    /// (double: 2), relative, for non-negative targets and weights.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride or an option is illegal. Nothing was written.
    /// </exception>
    public static void CrossEntropySoftRows<T, TReal>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> targets,
        int classes,
        Span<TReal> losses,
        CrossEntropyOptions options = default,
        ReadOnlySpan<TReal> classWeights = default,
        Span<T> grad = default,
        ReadOnlySpan<TReal> rowWeights = default,
        CrossEntropyStatistics<TReal> statistics = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int targetsStride = 0,
        int gradStride = 0)
        where T : unmanaged
        where TReal : unmanaged
    {
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var targetsStep = z.Match(targets.Length, classes, targetsStride, nameof(targets));
        var step = z.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        Extent.Require(losses.Length, z.Rows, nameof(losses));
        fixed (TReal* loss = losses)
        {
            Soft(
                z, logits, targets, targetsStep, loss, Reduction.None, options, classWeights, grad, step, rowWeights,
                statistics, executor);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Soft<T, TReal>(
        Extent z,
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> targets,
        long targetsStride,
        TReal* loss,
        Reduction reduction,
        CrossEntropyOptions options,
        ReadOnlySpan<TReal> classWeights,
        Span<T> grad,
        long gradStride,
        ReadOnlySpan<TReal> rowWeights,
        in CrossEntropyStatistics<TReal> statistics,
        ParallelExecutor? executor)
        where T : unmanaged
        where TReal : unmanaged
    {
        fixed (T* pt = targets)
        {
            Failure.ThrowIf(
                Run(
                    z, logits, pt, targetsStride, isSoft: true, loss, reduction, options, classWeights, grad, gradStride, rowWeights,
                    null, statistics, executor),
                nameof(grad),
                options);
        }
    }
}
