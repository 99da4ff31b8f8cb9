// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
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
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
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
        RunArgMax(Extent.Of(input.Length, classes, inputStride, nameof(input)), input, indices, executor);
    }

    /// <inheritdoc cref="ArgMax{T}(ReadOnlySpan{T}, int, Span{long}, ParallelExecutor, int)"/>
    /// <param name="input">Any values.</param>
    /// <param name="indices">
    /// Receives classes, from 0: of equal elements the first. NaN is larger than every number. Dense, of the shape of
    /// <paramref name="input"/> without the axis, or with length 1 there.
    /// </param>
    /// <param name="axis">
    /// The axis of the elements of a row; negative counts from the end. It must be the last one longer than 1.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    public static void ArgMax<T>(
        in ReadOnlyTensorSpan<T> input, in TensorSpan<long> indices, int axis = -1, ParallelExecutor? executor = null)
        where T : unmanaged
    {
        RunArgMax(
            Extent.OfRows(input, axis, nameof(input)), Extent.Memory(input),
            Extent.RowsOf(indices, input.Lengths, axis, nameof(indices)), executor);
    }

    /// <summary>Finds the k largest elements of each row, the largest first.</summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
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
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, classes);
        var x = Extent.Of(input.Length, classes, inputStride, nameof(input));
        var indicesStep = x.Match(indices.Length, k, indicesStride, nameof(indices));
        var valuesStep = x.MatchOptional(values.Length, k, valuesStride, nameof(values));
        RunTopK(x, input, k, indices, indicesStep, values, valuesStep, executor);
    }

    /// <inheritdoc cref="TopK{T}(ReadOnlySpan{T}, int, int, Span{long}, Span{T}, ParallelExecutor, int, int, int)"/>
    /// <param name="input">Any values.</param>
    /// <param name="k">How many to find, from 1 to the length of the axis; with that the row is sorted.</param>
    /// <param name="indices">
    /// Receives where in the row they are, from 0, in the shape of <paramref name="input"/> with length k on the axis. Equal
    /// elements come by rising index, and of those at the end the lowest are taken. NaN is larger than every number.
    /// </param>
    /// <param name="values">Receives the elements, in the same shape; <c>default</c> = not wanted.</param>
    /// <param name="axis">
    /// The axis of the elements of a row; negative counts from the end. It must be the last one longer than 1.
    /// </param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    public static void TopK<T>(
        in ReadOnlyTensorSpan<T> input,
        int k,
        in TensorSpan<long> indices,
        in TensorSpan<T> values = default,
        int axis = -1,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        var x = Extent.OfRows(input, axis, nameof(input));
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, x.Columns);
        var lengths = Extent.WithLength(input.Lengths, axis, k, stackalloc nint[input.Rank]);
        RunTopK(
            x, Extent.Memory(input), k, Extent.Memory(indices),
            Extent.StrideOf(indices.AsReadOnlyTensorSpan(), lengths, axis, nameof(indices)), Extent.Memory(values),
            Extent.StrideOfOptional(values, lengths, axis, nameof(values)), executor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunArgMax<T>(Extent x, ReadOnlySpan<T> input, Span<long> indices, ParallelExecutor? executor)
        where T : unmanaged
    {
        NativeFile.Require();
        Extent.Require(indices.Length, x.Rows, nameof(indices));
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        fixed (T* px = input)
        fixed (long* pi = indices)
            Failure.ThrowIf(NativeMethods.nloss_argmax<T>(px, x.Stride, x.Rows, x.Columns, pi, e), nameof(indices));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunTopK<T>(
        Extent x,
        ReadOnlySpan<T> input,
        int k,
        Span<long> indices,
        long indicesStride,
        Span<T> values,
        long valuesStride,
        ParallelExecutor? executor)
        where T : unmanaged
    {
        NativeFile.Require();
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        fixed (T* px = input, pv = values)
        fixed (long* pi = indices)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_top_k<T>(px, x.Stride, x.Rows, x.Columns, k, pv, valuesStride, pi, indicesStride, e),
                nameof(values));
        }
    }
}
