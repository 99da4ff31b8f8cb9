// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using NativeLoss.Interop;

namespace NativeLoss;

/// <content>The margin ranking loss, with its two inputs and gradients.</content>
public static unsafe partial class Loss
{
    /// <summary>
    /// Computes the margin ranking loss of each pair of scores, and its gradients with respect to both, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input1">[rows, columns] any values.</param>
    /// <param name="input2">[rows, columns] any values.</param>
    /// <param name="target">
    /// [rows, columns] 1 where input1 should be the larger, -1 where input2 should; not checked.
    /// </param>
    /// <param name="margin">By how much, finite.</param>
    /// <param name="options">Reduction.</param>
    /// <param name="grad1">
    /// Receives the [rows, columns] gradient with respect to <paramref name="input1"/>; empty = not wanted.
    /// </param>
    /// <param name="grad2">
    /// Receives the [rows, columns] gradient with respect to <paramref name="input2"/>; empty = not wanted.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">Elements of a row; 0 = all are one row.</param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    /// <param name="input1Stride">Elements from one row of <paramref name="input1"/> to the next; 0 = columns.</param>
    /// <param name="input2Stride">Elements from one row of <paramref name="input2"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="grad1Stride">Elements from one row of <paramref name="grad1"/> to the next; 0 = columns.</param>
    /// <param name="grad2Stride">Elements from one row of <paramref name="grad2"/> to the next; 0 = columns.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <code>l = w max(0, margin - target (input1 - input2)), w = weights times row weights</code>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An extent, a stride or an option is illegal.</exception>
    public static T MarginRanking<T>(
        ReadOnlySpan<T> input1,
        ReadOnlySpan<T> input2,
        ReadOnlySpan<T> target,
        double margin = 0,
        ElementwiseOptions options = default,
        Span<T> grad1 = default,
        Span<T> grad2 = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int input1Stride = 0,
        int input2Stride = 0,
        int targetStride = 0,
        int grad1Stride = 0,
        int grad2Stride = 0)
        where T : unmanaged
    {
        T loss;
        RunMarginRanking(
            input1, input2, target, margin, &loss, Reduced(options.Reduction), options, grad1, grad2, weights, rowWeights,
            columns, executor, input1Stride, input2Stride, targetStride, grad1Stride, grad2Stride);
        return loss;
    }

    /// <summary>
    /// Computes the margin ranking loss of each pair of scores, and its gradients with respect to both, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input1">[rows, columns] any values.</param>
    /// <param name="input2">[rows, columns] any values.</param>
    /// <param name="target">
    /// [rows, columns] 1 where input1 should be the larger, -1 where input2 should; not checked.
    /// </param>
    /// <param name="losses">Receives [rows, columns] losses, without gaps.</param>
    /// <param name="margin">By how much, finite.</param>
    /// <param name="options">The kind of the target.</param>
    /// <param name="grad1">
    /// Receives the [rows, columns] gradient with respect to <paramref name="input1"/>; empty = not wanted.
    /// </param>
    /// <param name="grad2">
    /// Receives the [rows, columns] gradient with respect to <paramref name="input2"/>; empty = not wanted.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">Elements of a row; 0 = all are one row.</param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    /// <param name="input1Stride">Elements from one row of <paramref name="input1"/> to the next; 0 = columns.</param>
    /// <param name="input2Stride">Elements from one row of <paramref name="input2"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="grad1Stride">Elements from one row of <paramref name="grad1"/> to the next; 0 = columns.</param>
    /// <param name="grad2Stride">Elements from one row of <paramref name="grad2"/> to the next; 0 = columns.</param>
    /// <remarks>
    /// <code>l = w max(0, margin - target (input1 - input2)), w = weights times row weights</code>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An extent, a stride or an option is illegal.</exception>
    public static void MarginRankingElements<T>(
        ReadOnlySpan<T> input1,
        ReadOnlySpan<T> input2,
        ReadOnlySpan<T> target,
        Span<T> losses,
        double margin = 0,
        ElementwiseOptions options = default,
        Span<T> grad1 = default,
        Span<T> grad2 = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int input1Stride = 0,
        int input2Stride = 0,
        int targetStride = 0,
        int grad1Stride = 0,
        int grad2Stride = 0)
        where T : unmanaged
    {
        var rows = Rows(input1.Length, columns, input1Stride, nameof(input1), nameof(input1Stride));
        Extent.Require(losses.Length, rows.Rows * rows.Columns, nameof(losses));
        fixed (T* loss = losses)
        {
            RunMarginRanking(
                input1, input2, target, margin, loss, Reduction.None, options, grad1, grad2, weights, rowWeights, columns,
                executor, input1Stride, input2Stride, targetStride, grad1Stride, grad2Stride);
        }
    }

    private static void RunMarginRanking<T>(
        ReadOnlySpan<T> input1,
        ReadOnlySpan<T> input2,
        ReadOnlySpan<T> target,
        double margin,
        T* loss,
        Reduction reduction,
        ElementwiseOptions options,
        Span<T> grad1,
        Span<T> grad2,
        ReadOnlySpan<T> weights,
        ReadOnlySpan<T> rowWeights,
        int columns,
        ParallelExecutor? executor,
        int input1Stride,
        int input2Stride,
        int targetStride,
        int grad1Stride,
        int grad2Stride)
        where T : unmanaged
    {
        NativeFile.Require();
        var x = Rows(input1.Length, columns, input1Stride, nameof(input1), nameof(input1Stride));
        var width = (int)x.Columns;
        var step2 = x.Match(input2.Length, width, input2Stride, nameof(input2), nameof(columns));
        var targetStep = x.Match(target.Length, width, targetStride, nameof(target), nameof(columns));
        var gradStep1 = x.MatchOptional(grad1.Length, width, grad1Stride, nameof(grad1), nameof(columns));
        var gradStep2 = x.MatchOptional(grad2.Length, width, grad2Stride, nameof(grad2), nameof(columns));
        Extent.RequireOptional(rowWeights.Length, x.Rows, nameof(rowWeights));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        var o = options.ToNative(reduction, null);
        o.WeightsStride = WeightsStride(x, weights.Length, nameof(weights));
        fixed (T* p1 = input1, p2 = input2, pt = target, pg1 = grad1, pg2 = grad2, pw = weights, pr = rowWeights)
        {
            o.Weights = pw;
            o.RowWeights = pr;
            Failure.ThrowIf(
                NativeMethods.nloss_margin_ranking<T>(
                    p1, x.Stride, p2, step2, pt, targetStep, x.Rows, x.Columns, margin, &o, loss, pg1, gradStep1, pg2,
                    gradStep2, e),
                nameof(grad1),
                (margin, options));
        }
    }
}
