// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
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
        NativeFile.Require();
        var x = Extent.Of(values.Length, classes, valuesStride, nameof(values));
        var step = x.Match(ranks.Length, classes, ranksStride, nameof(ranks));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        using var scratch = Scratch.Rent<T>(x, e, nameof(ranks));
        fixed (T* px = values, pr = ranks)
        fixed (byte* ps = scratch.Memory)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_rank<T>(
                    px, x.Stride, x.Rows, x.Columns, pr, step, ps, scratch.Size, e),
                nameof(ranks));
        }
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
        NativeFile.Require();
        var x = Extent.Of(first.Length, classes, firstStride, nameof(first));
        var step = x.Match(second.Length, classes, secondStride, nameof(second));
        Extent.Require(correlation.Length, x.Rows, nameof(correlation));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        using var scratch = Scratch.Rent<T>(x, e, nameof(correlation));
        fixed (T* p1 = first, p2 = second, pc = correlation)
        fixed (byte* ps = scratch.Memory)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_spearman<T>(
                    p1, x.Stride, p2, step, x.Rows, x.Columns, pc, ps, scratch.Size, e),
                nameof(correlation));
        }
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
        NativeFile.Require();
        var x = Extent.Of(values.Length, classes, valuesStride, nameof(values));
        var step = x.Match(ranks.Length, classes, ranksStride, nameof(ranks));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        using var scratch = Scratch.Rent<T>(x, e, nameof(ranks));
        var o = options.ToNative(default);
        fixed (T* px = values, pr = ranks)
        fixed (byte* ps = scratch.Memory)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_soft_rank<T>(
                    px, x.Stride, x.Rows, x.Columns, &o, pr, step, ps, scratch.Size, e),
                nameof(ranks), options);
        }
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
        NativeFile.Require();
        var x = Extent.Of(values.Length, classes, valuesStride, nameof(values));
        var inStep = x.Match(gradRanks.Length, classes, gradRanksStride, nameof(gradRanks));
        var outStep = x.Match(gradValues.Length, classes, gradValuesStride, nameof(gradValues));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        using var scratch = Scratch.Rent<T>(x, e, nameof(gradValues));
        var o = options.ToNative(default);
        fixed (T* px = values, pi = gradRanks, po = gradValues)
        fixed (byte* ps = scratch.Memory)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_soft_rank_backward<T>(
                    px, x.Stride, pi, inStep, x.Rows, x.Columns, &o, po, outStep, ps, scratch.Size, e),
                nameof(gradValues), options);
        }
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
        SpearmanLoss(
            pred, target, classes, &loss, Loss.Reduced(options.Reduction), options, grad, executor, predStride, targetStride,
            gradStride);
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
        Extent.Require(losses.Length, Extent.Of(pred.Length, classes, predStride, nameof(pred)).Rows, nameof(losses));
        fixed (T* loss = losses)
        {
            SpearmanLoss(
                pred, target, classes, loss, Reduction.None, options, grad, executor, predStride, targetStride, gradStride);
        }
    }

    private static void SpearmanLoss<T>(
        ReadOnlySpan<T> pred,
        ReadOnlySpan<T> target,
        int classes,
        T* loss,
        Reduction reduction,
        SoftRankOptions options,
        Span<T> grad,
        ParallelExecutor? executor,
        int predStride,
        int targetStride,
        int gradStride)
        where T : unmanaged
    {
        NativeFile.Require();
        var x = Extent.Of(pred.Length, classes, predStride, nameof(pred));
        var targetStep = x.Match(target.Length, classes, targetStride, nameof(target));
        var gradStep = x.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        using var scratch = Scratch.Rent<T>(x, e, nameof(grad));
        var o = options.ToNative(reduction);
        fixed (T* px = pred, pt = target, pg = grad)
        fixed (byte* ps = scratch.Memory)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_spearman_loss<T>(
                    px, x.Stride, pt, targetStep, x.Rows, x.Columns, &o, loss, pg, gradStep, ps, scratch.Size, e),
                nameof(grad), options);
        }
    }
}
