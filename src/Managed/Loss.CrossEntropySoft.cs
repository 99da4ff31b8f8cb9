// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using NativeLoss.Interop;

namespace NativeLoss;

public static unsafe partial class Loss
{
    /// <summary>
    /// Computes the softmax cross-entropy of each row with a target distribution, and its gradient with respect to the
    /// logits, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="targets">
    /// [rows, classes] probabilities; not checked for sign or sum, and the gradient is right whatever they add up to.
    /// </param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="options">
    /// Reduction and smoothing; <see cref="CrossEntropyOptions.IgnoreIndex"/> must be null.
    /// </param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of the result; empty = not wanted. May be <paramref name="logits"/>, with
    /// equal strides.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="targetsStride">
    /// Elements from one row of <paramref name="targets"/> to the next; 0 = classes.
    /// </param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <returns>The mean over the rows or the sum of the losses, in nats.</returns>
    /// <remarks>
    /// <para>With t' = targets (1-e) + e/classes, e = label smoothing, w = class weights, p =
    /// softmax(logits[r,:]):</para>
    /// <code>
    /// l[r]  = sum_c w[c] t'[r,c] (lse(r) - logits[r,c])
    /// dl/dz = p[c] sum_k w[k] t'[r,k] - w[c] t'[r,c]
    /// </code>
    /// <para>
    /// NaN in a row: its loss and gradient are NaN, other rows are untouched by it. A target of 0 where the logit is
    /// -inf adds 0; one above 0: loss +inf, gradient finite. +inf: the mass is shared evenly by the +inf entries. All
    /// -inf: NaN. No rows: NaN, or 0 with <see cref="CrossEntropyOptions.EmptyMeanZero"/>. Loss at most 1.5 ulp
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
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int targetsStride = 0,
        int gradStride = 0)
        where T : unmanaged
    {
        T loss;
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        Soft(
            z, logits, targets, classes, &loss, Reduced(options), options, classWeights, grad, executor, targetsStride,
            gradStride);
        return loss;
    }

    /// <summary>
    /// Computes the softmax cross-entropy of each row with a target distribution, and its gradient with respect to the
    /// logits, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <typeparam name="TReal"><c>double</c> beside <c>double</c>, else <c>float</c>.</typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="targets">
    /// [rows, classes] probabilities; not checked for sign or sum, and the gradient is right whatever they add up to.
    /// </param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="losses">Receives [rows] losses, in nats.</param>
    /// <param name="options">Smoothing; <see cref="CrossEntropyOptions.IgnoreIndex"/> must be null.</param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of each row's loss; empty = not wanted. May be <paramref name="logits"/>,
    /// with equal strides.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="targetsStride">
    /// Elements from one row of <paramref name="targets"/> to the next; 0 = classes.
    /// </param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <remarks>
    /// <para>With t' = targets (1-e) + e/classes, e = label smoothing, w = class weights, p =
    /// softmax(logits[r,:]):</para>
    /// <code>
    /// l[r]  = sum_c w[c] t'[r,c] (lse(r) - logits[r,c])
    /// dl/dz = p[c] sum_k w[k] t'[r,k] - w[c] t'[r,c]
    /// </code>
    /// <para>
    /// NaN in a row: its loss and gradient are NaN, other rows are untouched by it. A target of 0 where the logit is
    /// -inf adds 0; one above 0: loss +inf, gradient finite. +inf: the mass is shared evenly by the +inf entries. All
    /// -inf: NaN. Loss at most 1.5 ulp (double: 2), relative, for non-negative targets and weights.
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
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int targetsStride = 0,
        int gradStride = 0)
        where T : unmanaged
        where TReal : unmanaged
    {
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        Extent.Require(losses.Length, z.Rows, nameof(losses));
        fixed (TReal* loss = losses)
        {
            const Reduction none = Reduction.None;
            Soft(
                z, logits, targets, classes, loss, none, options, classWeights, grad, executor, targetsStride,
                gradStride);
        }
    }

    private static void Soft<T, TReal>(
        Extent z,
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> targets,
        int classes,
        TReal* loss,
        Reduction reduction,
        CrossEntropyOptions options,
        ReadOnlySpan<TReal> classWeights,
        Span<T> grad,
        ParallelExecutor? executor,
        int targetsStride,
        int gradStride)
        where T : unmanaged
        where TReal : unmanaged
    {
        Elements.RequireReal<T, TReal>();
        NativeFile.Require();
        var targetsStep = z.Match(targets.Length, classes, targetsStride, nameof(targets));
        var step = grad.IsEmpty ? classes : z.Match(grad.Length, classes, gradStride, nameof(grad));
        if (!classWeights.IsEmpty)
            Extent.Require(classWeights.Length, classes, nameof(classWeights));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        fixed (T* pz = logits, pt = targets, pg = grad)
        fixed (TReal* pw = classWeights)
        {
            var o = options.ToNative(reduction, pw, null);
            Failure.ThrowIf(
                NativeMethods.nloss_cross_entropy_soft<T>(
                    pz, z.Stride, pt, targetsStep, z.Rows, classes, &o, loss, pg, step, e),
                nameof(grad),
                options);
        }
    }
}
