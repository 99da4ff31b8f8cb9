// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics;
using NativeLoss.Interop;

namespace NativeLoss;

/// <content>Losses with class labels other than cross-entropy.</content>
public static unsafe partial class Loss
{
    /// <summary>
    /// Computes the negative log-likelihood of each row's class label, and its gradient with respect to the log-
    /// probabilities.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <typeparam name="TLabel">
    /// Any integer type up to 64 bits, except UInt64, Char and native integers.
    /// </typeparam>
    /// <param name="logProbs">[rows, classes] log-probabilities; any values, not checked.</param>
    /// <param name="labels">[rows] classes, from 0.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="options">Reduction, ignored label.</param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of the result; empty = not wanted. May be <paramref name="logProbs"/>,
    /// with equal strides.
    /// </param>
    /// <param name="rowWeights">[rows] weight of each row; empty = all ones. Read as data.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logProbsStride">
    /// Elements from one row of <paramref name="logProbs"/> to the next; 0 = classes.
    /// </param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With y = labels[r], w = class weights, v = row weights:</para>
    /// <code>
    /// l[r]  = -v[r] w[y] logProbs[r,y]
    /// dl/dx = -v[r] w[y] [c=y]
    /// mean  = sum_r l[r] / sum_r v[r] w[y], both over the rows that are not ignored
    /// </code>
    /// <para>
    /// A weight of 0 takes nothing of an infinite loss. Only logProbs[r,y] is read. Nothing to average (no rows, all
    /// ignored, or a total weight of 0): NaN, or 0 with <see cref="IndexLossOptions.EmptyMeanZero"/>; the gradient is
    /// 0. Loss and gradient at most 1.5 ulp (double: 2), relative.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A label is outside [0, classes) and is not the ignored one (the message tells the first such row), or an extent,
    /// a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T NllLoss<T, TLabel>(
        ReadOnlySpan<T> logProbs,
        ReadOnlySpan<TLabel> labels,
        int classes,
        IndexLossOptions options = default,
        ReadOnlySpan<T> classWeights = default,
        Span<T> grad = default,
        ReadOnlySpan<T> rowWeights = default,
        ParallelExecutor? executor = null,
        int logProbsStride = 0,
        int gradStride = 0)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        var x = Extent.Of(logProbs.Length, classes, logProbsStride, nameof(logProbs));
        var step = x.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        T loss;
        Run(
            IndexLoss.NllLoss, 0, 0, x, logProbs, labels, &loss, Reduced(options.Reduction), options, classWeights, grad, step,
            rowWeights, executor);
        return loss;
    }

    /// <summary>
    /// Computes the negative log-likelihood of each row's class label, and its gradient with respect to the log-
    /// probabilities.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <typeparam name="TLabel">
    /// Any integer type up to 64 bits, except UInt64, Char and native integers.
    /// </typeparam>
    /// <param name="logProbs">[rows, classes] log-probabilities; any values, not checked.</param>
    /// <param name="labels">[rows] classes, from 0.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="losses">Receives [rows] losses.</param>
    /// <param name="options">Ignored label.</param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of each row's loss; empty = not wanted. May be <paramref
    /// name="logProbs"/>, with equal strides.
    /// </param>
    /// <param name="rowWeights">[rows] weight of each row; empty = all ones. Read as data.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logProbsStride">
    /// Elements from one row of <paramref name="logProbs"/> to the next; 0 = classes.
    /// </param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <remarks>
    /// <para>With y = labels[r], w = class weights, v = row weights:</para>
    /// <code>
    /// l[r]  = -v[r] w[y] logProbs[r,y]
    /// dl/dx = -v[r] w[y] [c=y]
    /// </code>
    /// <para>
    /// A weight of 0 takes nothing of an infinite loss. Only logProbs[r,y] is read. Loss and gradient at most 1.5 ulp
    /// (double: 2), relative.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A label is outside [0, classes) and is not the ignored one (the message tells the first such row), or an extent,
    /// a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void NllLossRows<T, TLabel>(
        ReadOnlySpan<T> logProbs,
        ReadOnlySpan<TLabel> labels,
        int classes,
        Span<T> losses,
        IndexLossOptions options = default,
        ReadOnlySpan<T> classWeights = default,
        Span<T> grad = default,
        ReadOnlySpan<T> rowWeights = default,
        ParallelExecutor? executor = null,
        int logProbsStride = 0,
        int gradStride = 0)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        var x = Extent.Of(logProbs.Length, classes, logProbsStride, nameof(logProbs));
        var step = x.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        Extent.Require(losses.Length, x.Rows, nameof(losses));
        fixed (T* loss = losses)
        {
            Run(
                IndexLoss.NllLoss, 0, 0, x, logProbs, labels, loss, Reduction.None, options, classWeights, grad, step,
                rowWeights, executor);
        }
    }

    /// <summary>
    /// Computes the softmax focal loss of each row with its class label, and its gradient with respect to the logits
    /// (Lin et al. 2017). The class weights are the paper's alpha.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <typeparam name="TLabel">
    /// Any integer type up to 64 bits, except UInt64, Char and native integers.
    /// </typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="labels">[rows] classes, from 0.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="gamma">Focusing exponent, in [0, 1024]; 0 = cross-entropy. Typical: 2.</param>
    /// <param name="options">Reduction, ignored label.</param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of the result; empty = not wanted. May be <paramref name="logits"/>, with
    /// equal strides.
    /// </param>
    /// <param name="rowWeights">[rows] weight of each row; empty = all ones. Read as data.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With y = labels[r], w = class weights, v = row weights:</para>
    /// <code>
    /// p       = softmax(logits[r,:])
    /// l[r]    = -v[r] w[y] (1 - p[y])^gamma log(p[y])
    /// dl/dz_y = -v[r] w[y] (1 - p[y])^gamma (1 - p[y] - gamma p[y] log(p[y]))
    /// dl/dz_c = -dl/dz_y p[c] / (1 - p[y])
    /// mean    = sum_r l[r] / sum_r v[r], over the rows that are not ignored
    /// </code>
    /// <para>
    /// NaN in a row: its loss and gradient are NaN, other rows are untouched by it. logits[r,y] = -inf: loss +inf,
    /// gradient finite. +inf: the mass is shared evenly by the +inf entries. All -inf: NaN. One class: 0. Nothing to
    /// average (no rows, all ignored, or a total weight of 0): NaN, or 0 with <see
    /// cref="IndexLossOptions.EmptyMeanZero"/>; the gradient is 0. Loss and gradient at most 1.5 ulp (double: 2 +
    /// gamma), relative, also where they are near 0.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A label is outside [0, classes) and is not the ignored one (the message tells the first such row), or an extent,
    /// a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T SoftmaxFocal<T, TLabel>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<TLabel> labels,
        int classes,
        double gamma,
        IndexLossOptions options = default,
        ReadOnlySpan<T> classWeights = default,
        Span<T> grad = default,
        ReadOnlySpan<T> rowWeights = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        var x = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var step = x.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        T loss;
        Run(
            IndexLoss.SoftmaxFocal, gamma, 0, x, logits, labels, &loss, Reduced(options.Reduction), options, classWeights, grad, step,
            rowWeights, executor);
        return loss;
    }

    /// <summary>
    /// Computes the softmax focal loss of each row with its class label, and its gradient with respect to the logits
    /// (Lin et al. 2017). The class weights are the paper's alpha.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <typeparam name="TLabel">
    /// Any integer type up to 64 bits, except UInt64, Char and native integers.
    /// </typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="labels">[rows] classes, from 0.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="losses">Receives [rows] losses.</param>
    /// <param name="gamma">Focusing exponent, in [0, 1024]; 0 = cross-entropy. Typical: 2.</param>
    /// <param name="options">Ignored label.</param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of each row's loss; empty = not wanted. May be <paramref name="logits"/>,
    /// with equal strides.
    /// </param>
    /// <param name="rowWeights">[rows] weight of each row; empty = all ones. Read as data.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <remarks>
    /// <para>With y = labels[r], w = class weights, v = row weights:</para>
    /// <code>
    /// p       = softmax(logits[r,:])
    /// l[r]    = -v[r] w[y] (1 - p[y])^gamma log(p[y])
    /// dl/dz_y = -v[r] w[y] (1 - p[y])^gamma (1 - p[y] - gamma p[y] log(p[y]))
    /// dl/dz_c = -dl/dz_y p[c] / (1 - p[y])
    /// </code>
    /// <para>
    /// NaN in a row: its loss and gradient are NaN, other rows are untouched by it. logits[r,y] = -inf: loss +inf,
    /// gradient finite. +inf: the mass is shared evenly by the +inf entries. All -inf: NaN. One class: 0. Loss and
    /// gradient at most 1.5 ulp (double: 2 + gamma), relative, also where they are near 0.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A label is outside [0, classes) and is not the ignored one (the message tells the first such row), or an extent,
    /// a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void SoftmaxFocalRows<T, TLabel>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<TLabel> labels,
        int classes,
        Span<T> losses,
        double gamma,
        IndexLossOptions options = default,
        ReadOnlySpan<T> classWeights = default,
        Span<T> grad = default,
        ReadOnlySpan<T> rowWeights = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        var x = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var step = x.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        Extent.Require(losses.Length, x.Rows, nameof(losses));
        fixed (T* loss = losses)
        {
            Run(
                IndexLoss.SoftmaxFocal, gamma, 0, x, logits, labels, loss, Reduction.None, options, classWeights, grad, step,
                rowWeights, executor);
        }
    }

    /// <summary>
    /// Computes the multi-class margin loss of each row with its class label, and its gradient (PyTorch's
    /// multi_margin_loss).
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <typeparam name="TLabel">
    /// Any integer type up to 64 bits, except UInt64, Char and native integers.
    /// </typeparam>
    /// <param name="input">[rows, classes] scores, any values.</param>
    /// <param name="labels">[rows] classes, from 0.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="power">1 or 2.</param>
    /// <param name="margin">Finite.</param>
    /// <param name="options">Reduction, ignored label.</param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of the result; empty = not wanted. May be <paramref name="input"/>, with
    /// equal strides.
    /// </param>
    /// <param name="rowWeights">[rows] weight of each row; empty = all ones. Read as data.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = classes.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With y = labels[r], w = class weights, v = row weights:</para>
    /// <code>
    /// l[r] = v[r] w[y] / classes * sum over c other than y of max(0, margin - input[r,y] + input[r,c])^power
    /// mean = sum_r l[r] / sum_r v[r], over the rows that are not ignored
    /// </code>
    /// <para>
    /// NaN in a row, or infinities that give one: its loss and gradient are NaN. A class of -inf adds nothing. At a
    /// hinge's corner the gradient is 0. One class: 0. Nothing to average (no rows, all ignored, or a total weight of
    /// 0): NaN, or 0 with <see cref="IndexLossOptions.EmptyMeanZero"/>; the gradient is 0. Loss and gradient at most
    /// 1.5 ulp (double: 2), relative.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A label is outside [0, classes) and is not the ignored one (the message tells the first such row), or an extent,
    /// a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T MultiMargin<T, TLabel>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<TLabel> labels,
        int classes,
        int power = 1,
        double margin = 1,
        IndexLossOptions options = default,
        ReadOnlySpan<T> classWeights = default,
        Span<T> grad = default,
        ReadOnlySpan<T> rowWeights = default,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int gradStride = 0)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        var x = Extent.Of(input.Length, classes, inputStride, nameof(input));
        var step = x.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        T loss;
        Run(
            IndexLoss.MultiMargin, margin, power, x, input, labels, &loss, Reduced(options.Reduction), options, classWeights, grad, step,
            rowWeights, executor);
        return loss;
    }

    /// <summary>
    /// Computes the multi-class margin loss of each row with its class label, and its gradient (PyTorch's
    /// multi_margin_loss).
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <typeparam name="TLabel">
    /// Any integer type up to 64 bits, except UInt64, Char and native integers.
    /// </typeparam>
    /// <param name="input">[rows, classes] scores, any values.</param>
    /// <param name="labels">[rows] classes, from 0.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="losses">Receives [rows] losses.</param>
    /// <param name="power">1 or 2.</param>
    /// <param name="margin">Finite.</param>
    /// <param name="options">Ignored label.</param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of each row's loss; empty = not wanted. May be <paramref name="input"/>,
    /// with equal strides.
    /// </param>
    /// <param name="rowWeights">[rows] weight of each row; empty = all ones. Read as data.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = classes.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <remarks>
    /// <para>With y = labels[r], w = class weights, v = row weights:</para>
    /// <code>
    /// l[r] = v[r] w[y] / classes * sum over c other than y of max(0, margin - input[r,y] + input[r,c])^power
    /// </code>
    /// <para>
    /// NaN in a row, or infinities that give one: its loss and gradient are NaN. A class of -inf adds nothing. At a
    /// hinge's corner the gradient is 0. One class: 0. Loss and gradient at most 1.5 ulp (double: 2), relative.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A label is outside [0, classes) and is not the ignored one (the message tells the first such row), or an extent,
    /// a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void MultiMarginRows<T, TLabel>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<TLabel> labels,
        int classes,
        Span<T> losses,
        int power = 1,
        double margin = 1,
        IndexLossOptions options = default,
        ReadOnlySpan<T> classWeights = default,
        Span<T> grad = default,
        ReadOnlySpan<T> rowWeights = default,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int gradStride = 0)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        var x = Extent.Of(input.Length, classes, inputStride, nameof(input));
        var step = x.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        Extent.Require(losses.Length, x.Rows, nameof(losses));
        fixed (T* loss = losses)
        {
            Run(
                IndexLoss.MultiMargin, margin, power, x, input, labels, loss, Reduction.None, options, classWeights, grad, step,
                rowWeights, executor);
        }
    }

    /// <summary>
    /// Computes the multi-class hinge loss of each row with its class label, and its gradient (Crammer and Singer
    /// 2001).
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <typeparam name="TLabel">
    /// Any integer type up to 64 bits, except UInt64, Char and native integers.
    /// </typeparam>
    /// <param name="input">[rows, classes] scores, any values.</param>
    /// <param name="labels">[rows] classes, from 0.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="options">Reduction, ignored label.</param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of the result; empty = not wanted. May be <paramref name="input"/>, with
    /// equal strides.
    /// </param>
    /// <param name="rowWeights">[rows] weight of each row; empty = all ones. Read as data.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = classes.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With y = labels[r], w = class weights, v = row weights:</para>
    /// <code>
    /// l[r] = v[r] w[y] (max_c (input[r,c] + 1 - [c=y]) - input[r,y])
    /// mean = sum_r l[r] / sum_r v[r], over the rows that are not ignored
    /// </code>
    /// <para>
    /// NaN in a row, or infinities that give one: its loss and gradient are NaN. Of classes that are equally far ahead
    /// the first has the gradient; where the loss is 0 none has. One class: 0. Nothing to average (no rows, all
    /// ignored, or a total weight of 0): NaN, or 0 with <see cref="IndexLossOptions.EmptyMeanZero"/>; the gradient is
    /// 0. Loss and gradient at most 1.5 ulp (double: 2), relative.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A label is outside [0, classes) and is not the ignored one (the message tells the first such row), or an extent,
    /// a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T MulticlassHinge<T, TLabel>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<TLabel> labels,
        int classes,
        IndexLossOptions options = default,
        ReadOnlySpan<T> classWeights = default,
        Span<T> grad = default,
        ReadOnlySpan<T> rowWeights = default,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int gradStride = 0)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        var x = Extent.Of(input.Length, classes, inputStride, nameof(input));
        var step = x.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        T loss;
        Run(
            IndexLoss.MulticlassHinge, 0, 0, x, input, labels, &loss, Reduced(options.Reduction), options, classWeights, grad, step,
            rowWeights, executor);
        return loss;
    }

    /// <summary>
    /// Computes the multi-class hinge loss of each row with its class label, and its gradient (Crammer and Singer
    /// 2001).
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <typeparam name="TLabel">
    /// Any integer type up to 64 bits, except UInt64, Char and native integers.
    /// </typeparam>
    /// <param name="input">[rows, classes] scores, any values.</param>
    /// <param name="labels">[rows] classes, from 0.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="losses">Receives [rows] losses.</param>
    /// <param name="options">Ignored label.</param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of each row's loss; empty = not wanted. May be <paramref name="input"/>,
    /// with equal strides.
    /// </param>
    /// <param name="rowWeights">[rows] weight of each row; empty = all ones. Read as data.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = classes.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <remarks>
    /// <para>With y = labels[r], w = class weights, v = row weights:</para>
    /// <code>
    /// l[r] = v[r] w[y] (max_c (input[r,c] + 1 - [c=y]) - input[r,y])
    /// </code>
    /// <para>
    /// NaN in a row, or infinities that give one: its loss and gradient are NaN. Of classes that are equally far ahead
    /// the first has the gradient; where the loss is 0 none has. One class: 0. Loss and gradient at most 1.5 ulp
    /// (double: 2), relative.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A label is outside [0, classes) and is not the ignored one (the message tells the first such row), or an extent,
    /// a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void MulticlassHingeRows<T, TLabel>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<TLabel> labels,
        int classes,
        Span<T> losses,
        IndexLossOptions options = default,
        ReadOnlySpan<T> classWeights = default,
        Span<T> grad = default,
        ReadOnlySpan<T> rowWeights = default,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int gradStride = 0)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        var x = Extent.Of(input.Length, classes, inputStride, nameof(input));
        var step = x.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        Extent.Require(losses.Length, x.Rows, nameof(losses));
        fixed (T* loss = losses)
        {
            Run(
                IndexLoss.MulticlassHinge, 0, 0, x, input, labels, loss, Reduction.None, options, classWeights, grad, step,
                rowWeights, executor);
        }
    }

    private static void Run<T, TLabel>(
        IndexLoss kind,
        double number,
        int power,
        Extent x,
        ReadOnlySpan<T> input,
        ReadOnlySpan<TLabel> labels,
        T* loss,
        Reduction reduction,
        IndexLossOptions options,
        ReadOnlySpan<T> classWeights,
        Span<T> grad,
        long gradStride,
        ReadOnlySpan<T> rowWeights,
        ParallelExecutor? executor)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        NativeFile.Require();
        Extent.Require(labels.Length, x.Rows, nameof(labels));
        Extent.RequireOptional(classWeights.Length, x.Columns, nameof(classWeights));
        Extent.RequireOptional(rowWeights.Length, x.Rows, nameof(rowWeights));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        var type = LabelCode.Of<TLabel>();
        long errorRow = -1;
        var o = options.ToNative(reduction, &errorRow);
        Status status;
        fixed (T* px = input, pg = grad, pc = classWeights, pr = rowWeights)
        fixed (TLabel* py = labels)
        {
            o.ClassWeights = pc;
            o.RowWeights = pr;
            status = kind switch
            {
                IndexLoss.NllLoss => NativeMethods.nloss_nll_loss<T>(
                    px, x.Stride, py, type, x.Rows, x.Columns, &o, loss, pg, gradStride, e),
                IndexLoss.SoftmaxFocal => NativeMethods.nloss_softmax_focal<T>(
                    px, x.Stride, py, type, x.Rows, x.Columns, number, &o, loss, pg, gradStride, e),
                IndexLoss.MultiMargin => NativeMethods.nloss_multi_margin<T>(
                    px, x.Stride, py, type, x.Rows, x.Columns, power, number, &o, loss, pg, gradStride, e),
                _ => NativeMethods.nloss_multiclass_hinge<T>(
                    px, x.Stride, py, type, x.Rows, x.Columns, &o, loss, pg, gradStride, e),
            };
        }

        if (status == Status.Label)
            Failure.ThrowLabel(nameof(labels), errorRow, labels[(int)errorRow], x.Columns);
        Failure.ThrowIf(status, nameof(grad), (number, power, options));
    }

    private enum IndexLoss
    {
        NllLoss,
        SoftmaxFocal,
        MultiMargin,
        MulticlassHinge,
    }
}
