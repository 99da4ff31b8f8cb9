// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics.Tensors;

namespace NativeLoss;

/// <content>
/// The softmax family on tensors: any axis of a dense tensor, without a copy; or of one whose rows are at equal
/// distances.
/// </content>
public static unsafe partial class Loss
{
    /// <summary>
    /// Computes the softmax of each row: exp(z[r,c] - lse(r)), with z = logits / temperature and lse(r) = log sum_c
    /// exp(z[r,c]).
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <param name="logits">Any values.</param>
    /// <param name="probs">
    /// Receives probabilities in [0, 1]. May be <paramref name="logits"/>, with an equal layout. Of the shape of
    /// <paramref name="logits"/>.
    /// </param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <param name="options">Temperature, and what a row without any mass gives.</param>
    /// <param name="mask">Classes that take part, or numbers to add; none: all do.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <remarks>
    /// A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf entries. -inf, and a class
    /// left out by the mask whatever its logit: probability +0. All of them: NaN, or 0 with <see
    /// cref="SoftmaxOptions.EmptyRowZero"/>. Error at most 1.5 ulp (double: 2), whatever the row's offset and spread;
    /// Half and bfloat16 are rounded once from that.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The shapes do not fit together, the rows of a tensor are not at equal distances, or the tensors overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="axis"/> or an option is illegal.</exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void Softmax<T>(
        in ReadOnlyTensorSpan<T> logits,
        in TensorSpan<T> probs,
        int axis = -1,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        var z = Extent.Of(logits, axis, nameof(logits));
        var step = Extent.StrideOf(probs.AsReadOnlyTensorSpan(), logits.Lengths, axis, nameof(probs));
        Map(
            Function.Softmax, z, Extent.Memory(logits), Extent.Memory(probs), step, options, mask, executor,
            nameof(probs));
    }

    /// <summary>Computes the softmin of each row: the softmax of -logits.</summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <param name="logits">Any values.</param>
    /// <param name="probs">
    /// Receives probabilities in [0, 1]. May be <paramref name="logits"/>, with an equal layout. Of the shape of
    /// <paramref name="logits"/>.
    /// </param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <param name="options">Temperature, and what a row without any mass gives.</param>
    /// <param name="mask">Classes that take part, or numbers to add; none: all do.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <remarks>As <c>Softmax</c>, with the signs of infinities exchanged.</remarks>
    /// <exception cref="ArgumentException">
    /// The shapes do not fit together, the rows of a tensor are not at equal distances, or the tensors overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="axis"/> or an option is illegal.</exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void Softmin<T>(
        in ReadOnlyTensorSpan<T> logits,
        in TensorSpan<T> probs,
        int axis = -1,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        var z = Extent.Of(logits, axis, nameof(logits));
        var step = Extent.StrideOf(probs.AsReadOnlyTensorSpan(), logits.Lengths, axis, nameof(probs));
        Map(
            Function.Softmin, z, Extent.Memory(logits), Extent.Memory(probs), step, options, mask, executor,
            nameof(probs));
    }

    /// <summary>
    /// Computes the log-softmax of each row, z[r,c] - lse(r) with z = logits / temperature, without a detour over the
    /// softmax.
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <param name="logits">Any values.</param>
    /// <param name="logProbs">
    /// Receives log-probabilities, at most 0. May be <paramref name="logits"/>, with an equal layout. Of the shape of
    /// <paramref name="logits"/>.
    /// </param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <param name="options">Temperature, and what a row without any mass gives.</param>
    /// <param name="mask">Classes that take part, or numbers to add; none: all do.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <remarks>
    /// A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf entries. -inf, and a class
    /// left out by the mask: -inf. All of them: NaN, or -inf with <see cref="SoftmaxOptions.EmptyRowZero"/>. Error at
    /// most 1.5 ulp (double: 2), also for the class with nearly all the mass.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The shapes do not fit together, the rows of a tensor are not at equal distances, or the tensors overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="axis"/> or an option is illegal.</exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void LogSoftmax<T>(
        in ReadOnlyTensorSpan<T> logits,
        in TensorSpan<T> logProbs,
        int axis = -1,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        var z = Extent.Of(logits, axis, nameof(logits));
        var step = Extent.StrideOf(logProbs.AsReadOnlyTensorSpan(), logits.Lengths, axis, nameof(logProbs));
        Map(
            Function.LogSoftmax, z, Extent.Memory(logits), Extent.Memory(logProbs), step, options, mask, executor,
            nameof(logProbs));
    }

    /// <summary>Computes lse[r] = log sum_c exp(logits[r,c] / temperature) of each row.</summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <typeparam name="TReal"><c>double</c> beside <c>double</c>, else <c>float</c>.</typeparam>
    /// <param name="logits">Any values.</param>
    /// <param name="lse">
    /// Receives results, in nats. Dense, of the shape of <paramref name="logits"/> without the axis, or with length 1
    /// there.
    /// </param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <param name="options">Temperature, and what a row without any mass gives.</param>
    /// <param name="mask">Classes that take part, or numbers to add; none: all do.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <remarks>
    /// A row with NaN: NaN. +inf: +inf. All -inf or left out: -inf. Error at most 1.5 ulp (double: 2), relative to the
    /// two parts max and log sum exp(z - max) where they cancel.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The shapes do not fit together, the rows of a tensor are not at equal distances, or the tensors overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="axis"/> or an option is illegal.</exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void LogSumExp<T, TReal>(
        in ReadOnlyTensorSpan<T> logits,
        in TensorSpan<TReal> lse,
        int axis = -1,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
        where TReal : unmanaged
    {
        var z = Extent.Of(logits, axis, nameof(logits));
        var rows = Extent.RowsOf(lse, logits.Lengths, axis, nameof(lse));
        Reduce(Function.LogSumExp, z, Extent.Memory(logits), rows, options, mask, executor, nameof(lse));
    }

    /// <summary>Computes the entropy of the softmax of each row: -sum_c p[c] log p[c].</summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <typeparam name="TReal"><c>double</c> beside <c>double</c>, else <c>float</c>.</typeparam>
    /// <param name="logits">Any values.</param>
    /// <param name="entropy">
    /// Receives entropies, in nats, or in bits with <see cref="SoftmaxOptions.Bits"/>. Dense, of the shape of <paramref
    /// name="logits"/> without the axis, or with length 1 there.
    /// </param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <param name="options">Temperature, and what a row without any mass gives.</param>
    /// <param name="mask">Classes that take part, or numbers to add; none: all do.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <remarks>
    /// A row with NaN, or without any mass: NaN, or 0 for the latter with <see cref="SoftmaxOptions.EmptyRowZero"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The shapes do not fit together, the rows of a tensor are not at equal distances, or the tensors overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="axis"/> or an option is illegal.</exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void Entropy<T, TReal>(
        in ReadOnlyTensorSpan<T> logits,
        in TensorSpan<TReal> entropy,
        int axis = -1,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
        where TReal : unmanaged
    {
        var z = Extent.Of(logits, axis, nameof(logits));
        var rows = Extent.RowsOf(entropy, logits.Lengths, axis, nameof(entropy));
        Reduce(Function.Entropy, z, Extent.Memory(logits), rows, options, mask, executor, nameof(entropy));
    }

    /// <summary>
    /// Computes the gradient of a softmax with respect to its logits: probs[r,c] (gradProbs[r,c] - sum_k probs[r,k]
    /// gradProbs[r,k]) / temperature.
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <param name="probs">What <c>Softmax</c> gave.</param>
    /// <param name="gradProbs">
    /// Gradient with respect to <paramref name="probs"/>. Of the shape of <paramref name="probs"/>.
    /// </param>
    /// <param name="gradLogits">
    /// Receives the gradient, in the same shape. May be <paramref name="probs"/> or <paramref name="gradProbs"/>, with
    /// an equal layout.
    /// </param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <param name="options">What the forward method was given.</param>
    /// <param name="mask">What the forward method was given.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <remarks>
    /// Where a probability is 0 the gradient is 0, whatever finite value <paramref name="gradProbs"/> has.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The shapes do not fit together, the rows of a tensor are not at equal distances, or the tensors overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="axis"/> or an option is illegal.</exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void SoftmaxBackward<T>(
        in ReadOnlyTensorSpan<T> probs,
        in ReadOnlyTensorSpan<T> gradProbs,
        in TensorSpan<T> gradLogits,
        int axis = -1,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        var z = Extent.Of(probs, axis, nameof(probs));
        var inStep = Extent.StrideOf(gradProbs, probs.Lengths, axis, nameof(gradProbs));
        var outStep = Extent.StrideOf(gradLogits.AsReadOnlyTensorSpan(), probs.Lengths, axis, nameof(gradLogits));
        MapBackward(
            Function.SoftmaxBackward, z, Extent.Memory(probs), Extent.Memory(gradProbs), inStep,
            Extent.Memory(gradLogits), outStep, options, mask, executor);
    }

    /// <summary>Computes the gradient of a softmin with respect to its logits.</summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <param name="probs">What <c>Softmin</c> gave.</param>
    /// <param name="gradProbs">
    /// Gradient with respect to <paramref name="probs"/>. Of the shape of <paramref name="probs"/>.
    /// </param>
    /// <param name="gradLogits">
    /// Receives the gradient, in the same shape. May be <paramref name="probs"/> or <paramref name="gradProbs"/>, with
    /// an equal layout.
    /// </param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <param name="options">What the forward method was given.</param>
    /// <param name="mask">What the forward method was given.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <remarks>
    /// Where a probability is 0 the gradient is 0, whatever finite value <paramref name="gradProbs"/> has.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The shapes do not fit together, the rows of a tensor are not at equal distances, or the tensors overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="axis"/> or an option is illegal.</exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void SoftminBackward<T>(
        in ReadOnlyTensorSpan<T> probs,
        in ReadOnlyTensorSpan<T> gradProbs,
        in TensorSpan<T> gradLogits,
        int axis = -1,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        var z = Extent.Of(probs, axis, nameof(probs));
        var inStep = Extent.StrideOf(gradProbs, probs.Lengths, axis, nameof(gradProbs));
        var outStep = Extent.StrideOf(gradLogits.AsReadOnlyTensorSpan(), probs.Lengths, axis, nameof(gradLogits));
        MapBackward(
            Function.SoftminBackward, z, Extent.Memory(probs), Extent.Memory(gradProbs), inStep,
            Extent.Memory(gradLogits), outStep, options, mask, executor);
    }

    /// <summary>
    /// Computes the gradient of a log-softmax with respect to its logits: (gradLogProbs[r,c] - softmax(logits)[r,c]
    /// sum_k gradLogProbs[r,k]) / temperature. It takes the logits, not the result: a log-probability has lost the
    /// digits that its exponential needs.
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <param name="logits">What <c>LogSoftmax</c> was given.</param>
    /// <param name="gradLogProbs">
    /// Gradient with respect to the log-probabilities. Of the shape of <paramref name="logits"/>.
    /// </param>
    /// <param name="gradLogits">
    /// Receives the gradient, in the same shape. May be <paramref name="logits"/> or <paramref name="gradLogProbs"/>,
    /// with an equal layout.
    /// </param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <param name="options">What the forward method was given.</param>
    /// <param name="mask">What the forward method was given.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <remarks>
    /// A row with NaN: the whole row is NaN. All -inf: NaN, or 0 with <see cref="SoftmaxOptions.EmptyRowZero"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The shapes do not fit together, the rows of a tensor are not at equal distances, or the tensors overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="axis"/> or an option is illegal.</exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void LogSoftmaxBackward<T>(
        in ReadOnlyTensorSpan<T> logits,
        in ReadOnlyTensorSpan<T> gradLogProbs,
        in TensorSpan<T> gradLogits,
        int axis = -1,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        var z = Extent.Of(logits, axis, nameof(logits));
        var inStep = Extent.StrideOf(gradLogProbs, logits.Lengths, axis, nameof(gradLogProbs));
        var outStep = Extent.StrideOf(gradLogits.AsReadOnlyTensorSpan(), logits.Lengths, axis, nameof(gradLogits));
        MapBackward(
            Function.LogSoftmaxBackward, z, Extent.Memory(logits), Extent.Memory(gradLogProbs), inStep,
            Extent.Memory(gradLogits), outStep, options, mask, executor);
    }

    /// <summary>
    /// Computes the gradient of a logsumexp with respect to its logits: gradLse[r] softmax(logits)[r,c] / temperature.
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <typeparam name="TReal"><c>double</c> beside <c>double</c>, else <c>float</c>.</typeparam>
    /// <param name="logits">What <c>LogSumExp</c> was given.</param>
    /// <param name="gradLse">
    /// Gradient with respect to the logsumexp. Dense, of the shape of <paramref name="logits"/> without the axis, or
    /// with length 1 there.
    /// </param>
    /// <param name="gradLogits">
    /// Receives the gradient, in the shape of <paramref name="logits"/>; may be them, with an equal layout.
    /// </param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <param name="options">What the forward method was given.</param>
    /// <param name="mask">What the forward method was given.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <remarks>
    /// A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf entries. All -inf: NaN.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The shapes do not fit together, the rows of a tensor are not at equal distances, or the tensors overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="axis"/> or an option is illegal.</exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void LogSumExpBackward<T, TReal>(
        in ReadOnlyTensorSpan<T> logits,
        in ReadOnlyTensorSpan<TReal> gradLse,
        in TensorSpan<T> gradLogits,
        int axis = -1,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
        where TReal : unmanaged
    {
        var z = Extent.Of(logits, axis, nameof(logits));
        var rows = Extent.RowsOf(gradLse, logits.Lengths, axis, nameof(gradLse));
        var step = Extent.StrideOf(gradLogits.AsReadOnlyTensorSpan(), logits.Lengths, axis, nameof(gradLogits));
        ReduceBackward(
            Function.LogSumExpBackward, z, Extent.Memory(logits), rows, nameof(gradLse),
            Extent.Memory(gradLogits), step, options, mask, executor);
    }

    /// <summary>
    /// Computes the gradient of the entropy of a softmax with respect to its logits: -gradEntropy[r] p[c] (log p[c] +
    /// entropy[r]) / temperature.
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <typeparam name="TReal"><c>double</c> beside <c>double</c>, else <c>float</c>.</typeparam>
    /// <param name="logits">What <c>Entropy</c> was given.</param>
    /// <param name="gradEntropy">
    /// Gradient with respect to the entropy. Dense, of the shape of <paramref name="logits"/> without the axis, or with
    /// length 1 there.
    /// </param>
    /// <param name="gradLogits">
    /// Receives the gradient, in the shape of <paramref name="logits"/>; may be them, with an equal layout.
    /// </param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <param name="options">What the forward method was given.</param>
    /// <param name="mask">What the forward method was given.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <remarks>A row with NaN: the whole row is NaN. All -inf: NaN.</remarks>
    /// <exception cref="ArgumentException">
    /// The shapes do not fit together, the rows of a tensor are not at equal distances, or the tensors overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="axis"/> or an option is illegal.</exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void EntropyBackward<T, TReal>(
        in ReadOnlyTensorSpan<T> logits,
        in ReadOnlyTensorSpan<TReal> gradEntropy,
        in TensorSpan<T> gradLogits,
        int axis = -1,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
        where TReal : unmanaged
    {
        var z = Extent.Of(logits, axis, nameof(logits));
        var rows = Extent.RowsOf(gradEntropy, logits.Lengths, axis, nameof(gradEntropy));
        var step = Extent.StrideOf(gradLogits.AsReadOnlyTensorSpan(), logits.Lengths, axis, nameof(gradLogits));
        ReduceBackward(
            Function.EntropyBackward, z, Extent.Memory(logits), rows, nameof(gradEntropy),
            Extent.Memory(gradLogits), step, options, mask, executor);
    }
}
