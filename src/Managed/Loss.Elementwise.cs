// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using NativeLoss.Interop;

namespace NativeLoss;

/// <content>Losses of pairs of elements.</content>
public static unsafe partial class Loss
{
    /// <summary>
    /// Computes the squared error of each element, and its gradient with respect to the input, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] any values.</param>
    /// <param name="target">[rows, columns] any values.</param>
    /// <param name="options">Reduction; what the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of the result; empty = not wanted. May be <paramref name="input"/> or
    /// <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w (x - y)^2
    /// dl/dx = 2 w (x - y)
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss. No elements: NaN,
    /// or 0 with <see cref="ElementwiseOptions.EmptyMeanZero"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T Mse<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        Reduced(
            PointwiseLoss.Mse, 0, 0, input, target, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the squared error of each element, and its gradient with respect to the input, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] any values.</param>
    /// <param name="target">[rows, columns] any values.</param>
    /// <param name="losses">Receives [rows, columns] losses, without gaps.</param>
    /// <param name="options">What the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of each element's loss; empty = not wanted. May be <paramref
    /// name="input"/> or <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w (x - y)^2
    /// dl/dx = 2 w (x - y)
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void MseElements<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        Span<T> losses,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        PerElement(
            PointwiseLoss.Mse, 0, 0, input, target, losses, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the absolute error of each element, and its gradient with respect to the input, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] any values.</param>
    /// <param name="target">[rows, columns] any values.</param>
    /// <param name="options">Reduction; what the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of the result; empty = not wanted. May be <paramref name="input"/> or
    /// <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w |x - y|
    /// dl/dx = w sign(x - y), 0 where they are equal
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss. No elements: NaN,
    /// or 0 with <see cref="ElementwiseOptions.EmptyMeanZero"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T L1<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        Reduced(
            PointwiseLoss.L1, 0, 0, input, target, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the absolute error of each element, and its gradient with respect to the input, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] any values.</param>
    /// <param name="target">[rows, columns] any values.</param>
    /// <param name="losses">Receives [rows, columns] losses, without gaps.</param>
    /// <param name="options">What the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of each element's loss; empty = not wanted. May be <paramref
    /// name="input"/> or <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w |x - y|
    /// dl/dx = w sign(x - y), 0 where they are equal
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void L1Elements<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        Span<T> losses,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        PerElement(
            PointwiseLoss.L1, 0, 0, input, target, losses, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the Huber loss of each element, and its gradient with respect to the input, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] any values.</param>
    /// <param name="target">[rows, columns] any values.</param>
    /// <param name="delta">Where the parabola ends; above 0 and finite.</param>
    /// <param name="options">Reduction; what the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of the result; empty = not wanted. May be <paramref name="input"/> or
    /// <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w (x - y)^2 / 2 where |x - y| &lt;= delta, else w delta (|x - y| - delta / 2)
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss. No elements: NaN,
    /// or 0 with <see cref="ElementwiseOptions.EmptyMeanZero"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T Huber<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        double delta = 1,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        Reduced(
            PointwiseLoss.Huber, delta, 0, input, target, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the Huber loss of each element, and its gradient with respect to the input, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] any values.</param>
    /// <param name="target">[rows, columns] any values.</param>
    /// <param name="losses">Receives [rows, columns] losses, without gaps.</param>
    /// <param name="delta">Where the parabola ends; above 0 and finite.</param>
    /// <param name="options">What the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of each element's loss; empty = not wanted. May be <paramref
    /// name="input"/> or <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w (x - y)^2 / 2 where |x - y| &lt;= delta, else w delta (|x - y| - delta / 2)
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void HuberElements<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        Span<T> losses,
        double delta = 1,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        PerElement(
            PointwiseLoss.Huber, delta, 0, input, target, losses, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the smooth absolute error of each element, and its gradient with respect to the input, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] any values.</param>
    /// <param name="target">[rows, columns] any values.</param>
    /// <param name="beta">Where the parabola ends, at least 0 and finite; 0 is the absolute error.</param>
    /// <param name="options">Reduction; what the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of the result; empty = not wanted. May be <paramref name="input"/> or
    /// <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w (x - y)^2 / (2 beta) where |x - y| &lt; beta, else w (|x - y| - beta / 2)
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss. No elements: NaN,
    /// or 0 with <see cref="ElementwiseOptions.EmptyMeanZero"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T SmoothL1<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        double beta = 1,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        Reduced(
            PointwiseLoss.SmoothL1, beta, 0, input, target, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the smooth absolute error of each element, and its gradient with respect to the input, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] any values.</param>
    /// <param name="target">[rows, columns] any values.</param>
    /// <param name="losses">Receives [rows, columns] losses, without gaps.</param>
    /// <param name="beta">Where the parabola ends, at least 0 and finite; 0 is the absolute error.</param>
    /// <param name="options">What the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of each element's loss; empty = not wanted. May be <paramref
    /// name="input"/> or <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w (x - y)^2 / (2 beta) where |x - y| &lt; beta, else w (|x - y| - beta / 2)
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void SmoothL1Elements<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        Span<T> losses,
        double beta = 1,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        PerElement(
            PointwiseLoss.SmoothL1, beta, 0, input, target, losses, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the logarithm of the hyperbolic cosine of each error, and its gradient with respect to the input, in
    /// one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] any values.</param>
    /// <param name="target">[rows, columns] any values.</param>
    /// <param name="options">Reduction; what the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of the result; empty = not wanted. May be <paramref name="input"/> or
    /// <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w log(cosh(x - y))
    /// dl/dx = w tanh(x - y)
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss. No elements: NaN,
    /// or 0 with <see cref="ElementwiseOptions.EmptyMeanZero"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T LogCosh<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        Reduced(
            PointwiseLoss.LogCosh, 0, 0, input, target, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the logarithm of the hyperbolic cosine of each error, and its gradient with respect to the input, in
    /// one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] any values.</param>
    /// <param name="target">[rows, columns] any values.</param>
    /// <param name="losses">Receives [rows, columns] losses, without gaps.</param>
    /// <param name="options">What the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of each element's loss; empty = not wanted. May be <paramref
    /// name="input"/> or <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w log(cosh(x - y))
    /// dl/dx = w tanh(x - y)
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void LogCoshElements<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        Span<T> losses,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        PerElement(
            PointwiseLoss.LogCosh, 0, 0, input, target, losses, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the negative log-likelihood of each target under a Poisson distribution, and its gradient with respect
    /// to the input, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">
    /// [rows, columns] logarithms of the rate, or the rate with <see cref="ElementwiseOptions.InputRate"/>.
    /// </param>
    /// <param name="target">[rows, columns] counts; not checked.</param>
    /// <param name="epsilon">Keeps the logarithm of a rate finite, at least 0 and finite.</param>
    /// <param name="options">Reduction; what the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of the result; empty = not wanted. May be <paramref name="input"/> or
    /// <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w (exp(x) - y x), or w (x - y log(x + epsilon)) with InputRate
    /// with Full, where y &gt; 1, plus w (y log y - y + log(2 pi y) / 2)
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss. No elements: NaN,
    /// or 0 with <see cref="ElementwiseOptions.EmptyMeanZero"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T PoissonNll<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        double epsilon = 1e-8,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        Reduced(
            PointwiseLoss.PoissonNll, epsilon, 0, input, target, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the negative log-likelihood of each target under a Poisson distribution, and its gradient with respect
    /// to the input, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">
    /// [rows, columns] logarithms of the rate, or the rate with <see cref="ElementwiseOptions.InputRate"/>.
    /// </param>
    /// <param name="target">[rows, columns] counts; not checked.</param>
    /// <param name="losses">Receives [rows, columns] losses, without gaps.</param>
    /// <param name="epsilon">Keeps the logarithm of a rate finite, at least 0 and finite.</param>
    /// <param name="options">What the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of each element's loss; empty = not wanted. May be <paramref
    /// name="input"/> or <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w (exp(x) - y x), or w (x - y log(x + epsilon)) with InputRate
    /// with Full, where y &gt; 1, plus w (y log y - y + log(2 pi y) / 2)
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void PoissonNllElements<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        Span<T> losses,
        double epsilon = 1e-8,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        PerElement(
            PointwiseLoss.PoissonNll, epsilon, 0, input, target, losses, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the binary cross-entropy of each probability with its label, and its gradient with respect to the
    /// input, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] probabilities, 0 to 1; others are an error unless they are clipped.</param>
    /// <param name="target">[rows, columns] labels, 0 to 1; not checked.</param>
    /// <param name="options">Reduction; what the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of the result; empty = not wanted. May be <paramref name="input"/> or
    /// <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = -w (y max(log x, -100) + (1-y) max(log(1-x), -100)), with y = target (1-e) + e/2, e = label smoothing
    /// dl/dx = w (x - y) / max(x (1-x), 1e-12)
    /// with ClipProbs x is held in [1e-7, 1 - 1e-7] instead
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss. No elements: NaN,
    /// or 0 with <see cref="ElementwiseOptions.EmptyMeanZero"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T BinaryCrossEntropy<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        Reduced(
            PointwiseLoss.BinaryCrossEntropy, 0, 0, input, target, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the binary cross-entropy of each probability with its label, and its gradient with respect to the
    /// input, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] probabilities, 0 to 1; others are an error unless they are clipped.</param>
    /// <param name="target">[rows, columns] labels, 0 to 1; not checked.</param>
    /// <param name="losses">Receives [rows, columns] losses, without gaps.</param>
    /// <param name="options">What the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of each element's loss; empty = not wanted. May be <paramref
    /// name="input"/> or <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = -w (y max(log x, -100) + (1-y) max(log(1-x), -100)), with y = target (1-e) + e/2, e = label smoothing
    /// dl/dx = w (x - y) / max(x (1-x), 1e-12)
    /// with ClipProbs x is held in [1e-7, 1 - 1e-7] instead
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void BinaryCrossEntropyElements<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        Span<T> losses,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        PerElement(
            PointwiseLoss.BinaryCrossEntropy, 0, 0, input, target, losses, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the binary cross-entropy of each logit with its label, and its gradient with respect to the input, in
    /// one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] logits, any values.</param>
    /// <param name="target">[rows, columns] labels, 0 to 1; not checked.</param>
    /// <param name="options">Reduction; what the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of the result; empty = not wanted. May be <paramref name="input"/> or
    /// <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="posWeights">
    /// [rows, columns] factors of the positive targets' part, or [columns] for all rows; empty = all ones.
    /// </param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights, pw = positive weights:</para>
    /// <code>
    /// l = w ((1-y) log(1 + exp(x)) + pw y log(1 + exp(-x))), with y = target (1-e) + e/2, e = label smoothing
    /// dl/dx = w ((1-y) sigmoid(x) - pw y sigmoid(-x))
    /// </code>
    /// <para>
    /// An infinite logit on the label's side: 0, on the other side: +inf with a finite gradient. NaN in a pair: its
    /// loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss. No elements: NaN, or 0 with <see
    /// cref="ElementwiseOptions.EmptyMeanZero"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T BinaryCrossEntropyWithLogits<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        ReadOnlySpan<T> posWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        Reduced(
            PointwiseLoss.BinaryCrossEntropyWithLogits, 0, 0, input, target, options, grad, weights, rowWeights,
            posWeights, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the binary cross-entropy of each logit with its label, and its gradient with respect to the input, in
    /// one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] logits, any values.</param>
    /// <param name="target">[rows, columns] labels, 0 to 1; not checked.</param>
    /// <param name="losses">Receives [rows, columns] losses, without gaps.</param>
    /// <param name="options">What the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of each element's loss; empty = not wanted. May be <paramref
    /// name="input"/> or <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="posWeights">
    /// [rows, columns] factors of the positive targets' part, or [columns] for all rows; empty = all ones.
    /// </param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights, pw = positive weights:</para>
    /// <code>
    /// l = w ((1-y) log(1 + exp(x)) + pw y log(1 + exp(-x))), with y = target (1-e) + e/2, e = label smoothing
    /// dl/dx = w ((1-y) sigmoid(x) - pw y sigmoid(-x))
    /// </code>
    /// <para>
    /// An infinite logit on the label's side: 0, on the other side: +inf with a finite gradient. NaN in a pair: its
    /// loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void BinaryCrossEntropyWithLogitsElements<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        Span<T> losses,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        ReadOnlySpan<T> posWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        PerElement(
            PointwiseLoss.BinaryCrossEntropyWithLogits, 0, 0, input, target, losses, options, grad, weights, rowWeights,
            posWeights, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the focal loss of each logit with its label (Lin et al. 2017), and its gradient with respect to the
    /// input, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] logits, any values.</param>
    /// <param name="target">[rows, columns] labels, 0 to 1; not checked.</param>
    /// <param name="alpha">Weight of the positive labels, at most 1; below 0 = no weights.</param>
    /// <param name="gamma">How little is made of what is right already, at least 0 and finite.</param>
    /// <param name="options">Reduction; what the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of the result; empty = not wanted. May be <paramref name="input"/> or
    /// <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// q = (1-y) sigmoid(x) + y sigmoid(-x),  a = alpha y + (1-alpha) (1-y)
    /// l = w a q^gamma ((1-y) log(1 + exp(x)) + y log(1 + exp(-x)))
    /// </code>
    /// <para>
    /// An infinite logit on the label's side: 0, on the other side: +inf with a finite gradient. NaN in a pair: its
    /// loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss. No elements: NaN, or 0 with <see
    /// cref="ElementwiseOptions.EmptyMeanZero"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T SigmoidFocal<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        double alpha = 0.25,
        double gamma = 2,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        Reduced(
            PointwiseLoss.SigmoidFocal, alpha, gamma, input, target, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the focal loss of each logit with its label (Lin et al. 2017), and its gradient with respect to the
    /// input, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] logits, any values.</param>
    /// <param name="target">[rows, columns] labels, 0 to 1; not checked.</param>
    /// <param name="losses">Receives [rows, columns] losses, without gaps.</param>
    /// <param name="alpha">Weight of the positive labels, at most 1; below 0 = no weights.</param>
    /// <param name="gamma">How little is made of what is right already, at least 0 and finite.</param>
    /// <param name="options">What the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of each element's loss; empty = not wanted. May be <paramref
    /// name="input"/> or <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// q = (1-y) sigmoid(x) + y sigmoid(-x),  a = alpha y + (1-alpha) (1-y)
    /// l = w a q^gamma ((1-y) log(1 + exp(x)) + y log(1 + exp(-x)))
    /// </code>
    /// <para>
    /// An infinite logit on the label's side: 0, on the other side: +inf with a finite gradient. NaN in a pair: its
    /// loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void SigmoidFocalElements<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        Span<T> losses,
        double alpha = 0.25,
        double gamma = 2,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        PerElement(
            PointwiseLoss.SigmoidFocal, alpha, gamma, input, target, losses, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the Kullback-Leibler divergence of each element, and its gradient with respect to the input, in one
    /// call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">
    /// [rows, columns] logarithms of probabilities, or probabilities with <see cref="ElementwiseOptions.InputProbs"/>.
    /// </param>
    /// <param name="target">
    /// [rows, columns] probabilities, or their logarithms with <see cref="ElementwiseOptions.LogTarget"/>; not checked.
    /// </param>
    /// <param name="options">Reduction; what the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of the result; empty = not wanted. May be <paramref name="input"/> or
    /// <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w y (log y - x), dl/dx = -w y
    /// The divergence of the rows' distributions is the mean Reduction.BatchMean.
    /// </code>
    /// <para>
    /// A target of 0 adds 0, whatever the input; one above 0 with an input of 0, or of log 0: +inf. NaN in a pair: its
    /// loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss. No elements: NaN, or 0 with <see
    /// cref="ElementwiseOptions.EmptyMeanZero"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T KlDiv<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        Reduced(
            PointwiseLoss.KlDiv, 0, 0, input, target, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the Kullback-Leibler divergence of each element, and its gradient with respect to the input, in one
    /// call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">
    /// [rows, columns] logarithms of probabilities, or probabilities with <see cref="ElementwiseOptions.InputProbs"/>.
    /// </param>
    /// <param name="target">
    /// [rows, columns] probabilities, or their logarithms with <see cref="ElementwiseOptions.LogTarget"/>; not checked.
    /// </param>
    /// <param name="losses">Receives [rows, columns] losses, without gaps.</param>
    /// <param name="options">What the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of each element's loss; empty = not wanted. May be <paramref
    /// name="input"/> or <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w y (log y - x), dl/dx = -w y
    /// The divergence of the rows' distributions is the mean Reduction.BatchMean.
    /// </code>
    /// <para>
    /// A target of 0 adds 0, whatever the input; one above 0 with an input of 0, or of log 0: +inf. NaN in a pair: its
    /// loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void KlDivElements<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        Span<T> losses,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        PerElement(
            PointwiseLoss.KlDiv, 0, 0, input, target, losses, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the hinge loss of each score with its label, and its gradient with respect to the input, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] scores, any values.</param>
    /// <param name="target">
    /// [rows, columns] labels -1 and +1, or 0 and 1 with <see cref="ElementwiseOptions.ZeroOneLabels"/>; not checked.
    /// </param>
    /// <param name="margin">Score that is right enough, finite.</param>
    /// <param name="options">Reduction; what the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of the result; empty = not wanted. May be <paramref name="input"/> or
    /// <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w max(0, margin - y x)
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss. No elements: NaN,
    /// or 0 with <see cref="ElementwiseOptions.EmptyMeanZero"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T Hinge<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        double margin = 1,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        Reduced(
            PointwiseLoss.Hinge, margin, 0, input, target, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the hinge loss of each score with its label, and its gradient with respect to the input, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] scores, any values.</param>
    /// <param name="target">
    /// [rows, columns] labels -1 and +1, or 0 and 1 with <see cref="ElementwiseOptions.ZeroOneLabels"/>; not checked.
    /// </param>
    /// <param name="losses">Receives [rows, columns] losses, without gaps.</param>
    /// <param name="margin">Score that is right enough, finite.</param>
    /// <param name="options">What the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of each element's loss; empty = not wanted. May be <paramref
    /// name="input"/> or <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w max(0, margin - y x)
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void HingeElements<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        Span<T> losses,
        double margin = 1,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        PerElement(
            PointwiseLoss.Hinge, margin, 0, input, target, losses, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the squared hinge loss of each score with its label, and its gradient with respect to the input, in one
    /// call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] scores, any values.</param>
    /// <param name="target">
    /// [rows, columns] labels -1 and +1, or 0 and 1 with <see cref="ElementwiseOptions.ZeroOneLabels"/>; not checked.
    /// </param>
    /// <param name="margin">Score that is right enough, finite.</param>
    /// <param name="options">Reduction; what the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of the result; empty = not wanted. May be <paramref name="input"/> or
    /// <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w max(0, margin - y x)^2
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss. No elements: NaN,
    /// or 0 with <see cref="ElementwiseOptions.EmptyMeanZero"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T SquaredHinge<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        double margin = 1,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        Reduced(
            PointwiseLoss.SquaredHinge, margin, 0, input, target, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the squared hinge loss of each score with its label, and its gradient with respect to the input, in one
    /// call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] scores, any values.</param>
    /// <param name="target">
    /// [rows, columns] labels -1 and +1, or 0 and 1 with <see cref="ElementwiseOptions.ZeroOneLabels"/>; not checked.
    /// </param>
    /// <param name="losses">Receives [rows, columns] losses, without gaps.</param>
    /// <param name="margin">Score that is right enough, finite.</param>
    /// <param name="options">What the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of each element's loss; empty = not wanted. May be <paramref
    /// name="input"/> or <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w max(0, margin - y x)^2
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void SquaredHingeElements<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        Span<T> losses,
        double margin = 1,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        PerElement(
            PointwiseLoss.SquaredHinge, margin, 0, input, target, losses, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the soft hinge loss of each score with its label, and its gradient with respect to the input, in one
    /// call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] scores, any values.</param>
    /// <param name="target">
    /// [rows, columns] labels -1 and +1, or 0 and 1 with <see cref="ElementwiseOptions.ZeroOneLabels"/>; not checked.
    /// </param>
    /// <param name="margin">Score that is right enough, finite; 0 is PyTorch's soft_margin_loss.</param>
    /// <param name="options">Reduction; what the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of the result; empty = not wanted. May be <paramref name="input"/> or
    /// <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w log(1 + exp(margin - y x))
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss. No elements: NaN,
    /// or 0 with <see cref="ElementwiseOptions.EmptyMeanZero"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T SoftHinge<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        double margin = 1,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        Reduced(
            PointwiseLoss.SoftHinge, margin, 0, input, target, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the soft hinge loss of each score with its label, and its gradient with respect to the input, in one
    /// call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] scores, any values.</param>
    /// <param name="target">
    /// [rows, columns] labels -1 and +1, or 0 and 1 with <see cref="ElementwiseOptions.ZeroOneLabels"/>; not checked.
    /// </param>
    /// <param name="losses">Receives [rows, columns] losses, without gaps.</param>
    /// <param name="margin">Score that is right enough, finite; 0 is PyTorch's soft_margin_loss.</param>
    /// <param name="options">What the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of each element's loss; empty = not wanted. May be <paramref
    /// name="input"/> or <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w log(1 + exp(margin - y x))
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void SoftHingeElements<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        Span<T> losses,
        double margin = 1,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        PerElement(
            PointwiseLoss.SoftHinge, margin, 0, input, target, losses, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the hinge embedding loss of each distance with its label, and its gradient with respect to the input,
    /// in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] distances, any values.</param>
    /// <param name="target">[rows, columns] labels -1 and +1; not checked.</param>
    /// <param name="margin">Distance that is large enough, finite.</param>
    /// <param name="options">Reduction; what the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of the result; empty = not wanted. May be <paramref name="input"/> or
    /// <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <returns>The mean or the sum of the losses.</returns>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w x where y = 1, w max(0, margin - x) where y = -1; the sum of both for any other y
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss. No elements: NaN,
    /// or 0 with <see cref="ElementwiseOptions.EmptyMeanZero"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static T HingeEmbedding<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        double margin = 1,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        Reduced(
            PointwiseLoss.HingeEmbedding, margin, 0, input, target, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <summary>
    /// Computes the hinge embedding loss of each distance with its label, and its gradient with respect to the input,
    /// in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, columns] distances, any values.</param>
    /// <param name="target">[rows, columns] labels -1 and +1; not checked.</param>
    /// <param name="losses">Receives [rows, columns] losses, without gaps.</param>
    /// <param name="margin">Distance that is large enough, finite.</param>
    /// <param name="options">What the input and target are.</param>
    /// <param name="grad">
    /// Receives the [rows, columns] gradient of each element's loss; empty = not wanted. May be <paramref
    /// name="input"/> or <paramref name="target"/>, with equal strides.
    /// </param>
    /// <param name="weights">
    /// [rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's
    /// denominator.
    /// </param>
    /// <param name="rowWeights">[rows] one more factor for each row; empty = all ones.</param>
    /// <param name="columns">
    /// Elements of a row; 0 = all are one row. Rows are what <see cref="Reduction.BatchMean"/> divides by and what row
    /// weights and strides are of.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = columns.</param>
    /// <param name="targetStride">Elements from one row of <paramref name="target"/> to the next; 0 = columns.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = columns.</param>
    /// <remarks>
    /// <para>With x = input, y = target, w = weights times row weights:</para>
    /// <code>
    /// l = w x where y = 1, w max(0, margin - x) where y = -1; the sum of both for any other y
    /// </code>
    /// <para>
    /// NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An extent, a stride, an option or a number is illegal. Nothing was written.
    /// </exception>
    public static void HingeEmbeddingElements<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        Span<T> losses,
        double margin = 1,
        ElementwiseOptions options = default,
        Span<T> grad = default,
        ReadOnlySpan<T> weights = default,
        ReadOnlySpan<T> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0)
        where T : unmanaged =>
        PerElement(
            PointwiseLoss.HingeEmbedding, margin, 0, input, target, losses, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    private static TReal Reduced<T, TReal>(
        PointwiseLoss kind,
        double a,
        double b,
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        ElementwiseOptions options,
        Span<T> grad,
        ReadOnlySpan<TReal> weights,
        ReadOnlySpan<TReal> rowWeights,
        ReadOnlySpan<TReal> posWeights,
        int columns,
        ParallelExecutor? executor,
        int inputStride,
        int targetStride,
        int gradStride)
        where T : unmanaged
        where TReal : unmanaged
    {
        TReal loss;
        Run(
            kind, a, b, input, target, &loss, Reduced(options.Reduction), options, grad, weights, rowWeights, posWeights,
            columns, executor, inputStride, targetStride, gradStride);
        return loss;
    }

    private static void PerElement<T>(
        PointwiseLoss kind,
        double a,
        double b,
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        Span<T> losses,
        ElementwiseOptions options,
        Span<T> grad,
        ReadOnlySpan<T> weights,
        ReadOnlySpan<T> rowWeights,
        ReadOnlySpan<T> posWeights,
        int columns,
        ParallelExecutor? executor,
        int inputStride,
        int targetStride,
        int gradStride)
        where T : unmanaged
    {
        var rows = Rows(input.Length, columns, inputStride, nameof(input), nameof(inputStride));
        Extent.Require(losses.Length, rows.Rows * rows.Columns, nameof(losses));
        fixed (T* loss = losses)
        {
            Run(
                kind, a, b, input, target, loss, Reduction.None, options, grad, weights, rowWeights, posWeights, columns,
                executor, inputStride, targetStride, gradStride);
        }
    }

    private static void Run<T, TReal>(
        PointwiseLoss kind,
        double a,
        double b,
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> target,
        TReal* loss,
        Reduction reduction,
        ElementwiseOptions options,
        Span<T> grad,
        ReadOnlySpan<TReal> weights,
        ReadOnlySpan<TReal> rowWeights,
        ReadOnlySpan<TReal> posWeights,
        int columns,
        ParallelExecutor? executor,
        int inputStride,
        int targetStride,
        int gradStride)
        where T : unmanaged
        where TReal : unmanaged
    {
        Elements.RequireReal<T, TReal>();
        NativeFile.Require();
        var x = Rows(input.Length, columns, inputStride, nameof(input), nameof(inputStride));
        var width = (int)x.Columns;
        var targetStep = x.Match(target.Length, width, targetStride, nameof(target), nameof(columns));
        var gradStep = x.MatchOptional(grad.Length, width, gradStride, nameof(grad), nameof(columns));
        Extent.RequireOptional(rowWeights.Length, x.Rows, nameof(rowWeights));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        long errorRow = -1;
        var o = options.ToNative(reduction, &errorRow);
        o.WeightsStride = WeightsStride(x, weights.Length, nameof(weights));
        o.PosWeightsStride = WeightsStride(x, posWeights.Length, nameof(posWeights));
        Status status;
        fixed (T* px = input, pt = target, pg = grad)
        fixed (TReal* pw = weights, pr = rowWeights, pp = posWeights)
        {
            o.Weights = pw;
            o.RowWeights = pr;
            o.PosWeights = pp;
            status = kind switch
            {
                PointwiseLoss.Mse => NativeMethods.nloss_mse<T>(
                    px, x.Stride, pt, targetStep, x.Rows, x.Columns, &o, loss, pg, gradStep, e),
                PointwiseLoss.L1 => NativeMethods.nloss_l1<T>(
                    px, x.Stride, pt, targetStep, x.Rows, x.Columns, &o, loss, pg, gradStep, e),
                PointwiseLoss.Huber => NativeMethods.nloss_huber<T>(
                    px, x.Stride, pt, targetStep, x.Rows, x.Columns, a, &o, loss, pg, gradStep, e),
                PointwiseLoss.SmoothL1 => NativeMethods.nloss_smooth_l1<T>(
                    px, x.Stride, pt, targetStep, x.Rows, x.Columns, a, &o, loss, pg, gradStep, e),
                PointwiseLoss.LogCosh => NativeMethods.nloss_log_cosh<T>(
                    px, x.Stride, pt, targetStep, x.Rows, x.Columns, &o, loss, pg, gradStep, e),
                PointwiseLoss.PoissonNll => NativeMethods.nloss_poisson_nll<T>(
                    px, x.Stride, pt, targetStep, x.Rows, x.Columns, a, &o, loss, pg, gradStep, e),
                PointwiseLoss.BinaryCrossEntropy => NativeMethods.nloss_binary_cross_entropy<T>(
                    px, x.Stride, pt, targetStep, x.Rows, x.Columns, &o, loss, pg, gradStep, e),
                PointwiseLoss.BinaryCrossEntropyWithLogits => NativeMethods.nloss_binary_cross_entropy_with_logits<T>(
                    px, x.Stride, pt, targetStep, x.Rows, x.Columns, &o, loss, pg, gradStep, e),
                PointwiseLoss.SigmoidFocal => NativeMethods.nloss_sigmoid_focal<T>(
                    px, x.Stride, pt, targetStep, x.Rows, x.Columns, a, b, &o, loss, pg, gradStep, e),
                PointwiseLoss.KlDiv => NativeMethods.nloss_kl_div<T>(
                    px, x.Stride, pt, targetStep, x.Rows, x.Columns, &o, loss, pg, gradStep, e),
                PointwiseLoss.Hinge => NativeMethods.nloss_hinge<T>(
                    px, x.Stride, pt, targetStep, x.Rows, x.Columns, a, &o, loss, pg, gradStep, e),
                PointwiseLoss.SquaredHinge => NativeMethods.nloss_squared_hinge<T>(
                    px, x.Stride, pt, targetStep, x.Rows, x.Columns, a, &o, loss, pg, gradStep, e),
                PointwiseLoss.SoftHinge => NativeMethods.nloss_soft_hinge<T>(
                    px, x.Stride, pt, targetStep, x.Rows, x.Columns, a, &o, loss, pg, gradStep, e),
                _ => NativeMethods.nloss_hinge_embedding<T>(
                    px, x.Stride, pt, targetStep, x.Rows, x.Columns, a, &o, loss, pg, gradStep, e),
            };
        }

        if (status == Status.Value)
            Failure.ThrowValue(nameof(input), errorRow);
        Failure.ThrowIf(status, nameof(grad), (a, b, options));
    }

    /// <summary>Rows of a span of elements, whose columns may be left out.</summary>
    private static Extent Rows(int length, int columns, int stride, string name, string strideName) =>
        Extent.Of(length, columns == 0 ? Math.Max(length, 1) : columns, stride, name, nameof(columns), strideName);

    /// <summary>0 = one row for all.</summary>
    private static long WeightsStride(Extent rows, int length, string name)
    {
        if (length == 0 || length == rows.Columns)
            return 0;
        Extent.Require(length, rows.Rows * rows.Columns, name);
        return rows.Columns;
    }

    private enum PointwiseLoss
    {
        Mse,
        L1,
        Huber,
        SmoothL1,
        LogCosh,
        PoissonNll,
        BinaryCrossEntropy,
        BinaryCrossEntropyWithLogits,
        SigmoidFocal,
        KlDiv,
        Hinge,
        SquaredHinge,
        SoftHinge,
        HingeEmbedding,
    }
}
