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
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="labels">
    /// [rows] classes, from 0. Of any integer type up to 64 bits, except UInt64, Char and native integers.
    /// </param>
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
    public static float CrossEntropy(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<int> labels,
        int classes,
        CrossEntropyOptions options = default,
        ReadOnlySpan<float> classWeights = default,
        Span<float> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0) =>
        IndexOf(logits, labels, classes, options, classWeights, grad, executor, logitsStride, gradStride);

    /// <inheritdoc cref="CrossEntropy(ReadOnlySpan{float}, ReadOnlySpan{int}, int, CrossEntropyOptions, ReadOnlySpan{float}, Span{float}, ParallelExecutor, int, int)"/>
    public static float CrossEntropy(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<long> labels,
        int classes,
        CrossEntropyOptions options = default,
        ReadOnlySpan<float> classWeights = default,
        Span<float> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0) =>
        IndexOf(logits, labels, classes, options, classWeights, grad, executor, logitsStride, gradStride);

    /// <inheritdoc cref="CrossEntropy(ReadOnlySpan{float}, ReadOnlySpan{int}, int, CrossEntropyOptions, ReadOnlySpan{float}, Span{float}, ParallelExecutor, int, int)"/>
    /// <typeparam name="TLabel">Integer type of the labels.</typeparam>
    public static float CrossEntropy<TLabel>(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<TLabel> labels,
        int classes,
        CrossEntropyOptions options = default,
        ReadOnlySpan<float> classWeights = default,
        Span<float> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0)
        where TLabel : unmanaged, IBinaryInteger<TLabel> =>
        IndexOf(logits, labels, classes, options, classWeights, grad, executor, logitsStride, gradStride);

    /// <inheritdoc cref="CrossEntropy(ReadOnlySpan{float}, ReadOnlySpan{int}, int, CrossEntropyOptions, ReadOnlySpan{float}, Span{float}, ParallelExecutor, int, int)"/>
    public static double CrossEntropy(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<int> labels,
        int classes,
        CrossEntropyOptions options = default,
        ReadOnlySpan<double> classWeights = default,
        Span<double> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0) =>
        IndexOf(logits, labels, classes, options, classWeights, grad, executor, logitsStride, gradStride);

    /// <inheritdoc cref="CrossEntropy(ReadOnlySpan{float}, ReadOnlySpan{int}, int, CrossEntropyOptions, ReadOnlySpan{float}, Span{float}, ParallelExecutor, int, int)"/>
    public static double CrossEntropy(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<long> labels,
        int classes,
        CrossEntropyOptions options = default,
        ReadOnlySpan<double> classWeights = default,
        Span<double> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0) =>
        IndexOf(logits, labels, classes, options, classWeights, grad, executor, logitsStride, gradStride);

    /// <inheritdoc cref="CrossEntropy(ReadOnlySpan{float}, ReadOnlySpan{int}, int, CrossEntropyOptions, ReadOnlySpan{float}, Span{float}, ParallelExecutor, int, int)"/>
    /// <typeparam name="TLabel">Integer type of the labels.</typeparam>
    public static double CrossEntropy<TLabel>(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<TLabel> labels,
        int classes,
        CrossEntropyOptions options = default,
        ReadOnlySpan<double> classWeights = default,
        Span<double> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0)
        where TLabel : unmanaged, IBinaryInteger<TLabel> =>
        IndexOf(logits, labels, classes, options, classWeights, grad, executor, logitsStride, gradStride);

    /// <summary>
    /// Computes the softmax cross-entropy of each row with its class label, and its gradient with respect to the
    /// logits, in one call.
    /// </summary>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="labels">
    /// [rows] classes, from 0. Of any integer type up to 64 bits, except UInt64, Char and native integers.
    /// </param>
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
    public static void CrossEntropyRows(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<int> labels,
        int classes,
        Span<float> losses,
        CrossEntropyOptions options = default,
        ReadOnlySpan<float> classWeights = default,
        Span<float> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0) =>
        IndexRowsOf(logits, labels, classes, losses, options, classWeights, grad, executor, logitsStride, gradStride);

    /// <inheritdoc cref="CrossEntropyRows(ReadOnlySpan{float}, ReadOnlySpan{int}, int, Span{float}, CrossEntropyOptions, ReadOnlySpan{float}, Span{float}, ParallelExecutor, int, int)"/>
    public static void CrossEntropyRows(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<long> labels,
        int classes,
        Span<float> losses,
        CrossEntropyOptions options = default,
        ReadOnlySpan<float> classWeights = default,
        Span<float> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0) =>
        IndexRowsOf(logits, labels, classes, losses, options, classWeights, grad, executor, logitsStride, gradStride);

    /// <inheritdoc cref="CrossEntropyRows(ReadOnlySpan{float}, ReadOnlySpan{int}, int, Span{float}, CrossEntropyOptions, ReadOnlySpan{float}, Span{float}, ParallelExecutor, int, int)"/>
    /// <typeparam name="TLabel">Integer type of the labels.</typeparam>
    public static void CrossEntropyRows<TLabel>(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<TLabel> labels,
        int classes,
        Span<float> losses,
        CrossEntropyOptions options = default,
        ReadOnlySpan<float> classWeights = default,
        Span<float> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0)
        where TLabel : unmanaged, IBinaryInteger<TLabel> =>
        IndexRowsOf(logits, labels, classes, losses, options, classWeights, grad, executor, logitsStride, gradStride);

    /// <inheritdoc cref="CrossEntropyRows(ReadOnlySpan{float}, ReadOnlySpan{int}, int, Span{float}, CrossEntropyOptions, ReadOnlySpan{float}, Span{float}, ParallelExecutor, int, int)"/>
    public static void CrossEntropyRows(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<int> labels,
        int classes,
        Span<double> losses,
        CrossEntropyOptions options = default,
        ReadOnlySpan<double> classWeights = default,
        Span<double> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0) =>
        IndexRowsOf(logits, labels, classes, losses, options, classWeights, grad, executor, logitsStride, gradStride);

    /// <inheritdoc cref="CrossEntropyRows(ReadOnlySpan{float}, ReadOnlySpan{int}, int, Span{float}, CrossEntropyOptions, ReadOnlySpan{float}, Span{float}, ParallelExecutor, int, int)"/>
    public static void CrossEntropyRows(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<long> labels,
        int classes,
        Span<double> losses,
        CrossEntropyOptions options = default,
        ReadOnlySpan<double> classWeights = default,
        Span<double> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0) =>
        IndexRowsOf(logits, labels, classes, losses, options, classWeights, grad, executor, logitsStride, gradStride);

    /// <inheritdoc cref="CrossEntropyRows(ReadOnlySpan{float}, ReadOnlySpan{int}, int, Span{float}, CrossEntropyOptions, ReadOnlySpan{float}, Span{float}, ParallelExecutor, int, int)"/>
    /// <typeparam name="TLabel">Integer type of the labels.</typeparam>
    public static void CrossEntropyRows<TLabel>(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<TLabel> labels,
        int classes,
        Span<double> losses,
        CrossEntropyOptions options = default,
        ReadOnlySpan<double> classWeights = default,
        Span<double> grad = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0)
        where TLabel : unmanaged, IBinaryInteger<TLabel> =>
        IndexRowsOf(logits, labels, classes, losses, options, classWeights, grad, executor, logitsStride, gradStride);

    private static T IndexOf<T, TLabel>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<TLabel> labels,
        int classes,
        CrossEntropyOptions options,
        ReadOnlySpan<T> classWeights,
        Span<T> grad,
        ParallelExecutor? executor,
        int logitsStride,
        int gradStride)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        T loss;
        Index(
            logits, labels, classes, &loss, Reduced(options), options, classWeights, grad, executor, logitsStride,
            gradStride);
        return loss;
    }

    private static void IndexRowsOf<T, TLabel>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<TLabel> labels,
        int classes,
        Span<T> losses,
        CrossEntropyOptions options,
        ReadOnlySpan<T> classWeights,
        Span<T> grad,
        ParallelExecutor? executor,
        int logitsStride,
        int gradStride)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        Extent.Require(losses.Length, labels.Length, nameof(losses));
        fixed (T* loss = losses)
        {
            const Reduction none = Reduction.None;
            Index(logits, labels, classes, loss, none, options, classWeights, grad, executor, logitsStride, gradStride);
        }
    }

    private static Reduction Reduced(CrossEntropyOptions options) =>
        options.Reduction == Reduction.None
            ? throw new ArgumentException("Reduction.None has a loss per row: call CrossEntropyRows.", nameof(options))
            : options.Reduction;

    private static void Index<T, TLabel>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<TLabel> labels,
        int classes,
        T* loss,
        Reduction reduction,
        CrossEntropyOptions options,
        ReadOnlySpan<T> classWeights,
        Span<T> grad,
        ParallelExecutor? executor,
        int logitsStride,
        int gradStride)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
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
        fixed (T* pz = logits, pw = classWeights, pg = grad)
        fixed (TLabel* py = labels)
        {
            var o = options.ToNative(reduction, pw, &errorRow);
            status = typeof(T) == typeof(float)
                ? NativeMethods.nloss_cross_entropy_f32(
                    (float*)pz, z.Stride, py, type, z.Rows, classes, &o, (float*)loss, (float*)pg, step, e)
                : NativeMethods.nloss_cross_entropy_f64(
                    (double*)pz, z.Stride, py, type, z.Rows, classes, &o, (double*)loss, (double*)pg, step, e);
        }

        if (status == Status.Label)
            Failure.ThrowLabel(nameof(labels), errorRow, labels[(int)errorRow], classes);
        Failure.ThrowIf(status, nameof(grad), options);
    }
}
