// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics;
using NativeLoss.Interop;

namespace NativeLoss;

public static unsafe partial class Loss
{
    /// <summary>
    /// Computes the softmax cross-entropy of each row with its class label, and its gradient with respect to the
    /// logits, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <typeparam name="TLabel">
    /// Any integer type up to 64 bits, except UInt64, Char and native integers.
    /// </typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="labels">[rows] classes, from 0.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="options">Reduction, smoothing and ignored label.</param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of the result; empty = not wanted. May be <paramref name="logits"/>, with
    /// equal strides.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <returns>The mean or the sum of the losses, in nats.</returns>
    /// <remarks>
    /// <para>With y = labels[r], e = label smoothing, w = class weights, p = softmax(logits[r,:]):</para>
    /// <code>
    /// l[r]  = w[y] (1-e) (lse(r) - logits[r,y]) + (e/classes) sum_c w[c] (lse(r) - logits[r,c])
    /// dl/dz = w[y] (1-e) (p[c] - [c=y]) + (e/classes) (p[c] sum_k w[k] - w[c])
    /// mean  = sum_r l[r] / sum_r w[y], both over the rows that are not ignored
    /// </code>
    /// <para>
    /// NaN in a row: its loss and gradient are NaN, other rows are untouched by it. logits[r,y] = -inf: loss +inf,
    /// gradient finite. +inf: the mass is shared evenly by the +inf entries. All -inf: NaN. Nothing to average: NaN, or
    /// 0 with <see cref="CrossEntropyOptions.EmptyMeanZero"/>; the gradient is 0. Loss at most 1.5 ulp (double: 2),
    /// relative, also where it is near 0; gradient of the true class at most 2 ulp.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A label is outside [0, classes) and is not the ignored one (the message tells the first such row), or an extent,
    /// a stride or an option is illegal. Nothing was written.
    /// </exception>
    public static T CrossEntropy<T, TLabel>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<TLabel> labels,
        int classes,
        CrossEntropyOptions options = default,
        ReadOnlySpan<T> classWeights = default,
        Span<T> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        T loss;
        Index(
            logits, labels, classes, &loss, Reduced(options), options, classWeights, grad, executor, logitsStride,
            gradStride);
        return loss;
    }

    /// <summary>
    /// Computes the softmax cross-entropy of each row with its class label, and its gradient with respect to the
    /// logits, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <typeparam name="TLabel">
    /// Any integer type up to 64 bits, except UInt64, Char and native integers.
    /// </typeparam>
    /// <typeparam name="TReal"><c>double</c> beside <c>double</c>, else <c>float</c>.</typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="labels">[rows] classes, from 0.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="losses">Receives [rows] losses, in nats.</param>
    /// <param name="options">Smoothing and ignored label.</param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of each row's loss; empty = not wanted. May be <paramref name="logits"/>,
    /// with equal strides.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <remarks>
    /// <para>With y = labels[r], e = label smoothing, w = class weights, p = softmax(logits[r,:]):</para>
    /// <code>
    /// l[r]  = w[y] (1-e) (lse(r) - logits[r,y]) + (e/classes) sum_c w[c] (lse(r) - logits[r,c])
    /// dl/dz = w[y] (1-e) (p[c] - [c=y]) + (e/classes) (p[c] sum_k w[k] - w[c])
    /// </code>
    /// <para>
    /// NaN in a row: its loss and gradient are NaN, other rows are untouched by it. logits[r,y] = -inf: loss +inf,
    /// gradient finite. +inf: the mass is shared evenly by the +inf entries. All -inf: NaN. Loss at most 1.5 ulp
    /// (double: 2), relative, also where it is near 0; gradient of the true class at most 2 ulp.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A label is outside [0, classes) and is not the ignored one (the message tells the first such row), or an extent,
    /// a stride or an option is illegal. Nothing was written.
    /// </exception>
    public static void CrossEntropyRows<T, TLabel, TReal>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<TLabel> labels,
        int classes,
        Span<TReal> losses,
        CrossEntropyOptions options = default,
        ReadOnlySpan<TReal> classWeights = default,
        Span<T> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where TReal : unmanaged
    {
        Extent.Require(losses.Length, labels.Length, nameof(losses));
        fixed (TReal* loss = losses)
        {
            const Reduction none = Reduction.None;
            Index(logits, labels, classes, loss, none, options, classWeights, grad, executor, logitsStride, gradStride);
        }
    }

    private static Reduction Reduced(CrossEntropyOptions options) =>
        options.Reduction == Reduction.None
            ? throw new ArgumentException("Reduction.None has a loss per row: call CrossEntropyRows.", nameof(options))
            : options.Reduction;

    private static void Index<T, TLabel, TReal>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<TLabel> labels,
        int classes,
        TReal* loss,
        Reduction reduction,
        CrossEntropyOptions options,
        ReadOnlySpan<TReal> classWeights,
        Span<T> grad,
        ParallelExecutor? executor,
        int logitsStride,
        int gradStride)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where TReal : unmanaged
    {
        Elements.RequireReal<T, TReal>();
        NativeFile.Require();
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        Extent.Require(labels.Length, z.Rows, nameof(labels));
        var step = grad.IsEmpty ? classes : z.Match(grad.Length, classes, gradStride, nameof(grad));
        if (!classWeights.IsEmpty)
            Extent.Require(classWeights.Length, classes, nameof(classWeights));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        var type = LabelCode.Of<TLabel>();
        long errorRow = -1;
        Status status;
        fixed (T* pz = logits, pg = grad)
        fixed (TReal* pw = classWeights)
        fixed (TLabel* py = labels)
        {
            var o = options.ToNative(reduction, pw, &errorRow);
            status = NativeMethods.nloss_cross_entropy<T>(
                pz, z.Stride, py, type, z.Rows, classes, &o, loss, pg, step, e);
        }

        if (status == Status.Label)
            Failure.ThrowLabel(nameof(labels), errorRow, labels[(int)errorRow], classes);
        Failure.ThrowIf(status, nameof(grad), options);
    }
}
