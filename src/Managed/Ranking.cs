// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using NativeLoss.Interop;

namespace NativeLoss;

/// <summary>
/// The order of the elements of rows. Rows are counted from the spans' lengths; a stride is in elements, and 0 means
/// that rows follow each other.
/// </summary>
/// <remarks><inheritdoc cref="Loss" path="/remarks/node()"/></remarks>
public static unsafe partial class Ranking
{
    /// <summary>Finds the largest element of each row: the class that logits or probabilities predict.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, classes] any values.</param>
    /// <param name="classes">Elements of a row, at least 1.</param>
    /// <param name="indices">
    /// Receives [rows] classes, from 0: of equal elements the first. NaN is larger than every number.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = classes.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="indices"/> does not have one element per row, or the spans overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> or the stride is illegal.</exception>
    public static void ArgMax<T>(
        ReadOnlySpan<T> input,
        int classes,
        Span<long> indices,
        ParallelExecutor? executor = null,
        int inputStride = 0)
        where T : unmanaged
    {
        NativeFile.Require();
        var x = Extent.Of(input.Length, classes, inputStride, nameof(input));
        Extent.Require(indices.Length, x.Rows, nameof(indices));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        fixed (T* px = input)
        fixed (long* pi = indices)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_argmax<T>(px, x.Stride, x.Rows, classes, pi, e),
                nameof(indices));
        }
    }

    /// <summary>Finds the k largest elements of each row, the largest first.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, classes] any values.</param>
    /// <param name="classes">Elements of a row, at least 1.</param>
    /// <param name="k">How many to find, from 1 to classes; with classes the row is sorted.</param>
    /// <param name="indices">
    /// Receives [rows, k] where in the row they are, from 0. Equal elements come by rising index, and of those at the
    /// end the lowest are taken. NaN is larger than every number.
    /// </param>
    /// <param name="values">Receives [rows, k] elements; empty = not wanted.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = classes.</param>
    /// <param name="indicesStride">Elements from one row of <paramref name="indices"/> to the next; 0 = k.</param>
    /// <param name="valuesStride">Elements from one row of <paramref name="values"/> to the next; 0 = k.</param>
    /// <exception cref="ArgumentException">
    /// The lengths do not give the same number of rows, or the spans overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/>, <paramref name="k"/> or a stride is illegal.
    /// </exception>
    public static void TopK<T>(
        ReadOnlySpan<T> input,
        int classes,
        int k,
        Span<long> indices,
        Span<T> values = default,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int indicesStride = 0,
        int valuesStride = 0)
        where T : unmanaged
    {
        NativeFile.Require();
        var x = Extent.Of(input.Length, classes, inputStride, nameof(input));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, classes);
        var indicesStep = x.Match(indices.Length, k, indicesStride, nameof(indices));
        var valuesStep = values.IsEmpty ? k : x.Match(values.Length, k, valuesStride, nameof(values));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        fixed (T* px = input, pv = values)
        fixed (long* pi = indices)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_top_k<T>(
                    px, x.Stride, x.Rows, classes, k, pv, valuesStep, pi, indicesStep, e),
                nameof(values));
        }
    }
}
