// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace NativeLoss;

/// <content>Cross-entropy of tensors: see the softmax family.</content>
public static unsafe partial class Loss
{
    /// <summary>
    /// Computes the softmax cross-entropy of each row with its class label, and its gradient with respect to the
    /// logits, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>; other methods of this name take the types of 16 bits.</typeparam>
    /// <typeparam name="TLabel">
    /// Any integer type up to 64 bits, except UInt64, Char and native integers.
    /// </typeparam>
    /// <param name="logits">Any values.</param>
    /// <param name="labels">
    /// Classes, from 0. Dense, of the shape of <paramref name="logits"/> without the axis, or with length 1 there.
    /// </param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <param name="options">Reduction, smoothing, ignored label, z-loss, soft cap.</param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the gradient, in the shape of <paramref name="logits"/>; may be them, with an equal layout;
    /// <c>default</c> = not wanted.
    /// </param>
    /// <param name="rowWeights">
    /// Weight of each row, in their order, empty = all ones. Multiplies loss and gradient and counts in the mean's denominator.
    /// </param>
    /// <param name="secondLabels">
    /// Second class of each row (mix-up, CutMix), in their order, with the share 1 - <see cref="CrossEntropyOptions.MixLambda"/>
    /// of its loss; empty = none.
    /// </param>
    /// <param name="statistics">What else is wanted about each row.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <returns>The mean or the sum of the losses, in nats.</returns>
    /// <remarks>
    /// <para>With y = labels[r], e = label smoothing, w = class weights, v = row weights, a = z-loss, p =
    /// softmax(logits[r,:]):</para>
    /// <code>
    /// l[r]  = v[r] (w[y] (1-e) (lse(r) - logits[r,y]) + (e/classes) sum_c w[c] (lse(r) - logits[r,c]) + a lse(r)^2)
    /// dl/dz = v[r] (w[y] (1-e) (p[c] - [c=y]) + (e/classes) (p[c] sum_k w[k] - w[c]) + 2 a lse(r) p[c])
    /// mean  = sum_r l[r] / sum_r v[r] w[y], both over the rows that are not ignored
    /// </code>
    /// <para>
    /// NaN in a row: its loss and gradient are NaN, other rows are untouched by it. logits[r,y] = -inf: loss +inf,
    /// gradient finite. +inf: the mass is shared evenly by the +inf entries. All -inf: NaN. Nothing to average: NaN, or
    /// 0 with <see cref="CrossEntropyOptions.EmptyMeanZero"/>; the gradient is 0. Loss at most 1.5 ulp (double: 2),
    /// relative, also where it is near 0; gradient of the true class at most 2 ulp.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The shapes do not fit together, the rows of a tensor are not at equal distances, or the tensors overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A label is outside [0, classes) and is not the ignored one (the message tells the first such row), or
    /// the axis or an option is illegal. Nothing was written.
    /// </exception>
    public static T CrossEntropy<T, TLabel>(
        in ReadOnlyTensorSpan<T> logits,
        in ReadOnlyTensorSpan<TLabel> labels,
        int axis = -1,
        CrossEntropyOptions options = default,
        ReadOnlySpan<T> classWeights = default,
        TensorSpan<T> grad = default,
        ReadOnlySpan<T> rowWeights = default,
        ReadOnlySpan<TLabel> secondLabels = default,
        CrossEntropyStatistics<T> statistics = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        T loss;
        IndexTensor(
            logits, labels, axis, &loss, Reduced(options.Reduction), options, classWeights, grad, rowWeights, secondLabels, statistics,
            executor);
        return loss;
    }

    /// <inheritdoc cref="CrossEntropy{T, TLabel}(in ReadOnlyTensorSpan{T}, in ReadOnlyTensorSpan{TLabel}, int, CrossEntropyOptions, ReadOnlySpan{T}, TensorSpan{T}, ReadOnlySpan{T}, ReadOnlySpan{TLabel}, CrossEntropyStatistics{T}, ParallelExecutor)"/>
    /// <remarks>The loss is a float.</remarks>
    public static float CrossEntropy<TLabel>(
        in ReadOnlyTensorSpan<Half> logits,
        in ReadOnlyTensorSpan<TLabel> labels,
        int axis = -1,
        CrossEntropyOptions options = default,
        ReadOnlySpan<float> classWeights = default,
        TensorSpan<Half> grad = default,
        ReadOnlySpan<float> rowWeights = default,
        ReadOnlySpan<TLabel> secondLabels = default,
        CrossEntropyStatistics<float> statistics = default,
        ParallelExecutor? executor = null)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        float loss;
        IndexTensor(
            logits, labels, axis, &loss, Reduced(options.Reduction), options, classWeights, grad, rowWeights, secondLabels, statistics,
            executor);
        return loss;
    }

    /// <inheritdoc cref="CrossEntropy{T, TLabel}(in ReadOnlyTensorSpan{T}, in ReadOnlyTensorSpan{TLabel}, int, CrossEntropyOptions, ReadOnlySpan{T}, TensorSpan{T}, ReadOnlySpan{T}, ReadOnlySpan{TLabel}, CrossEntropyStatistics{T}, ParallelExecutor)"/>
    /// <remarks>Logits and gradient are bit patterns of bfloat16; the loss is a float.</remarks>
    public static float CrossEntropy<TLabel>(
        in ReadOnlyTensorSpan<ushort> logits,
        in ReadOnlyTensorSpan<TLabel> labels,
        int axis = -1,
        CrossEntropyOptions options = default,
        ReadOnlySpan<float> classWeights = default,
        TensorSpan<ushort> grad = default,
        ReadOnlySpan<float> rowWeights = default,
        ReadOnlySpan<TLabel> secondLabels = default,
        CrossEntropyStatistics<float> statistics = default,
        ParallelExecutor? executor = null)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        float loss;
        IndexTensor(
            logits, labels, axis, &loss, Reduced(options.Reduction), options, classWeights, grad, rowWeights, secondLabels, statistics,
            executor);
        return loss;
    }

    /// <summary>
    /// Computes the softmax cross-entropy of each row with its class label, and its gradient with respect to the
    /// logits, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <typeparam name="TLabel">
    /// Any integer type up to 64 bits, except UInt64, Char and native integers.
    /// </typeparam>
    /// <typeparam name="TReal"><c>double</c> beside <c>double</c>, else <c>float</c>.</typeparam>
    /// <param name="logits">Any values.</param>
    /// <param name="labels">
    /// Classes, from 0. Dense, of the shape of <paramref name="logits"/> without the axis, or with length 1 there.
    /// </param>
    /// <param name="losses">Receives the losses, in nats. Dense, of the shape of the labels.</param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <param name="options">Smoothing, ignored label, z-loss, soft cap.</param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the gradient, in the shape of <paramref name="logits"/>; may be them, with an equal layout;
    /// <c>default</c> = not wanted.
    /// </param>
    /// <param name="rowWeights">
    /// Weight of each row, in their order, empty = all ones. Multiplies loss and gradient and counts in the mean's denominator.
    /// </param>
    /// <param name="secondLabels">
    /// Second class of each row (mix-up, CutMix), in their order, with the share 1 - <see cref="CrossEntropyOptions.MixLambda"/>
    /// of its loss; empty = none.
    /// </param>
    /// <param name="statistics">What else is wanted about each row.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <remarks>
    /// <para>With y = labels[r], e = label smoothing, w = class weights, v = row weights, a = z-loss, p =
    /// softmax(logits[r,:]):</para>
    /// <code>
    /// l[r]  = v[r] (w[y] (1-e) (lse(r) - logits[r,y]) + (e/classes) sum_c w[c] (lse(r) - logits[r,c]) + a lse(r)^2)
    /// dl/dz = v[r] (w[y] (1-e) (p[c] - [c=y]) + (e/classes) (p[c] sum_k w[k] - w[c]) + 2 a lse(r) p[c])
    /// mean  = sum_r l[r] / sum_r v[r] w[y], both over the rows that are not ignored
    /// </code>
    /// <para>
    /// NaN in a row: its loss and gradient are NaN, other rows are untouched by it. logits[r,y] = -inf: loss +inf,
    /// gradient finite. +inf: the mass is shared evenly by the +inf entries. All -inf: NaN. Nothing to average: NaN, or
    /// 0 with <see cref="CrossEntropyOptions.EmptyMeanZero"/>; the gradient is 0. Loss at most 1.5 ulp (double: 2),
    /// relative, also where it is near 0; gradient of the true class at most 2 ulp.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The shapes do not fit together, the rows of a tensor are not at equal distances, or the tensors overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A label is outside [0, classes) and is not the ignored one (the message tells the first such row), or
    /// the axis or an option is illegal. Nothing was written.
    /// </exception>
    public static void CrossEntropyRows<T, TLabel, TReal>(
        in ReadOnlyTensorSpan<T> logits,
        in ReadOnlyTensorSpan<TLabel> labels,
        in TensorSpan<TReal> losses,
        int axis = -1,
        CrossEntropyOptions options = default,
        ReadOnlySpan<TReal> classWeights = default,
        TensorSpan<T> grad = default,
        ReadOnlySpan<TReal> rowWeights = default,
        ReadOnlySpan<TLabel> secondLabels = default,
        CrossEntropyStatistics<TReal> statistics = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where TReal : unmanaged
    {
        fixed (TReal* loss = Extent.RowsOf(losses, logits.Lengths, axis, nameof(losses)))
        {
            IndexTensor(
                logits, labels, axis, loss, Reduction.None, options, classWeights, grad, rowWeights, secondLabels, statistics,
                executor);
        }
    }

    /// <summary>
    /// Computes the softmax cross-entropy of each row with a target distribution, and its gradient with respect to the
    /// logits, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>; other methods of this name take the types of 16 bits.</typeparam>
    /// <param name="logits">Any values.</param>
    /// <param name="targets">
    /// Probabilities, of the shape of <paramref name="logits"/>; not checked for sign or sum.
    /// </param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <param name="options">
    /// Reduction, smoothing, z-loss, soft cap; <see cref="CrossEntropyOptions.IgnoreIndex"/> must be null.
    /// </param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the gradient, in the shape of <paramref name="logits"/>; may be them, with an equal layout;
    /// <c>default</c> = not wanted.
    /// </param>
    /// <param name="rowWeights">
    /// Weight of each row, in their order, empty = all ones. Multiplies loss and gradient and counts in the mean's denominator.
    /// </param>
    /// <param name="statistics">What else is wanted about each row.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
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
    /// <exception cref="ArgumentException">
    /// The shapes do not fit together, the rows of a tensor are not at equal distances, or the tensors overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The axis or an option is illegal. Nothing was written.
    /// </exception>
    public static T CrossEntropySoft<T>(
        in ReadOnlyTensorSpan<T> logits,
        in ReadOnlyTensorSpan<T> targets,
        int axis = -1,
        CrossEntropyOptions options = default,
        ReadOnlySpan<T> classWeights = default,
        TensorSpan<T> grad = default,
        ReadOnlySpan<T> rowWeights = default,
        CrossEntropyStatistics<T> statistics = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        T loss;
        SoftTensor(
            logits, targets, axis, &loss, Reduced(options.Reduction), options, classWeights, grad, rowWeights, statistics, executor);
        return loss;
    }

    /// <inheritdoc cref="CrossEntropySoft{T}(in ReadOnlyTensorSpan{T}, in ReadOnlyTensorSpan{T}, int, CrossEntropyOptions, ReadOnlySpan{T}, TensorSpan{T}, ReadOnlySpan{T}, CrossEntropyStatistics{T}, ParallelExecutor)"/>
    /// <remarks>The loss is a float.</remarks>
    public static float CrossEntropySoft(
        in ReadOnlyTensorSpan<Half> logits,
        in ReadOnlyTensorSpan<Half> targets,
        int axis = -1,
        CrossEntropyOptions options = default,
        ReadOnlySpan<float> classWeights = default,
        TensorSpan<Half> grad = default,
        ReadOnlySpan<float> rowWeights = default,
        CrossEntropyStatistics<float> statistics = default,
        ParallelExecutor? executor = null)
    {
        float loss;
        SoftTensor(
            logits, targets, axis, &loss, Reduced(options.Reduction), options, classWeights, grad, rowWeights, statistics, executor);
        return loss;
    }

    /// <inheritdoc cref="CrossEntropySoft{T}(in ReadOnlyTensorSpan{T}, in ReadOnlyTensorSpan{T}, int, CrossEntropyOptions, ReadOnlySpan{T}, TensorSpan{T}, ReadOnlySpan{T}, CrossEntropyStatistics{T}, ParallelExecutor)"/>
    /// <remarks>Logits, targets and gradient are bit patterns of bfloat16; the loss is a float.</remarks>
    public static float CrossEntropySoft(
        in ReadOnlyTensorSpan<ushort> logits,
        in ReadOnlyTensorSpan<ushort> targets,
        int axis = -1,
        CrossEntropyOptions options = default,
        ReadOnlySpan<float> classWeights = default,
        TensorSpan<ushort> grad = default,
        ReadOnlySpan<float> rowWeights = default,
        CrossEntropyStatistics<float> statistics = default,
        ParallelExecutor? executor = null)
    {
        float loss;
        SoftTensor(
            logits, targets, axis, &loss, Reduced(options.Reduction), options, classWeights, grad, rowWeights, statistics, executor);
        return loss;
    }

    /// <summary>
    /// Computes the softmax cross-entropy of each row with a target distribution, and its gradient with respect to the
    /// logits, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <typeparam name="TReal"><c>double</c> beside <c>double</c>, else <c>float</c>.</typeparam>
    /// <param name="logits">Any values.</param>
    /// <param name="targets">
    /// Probabilities, of the shape of <paramref name="logits"/>; not checked for sign or sum.
    /// </param>
    /// <param name="losses">
    /// Receives the losses, in nats. Dense, of the shape of <paramref name="logits"/> without the axis, or with length
    /// 1 there.
    /// </param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <param name="options">
    /// Smoothing, z-loss, soft cap; <see cref="CrossEntropyOptions.IgnoreIndex"/> must be null.
    /// </param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the gradient, in the shape of <paramref name="logits"/>; may be them, with an equal layout;
    /// <c>default</c> = not wanted.
    /// </param>
    /// <param name="rowWeights">
    /// Weight of each row, in their order, empty = all ones. Multiplies loss and gradient and counts in the mean's denominator.
    /// </param>
    /// <param name="statistics">What else is wanted about each row.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
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
    /// <exception cref="ArgumentException">
    /// The shapes do not fit together, the rows of a tensor are not at equal distances, or the tensors overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The axis or an option is illegal. Nothing was written.
    /// </exception>
    public static void CrossEntropySoftRows<T, TReal>(
        in ReadOnlyTensorSpan<T> logits,
        in ReadOnlyTensorSpan<T> targets,
        in TensorSpan<TReal> losses,
        int axis = -1,
        CrossEntropyOptions options = default,
        ReadOnlySpan<TReal> classWeights = default,
        TensorSpan<T> grad = default,
        ReadOnlySpan<TReal> rowWeights = default,
        CrossEntropyStatistics<TReal> statistics = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
        where TReal : unmanaged
    {
        fixed (TReal* loss = Extent.RowsOf(losses, logits.Lengths, axis, nameof(losses)))
        {
            SoftTensor(
                logits, targets, axis, loss, Reduction.None, options, classWeights, grad, rowWeights, statistics, executor);
        }
    }

    private static void IndexTensor<T, TLabel, TReal>(
        in ReadOnlyTensorSpan<T> logits,
        in ReadOnlyTensorSpan<TLabel> labels,
        int axis,
        TReal* loss,
        Reduction reduction,
        CrossEntropyOptions options,
        ReadOnlySpan<TReal> classWeights,
        in TensorSpan<T> grad,
        ReadOnlySpan<TReal> rowWeights,
        ReadOnlySpan<TLabel> secondLabels,
        in CrossEntropyStatistics<TReal> statistics,
        ParallelExecutor? executor)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where TReal : unmanaged
    {
        var z = Extent.Of(logits, axis, nameof(logits));
        var step = grad.IsEmpty
            ? z.Stride
            : Extent.StrideOf(grad.AsReadOnlyTensorSpan(), logits.Lengths, axis, nameof(grad));
        Index(
            z, Extent.Memory(logits), Extent.RowsOf(labels, logits.Lengths, axis, nameof(labels)), loss, reduction,
            options, classWeights, Extent.Memory(grad), step, rowWeights, secondLabels, statistics, executor);
    }

    private static void SoftTensor<T, TReal>(
        in ReadOnlyTensorSpan<T> logits,
        in ReadOnlyTensorSpan<T> targets,
        int axis,
        TReal* loss,
        Reduction reduction,
        CrossEntropyOptions options,
        ReadOnlySpan<TReal> classWeights,
        in TensorSpan<T> grad,
        ReadOnlySpan<TReal> rowWeights,
        in CrossEntropyStatistics<TReal> statistics,
        ParallelExecutor? executor)
        where T : unmanaged
        where TReal : unmanaged
    {
        var z = Extent.Of(logits, axis, nameof(logits));
        var step = grad.IsEmpty
            ? z.Stride
            : Extent.StrideOf(grad.AsReadOnlyTensorSpan(), logits.Lengths, axis, nameof(grad));
        var targetsStep = Extent.StrideOf(targets, logits.Lengths, axis, nameof(targets));
        Soft(
            z, Extent.Memory(logits), Extent.Memory(targets), targetsStep, loss, reduction, options, classWeights,
            Extent.Memory(grad), step, rowWeights, statistics, executor);
    }
}
