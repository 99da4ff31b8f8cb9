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
    public static float CrossEntropy(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<float> targets,
        int classes,
        CrossEntropyOptions options = default,
        ReadOnlySpan<float> classWeights = default,
        Span<float> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int targetsStride = 0,
        int gradStride = 0) =>
        SoftOf(
            logits, targets, classes, options, classWeights, grad, executor, logitsStride, targetsStride, gradStride);

    /// <inheritdoc cref="CrossEntropy(ReadOnlySpan{float}, ReadOnlySpan{float}, int, CrossEntropyOptions, ReadOnlySpan{float}, Span{float}, ParallelExecutor, int, int, int)"/>
    public static double CrossEntropy(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<double> targets,
        int classes,
        CrossEntropyOptions options = default,
        ReadOnlySpan<double> classWeights = default,
        Span<double> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int targetsStride = 0,
        int gradStride = 0) =>
        SoftOf(
            logits, targets, classes, options, classWeights, grad, executor, logitsStride, targetsStride, gradStride);

    /// <summary>
    /// Computes the softmax cross-entropy of each row with a target distribution, and its gradient with respect to the
    /// logits, in one call.
    /// </summary>
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
    public static void CrossEntropyRows(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<float> targets,
        int classes,
        Span<float> losses,
        CrossEntropyOptions options = default,
        ReadOnlySpan<float> classWeights = default,
        Span<float> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int targetsStride = 0,
        int gradStride = 0) =>
        SoftRowsOf(
            logits, targets, classes, losses, options, classWeights, grad, executor, logitsStride, targetsStride,
            gradStride);

    /// <inheritdoc cref="CrossEntropyRows(ReadOnlySpan{float}, ReadOnlySpan{float}, int, Span{float}, CrossEntropyOptions, ReadOnlySpan{float}, Span{float}, ParallelExecutor, int, int, int)"/>
    public static void CrossEntropyRows(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<double> targets,
        int classes,
        Span<double> losses,
        CrossEntropyOptions options = default,
        ReadOnlySpan<double> classWeights = default,
        Span<double> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int targetsStride = 0,
        int gradStride = 0) =>
        SoftRowsOf(
            logits, targets, classes, losses, options, classWeights, grad, executor, logitsStride, targetsStride,
            gradStride);

    private static T SoftOf<T>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> targets,
        int classes,
        CrossEntropyOptions options,
        ReadOnlySpan<T> classWeights,
        Span<T> grad,
        ParallelExecutor? executor,
        int logitsStride,
        int targetsStride,
        int gradStride)
        where T : unmanaged
    {
        T loss;
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        Soft(
            z, logits, targets, classes, &loss, Reduced(options), options, classWeights, grad, executor, targetsStride,
            gradStride);
        return loss;
    }

    private static void SoftRowsOf<T>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> targets,
        int classes,
        Span<T> losses,
        CrossEntropyOptions options,
        ReadOnlySpan<T> classWeights,
        Span<T> grad,
        ParallelExecutor? executor,
        int logitsStride,
        int targetsStride,
        int gradStride)
        where T : unmanaged
    {
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        Extent.Require(losses.Length, z.Rows, nameof(losses));
        fixed (T* loss = losses)
        {
            const Reduction none = Reduction.None;
            Soft(
                z, logits, targets, classes, loss, none, options, classWeights, grad, executor, targetsStride,
                gradStride);
        }
    }

    private static void Soft<T>(
        Extent z,
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> targets,
        int classes,
        T* loss,
        Reduction reduction,
        CrossEntropyOptions options,
        ReadOnlySpan<T> classWeights,
        Span<T> grad,
        ParallelExecutor? executor,
        int targetsStride,
        int gradStride)
        where T : unmanaged
    {
        NativeFile.Require();
        var targetsStep = z.Match(targets.Length, classes, targetsStride, nameof(targets));
        var step = grad.IsEmpty ? classes : z.Match(grad.Length, classes, gradStride, nameof(grad));
        if (!classWeights.IsEmpty)
            Extent.Require(classWeights.Length, classes, nameof(classWeights));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        fixed (T* pz = logits, pt = targets, pw = classWeights, pg = grad)
        {
            var o = options.ToNative(reduction, pw, null);
            Failure.ThrowIf(
                typeof(T) == typeof(float)
                    ? NativeMethods.nloss_cross_entropy_soft_f32(
                        (float*)pz, z.Stride, (float*)pt, targetsStep, z.Rows, classes, &o, (float*)loss, (float*)pg,
                        step, e)
                    : NativeMethods.nloss_cross_entropy_soft_f64(
                        (double*)pz, z.Stride, (double*)pt, targetsStep, z.Rows, classes, &o, (double*)loss,
                        (double*)pg, step, e),
                nameof(grad),
                options);
        }
    }
}
