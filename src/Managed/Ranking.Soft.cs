// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics.Tensors;
using NativeLoss.Interop;

namespace NativeLoss;

/// <content>
/// Ranks, their soft counterparts and Spearman's correlation. The memory that they need is rented from the shared array
/// pool for the call: 64 bytes for each class and task.
/// </content>
public static unsafe partial class Ranking
{
    /// <summary>
    /// Computes the rank of each element in its row, from 1 for the smallest; equal elements get the average of their
    /// ranks.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="values">[rows, classes] any values; a row with NaN has no ranks but NaN.</param>
    /// <param name="classes">Elements of a row, at least 1.</param>
    /// <param name="ranks">Receives [rows, classes]. May be <paramref name="values"/>, with equal strides.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="valuesStride">Elements from one row of <paramref name="values"/> to the next; 0 = classes.</param>
    /// <param name="ranksStride">Elements from one row of <paramref name="ranks"/> to the next; 0 = classes.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/>, a stride or an option is illegal.
    /// </exception>
    public static void Rank<T>(
        ReadOnlySpan<T> values,
        int classes,
        Span<T> ranks,
        ParallelExecutor? executor = null,
        int valuesStride = 0,
        int ranksStride = 0)
        where T : unmanaged
    {
        var x = Extent.Of(values.Length, classes, valuesStride, nameof(values));
        RunRank(x, values, ranks, x.Match(ranks.Length, classes, ranksStride, nameof(ranks)), executor);
    }

    /// <inheritdoc cref="Rank{T}(ReadOnlySpan{T}, int, Span{T}, ParallelExecutor, int, int)"/>
    /// <param name="values">Any values; a row with NaN has no ranks but NaN.</param>
    /// <param name="ranks">Receives the ranks, in the shape of <paramref name="values"/>. May be they, with an equal layout.</param>
    /// <param name="axis">
    /// The axis of the elements of a row; negative counts from the end. It must be the last one longer than 1.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    public static void Rank<T>(
        in ReadOnlyTensorSpan<T> values, in TensorSpan<T> ranks, int axis = -1, ParallelExecutor? executor = null)
        where T : unmanaged
    {
        RunRank(
            Extent.OfRows(values, axis, nameof(values)), Extent.Memory(values), Extent.Memory(ranks),
            Extent.StrideOf(ranks.AsReadOnlyTensorSpan(), values.Lengths, axis, nameof(ranks)), executor);
    }

    /// <summary>
    /// Computes Spearman's rank correlation of each pair of rows: the correlation of their ranks, averaged where
    /// elements are equal.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="first">[rows, classes] any values.</param>
    /// <param name="second">[rows, classes] any values.</param>
    /// <param name="classes">Elements of a row, at least 1.</param>
    /// <param name="correlation">
    /// Receives [rows] correlations from -1 to 1; NaN where a row has NaN or all its elements are equal.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="firstStride">Elements from one row of <paramref name="first"/> to the next; 0 = classes.</param>
    /// <param name="secondStride">Elements from one row of <paramref name="second"/> to the next; 0 = classes.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/>, a stride or an option is illegal.
    /// </exception>
    public static void Spearman<T>(
        ReadOnlySpan<T> first,
        ReadOnlySpan<T> second,
        int classes,
        Span<T> correlation,
        ParallelExecutor? executor = null,
        int firstStride = 0,
        int secondStride = 0)
        where T : unmanaged
    {
        var x = Extent.Of(first.Length, classes, firstStride, nameof(first));
        RunSpearman(x, first, second, x.Match(second.Length, classes, secondStride, nameof(second)), correlation, executor);
    }

    /// <inheritdoc cref="Spearman{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, int, Span{T}, ParallelExecutor, int, int)"/>
    /// <param name="first">Any values.</param>
    /// <param name="second">Any values, in the shape of <paramref name="first"/>.</param>
    /// <param name="correlation">
    /// Receives correlations from -1 to 1; NaN where a row has NaN or all its elements are equal. Dense, of the shape of
    /// <paramref name="first"/> without the axis, or with length 1 there.
    /// </param>
    /// <param name="axis">
    /// The axis of the elements of a row; negative counts from the end. It must be the last one longer than 1.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    public static void Spearman<T>(
        in ReadOnlyTensorSpan<T> first,
        in ReadOnlyTensorSpan<T> second,
        in TensorSpan<T> correlation,
        int axis = -1,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        RunSpearman(
            Extent.OfRows(first, axis, nameof(first)), Extent.Memory(first), Extent.Memory(second),
            Extent.StrideOf(second, first.Lengths, axis, nameof(second)),
            Extent.RowsOf(correlation, first.Lengths, axis, nameof(correlation)), executor);
    }

    /// <summary>
    /// Computes soft ranks: a function of the values that has a useful gradient, and is the rank where values are far
    /// apart (Blondel, Teboul, Berthet, Djolonga 2020).
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="values">[rows, classes] any values; a row with NaN has no soft ranks but NaN.</param>
    /// <param name="classes">Elements of a row, at least 1.</param>
    /// <param name="ranks">Receives [rows, classes]. May be <paramref name="values"/>, with equal strides.</param>
    /// <param name="options">Kind and strength of the regularization.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="valuesStride">Elements from one row of <paramref name="values"/> to the next; 0 = classes.</param>
    /// <param name="ranksStride">Elements from one row of <paramref name="ranks"/> to the next; 0 = classes.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/>, a stride or an option is illegal.
    /// </exception>
    public static void SoftRank<T>(
        ReadOnlySpan<T> values,
        int classes,
        Span<T> ranks,
        SoftRankOptions options = default,
        ParallelExecutor? executor = null,
        int valuesStride = 0,
        int ranksStride = 0)
        where T : unmanaged
    {
        var x = Extent.Of(values.Length, classes, valuesStride, nameof(values));
        RunSoftRank(x, values, ranks, x.Match(ranks.Length, classes, ranksStride, nameof(ranks)), options, executor);
    }

    /// <inheritdoc cref="SoftRank{T}(ReadOnlySpan{T}, int, Span{T}, SoftRankOptions, ParallelExecutor, int, int)"/>
    /// <param name="values">Any values; a row with NaN has no soft ranks but NaN.</param>
    /// <param name="ranks">Receives the ranks, in the shape of <paramref name="values"/>. May be they, with an equal layout.</param>
    /// <param name="axis">
    /// The axis of the elements of a row; negative counts from the end. It must be the last one longer than 1.
    /// </param>
    /// <param name="options">Kind and strength of the regularization.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    public static void SoftRank<T>(
        in ReadOnlyTensorSpan<T> values,
        in TensorSpan<T> ranks,
        int axis = -1,
        SoftRankOptions options = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        RunSoftRank(
            Extent.OfRows(values, axis, nameof(values)), Extent.Memory(values), Extent.Memory(ranks),
            Extent.StrideOf(ranks.AsReadOnlyTensorSpan(), values.Lengths, axis, nameof(ranks)), options, executor);
    }

    /// <summary>Computes the gradient of soft ranks with respect to the values, from the values.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="values">[rows, classes] what SoftRank was given.</param>
    /// <param name="gradRanks">[rows, classes] gradient with respect to the soft ranks.</param>
    /// <param name="classes">Elements of a row, at least 1.</param>
    /// <param name="gradValues">
    /// Receives the [rows, classes] gradient. May be <paramref name="values"/> or <paramref name="gradRanks"/>, with
    /// equal strides.
    /// </param>
    /// <param name="options">What SoftRank was given.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="valuesStride">Elements from one row of <paramref name="values"/> to the next; 0 = classes.</param>
    /// <param name="gradRanksStride">
    /// Elements from one row of <paramref name="gradRanks"/> to the next; 0 = classes.
    /// </param>
    /// <param name="gradValuesStride">
    /// Elements from one row of <paramref name="gradValues"/> to the next; 0 = classes.
    /// </param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/>, a stride or an option is illegal.
    /// </exception>
    public static void SoftRankBackward<T>(
        ReadOnlySpan<T> values,
        ReadOnlySpan<T> gradRanks,
        int classes,
        Span<T> gradValues,
        SoftRankOptions options = default,
        ParallelExecutor? executor = null,
        int valuesStride = 0,
        int gradRanksStride = 0,
        int gradValuesStride = 0)
        where T : unmanaged
    {
        var x = Extent.Of(values.Length, classes, valuesStride, nameof(values));
        var inStep = x.Match(gradRanks.Length, classes, gradRanksStride, nameof(gradRanks));
        var outStep = x.Match(gradValues.Length, classes, gradValuesStride, nameof(gradValues));
        RunSoftRankBackward(x, values, gradRanks, inStep, gradValues, outStep, options, executor);
    }

    /// <inheritdoc cref="SoftRankBackward{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, int, Span{T}, SoftRankOptions, ParallelExecutor, int, int, int)"/>
    /// <param name="values">What SoftRank was given.</param>
    /// <param name="gradRanks">Gradient with respect to the soft ranks, in the shape of <paramref name="values"/>.</param>
    /// <param name="gradValues">Receives the gradient, in the same shape. May be an input, with an equal layout.</param>
    /// <param name="axis">
    /// The axis of the elements of a row; negative counts from the end. It must be the last one longer than 1.
    /// </param>
    /// <param name="options">What SoftRank was given.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    public static void SoftRankBackward<T>(
        in ReadOnlyTensorSpan<T> values,
        in ReadOnlyTensorSpan<T> gradRanks,
        in TensorSpan<T> gradValues,
        int axis = -1,
        SoftRankOptions options = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        RunSoftRankBackward(
            Extent.OfRows(values, axis, nameof(values)), Extent.Memory(values), Extent.Memory(gradRanks),
            Extent.StrideOf(gradRanks, values.Lengths, axis, nameof(gradRanks)), Extent.Memory(gradValues),
            Extent.StrideOf(gradValues.AsReadOnlyTensorSpan(), values.Lengths, axis, nameof(gradValues)), options, executor);
    }

    /// <summary>
    /// Computes a loss that wants each row of predictions in the order of its targets, whatever their scale: 1 less a
    /// Spearman correlation in which the predictions' ranks are soft. And its gradient with respect to the predictions,
    /// in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="pred">[rows, classes] any values.</param>
    /// <param name="target">[rows, classes] any values; equal ones share the average of their ranks.</param>
    /// <param name="classes">Elements of a row, at least 1.</param>
    /// <param name="options">Kind and strength of the regularization; reduction.</param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of the result; empty = not wanted. May be <paramref name="pred"/> or
    /// <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="predStride">Elements from one row of <paramref name="pred"/> to the next; 0 = classes.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = classes.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// A row is NaN, loss and gradient, where pred or target has NaN, or where all of pred or all of target are equal. The
    /// mean over no rows is NaN.
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/>, a stride or an option is illegal.
    /// </exception>
    public static T SpearmanLoss<T>(
        ReadOnlySpan<T> pred,
        ReadOnlySpan<T> target,
        int classes,
        SoftRankOptions options = default,
        Span<T> grad = default,
        ParallelExecutor? executor = null,
        int predStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged
    {
        T loss;
        var x = Extent.Of(pred.Length, classes, predStride, nameof(pred));
        var targetStep = x.Match(target.Length, classes, targetStride, nameof(target));
        var gradStep = x.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        RunSpearmanLoss(
            x, pred, target, targetStep, &loss, Loss.Reduced(options.Reduction), options, grad, gradStep, executor);
        return loss;
    }

    /// <inheritdoc cref="SpearmanLoss{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, int, SoftRankOptions, Span{T}, ParallelExecutor, int, int, int)"/>
    /// <param name="pred">Any values.</param>
    /// <param name="target">
    /// Any values, in the shape of <paramref name="pred"/>; equal ones share the average of their ranks.
    /// </param>
    /// <param name="axis">
    /// The axis of the elements of a row; negative counts from the end. It must be the last one longer than 1.
    /// </param>
    /// <param name="options">Kind and strength of the regularization; reduction.</param>
    /// <param name="grad">
    /// Receives the gradient of the result, in the same shape; <c>default</c> = not wanted. May be an input, with an equal layout.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    public static T SpearmanLoss<T>(
        in ReadOnlyTensorSpan<T> pred,
        in ReadOnlyTensorSpan<T> target,
        int axis = -1,
        SoftRankOptions options = default,
        in TensorSpan<T> grad = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        T loss;
        RunSpearmanLoss(
            Extent.OfRows(pred, axis, nameof(pred)), Extent.Memory(pred), Extent.Memory(target),
            Extent.StrideOf(target, pred.Lengths, axis, nameof(target)), &loss, Loss.Reduced(options.Reduction), options,
            Extent.Memory(grad), Extent.StrideOfOptional(grad, pred.Lengths, axis, nameof(grad)), executor);
        return loss;
    }

    /// <summary>
    /// Computes a loss that wants each row of predictions in the order of its targets, whatever their scale: 1 less a
    /// Spearman correlation in which the predictions' ranks are soft. And its gradient with respect to the predictions,
    /// in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="pred">[rows, classes] any values.</param>
    /// <param name="target">[rows, classes] any values; equal ones share the average of their ranks.</param>
    /// <param name="classes">Elements of a row, at least 1.</param>
    /// <param name="losses">Receives [rows] losses, from 0 to 2.</param>
    /// <param name="options">Kind and strength of the regularization.</param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of each row's loss; empty = not wanted. May be <paramref name="pred"/> or
    /// <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="predStride">Elements from one row of <paramref name="pred"/> to the next; 0 = classes.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = classes.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <remarks>
    /// A row is NaN, loss and gradient, where pred or target has NaN, or where all of pred or all of target are equal. The
    /// mean over no rows is NaN.
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/>, a stride or an option is illegal.
    /// </exception>
    public static void SpearmanLossRows<T>(
        ReadOnlySpan<T> pred,
        ReadOnlySpan<T> target,
        int classes,
        Span<T> losses,
        SoftRankOptions options = default,
        Span<T> grad = default,
        ParallelExecutor? executor = null,
        int predStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged
    {
        var x = Extent.Of(pred.Length, classes, predStride, nameof(pred));
        var targetStep = x.Match(target.Length, classes, targetStride, nameof(target));
        var gradStep = x.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        Extent.Require(losses.Length, x.Rows, nameof(losses));
        fixed (T* loss = losses)
            RunSpearmanLoss(x, pred, target, targetStep, loss, Reduction.None, options, grad, gradStep, executor);
    }

    /// <inheritdoc cref="SpearmanLossRows{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, int, Span{T}, SoftRankOptions, Span{T}, ParallelExecutor, int, int, int)"/>
    /// <param name="pred">Any values.</param>
    /// <param name="target">
    /// Any values, in the shape of <paramref name="pred"/>; equal ones share the average of their ranks.
    /// </param>
    /// <param name="losses">
    /// Receives losses, from 0 to 2. Dense, of the shape of <paramref name="pred"/> without the axis, or with length 1 there.
    /// </param>
    /// <param name="axis">
    /// The axis of the elements of a row; negative counts from the end. It must be the last one longer than 1.
    /// </param>
    /// <param name="options">Kind and strength of the regularization.</param>
    /// <param name="grad">
    /// Receives the gradient of each row's loss, in the shape of <paramref name="pred"/>; <c>default</c> = not wanted. May be an
    /// input, with an equal layout.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    public static void SpearmanLossRows<T>(
        in ReadOnlyTensorSpan<T> pred,
        in ReadOnlyTensorSpan<T> target,
        in TensorSpan<T> losses,
        int axis = -1,
        SoftRankOptions options = default,
        in TensorSpan<T> grad = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        fixed (T* loss = Extent.RowsOf(losses, pred.Lengths, axis, nameof(losses)))
        {
            RunSpearmanLoss(
                Extent.OfRows(pred, axis, nameof(pred)), Extent.Memory(pred), Extent.Memory(target),
                Extent.StrideOf(target, pred.Lengths, axis, nameof(target)), loss, Reduction.None, options,
                Extent.Memory(grad), Extent.StrideOfOptional(grad, pred.Lengths, axis, nameof(grad)), executor);
        }
    }

    private static void RunRank<T>(
        Extent x, ReadOnlySpan<T> values, Span<T> ranks, long ranksStride, ParallelExecutor? executor)
        where T : unmanaged
    {
        NativeFile.Require();
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        using var scratch = Scratch.Rent<T>(x, e, nameof(ranks));
        fixed (T* px = values, pr = ranks)
        fixed (byte* ps = scratch.Memory)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_rank<T>(px, x.Stride, x.Rows, x.Columns, pr, ranksStride, ps, scratch.Size, e),
                nameof(ranks));
        }
    }

    private static void RunSpearman<T>(
        Extent x,
        ReadOnlySpan<T> first,
        ReadOnlySpan<T> second,
        long secondStride,
        Span<T> correlation,
        ParallelExecutor? executor)
        where T : unmanaged
    {
        NativeFile.Require();
        Extent.Require(correlation.Length, x.Rows, nameof(correlation));
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        using var scratch = Scratch.Rent<T>(x, e, nameof(correlation));
        fixed (T* p1 = first, p2 = second, pc = correlation)
        fixed (byte* ps = scratch.Memory)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_spearman<T>(
                    p1, x.Stride, p2, secondStride, x.Rows, x.Columns, pc, ps, scratch.Size, e),
                nameof(correlation));
        }
    }

    private static void RunSoftRank<T>(
        Extent x, ReadOnlySpan<T> values, Span<T> ranks, long ranksStride, SoftRankOptions options, ParallelExecutor? executor)
        where T : unmanaged
    {
        NativeFile.Require();
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        using var scratch = Scratch.Rent<T>(x, e, nameof(ranks));
        var o = options.ToNative(default);
        fixed (T* px = values, pr = ranks)
        fixed (byte* ps = scratch.Memory)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_soft_rank<T>(
                    px, x.Stride, x.Rows, x.Columns, &o, pr, ranksStride, ps, scratch.Size, e),
                nameof(ranks), options);
        }
    }

    private static void RunSoftRankBackward<T>(
        Extent x,
        ReadOnlySpan<T> values,
        ReadOnlySpan<T> gradRanks,
        long gradRanksStride,
        Span<T> gradValues,
        long gradValuesStride,
        SoftRankOptions options,
        ParallelExecutor? executor)
        where T : unmanaged
    {
        NativeFile.Require();
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        using var scratch = Scratch.Rent<T>(x, e, nameof(gradValues));
        var o = options.ToNative(default);
        fixed (T* px = values, pi = gradRanks, po = gradValues)
        fixed (byte* ps = scratch.Memory)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_soft_rank_backward<T>(
                    px, x.Stride, pi, gradRanksStride, x.Rows, x.Columns, &o, po, gradValuesStride, ps, scratch.Size, e),
                nameof(gradValues), options);
        }
    }

    private static void RunSpearmanLoss<T>(
        Extent x,
        ReadOnlySpan<T> pred,
        ReadOnlySpan<T> target,
        long targetStride,
        T* loss,
        Reduction reduction,
        SoftRankOptions options,
        Span<T> grad,
        long gradStride,
        ParallelExecutor? executor)
        where T : unmanaged
    {
        NativeFile.Require();
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        using var scratch = Scratch.Rent<T>(x, e, nameof(grad));
        var o = options.ToNative(reduction);
        fixed (T* px = pred, pt = target, pg = grad)
        fixed (byte* ps = scratch.Memory)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_spearman_loss<T>(
                    px, x.Stride, pt, targetStride, x.Rows, x.Columns, &o, loss, pg, gradStride, ps, scratch.Size, e),
                nameof(grad), options);
        }
    }
}
