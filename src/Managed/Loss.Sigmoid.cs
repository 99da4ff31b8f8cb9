// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using NativeLoss.Interop;

namespace NativeLoss;

/// <content>The sigmoid and its logarithm.</content>
public static unsafe partial class Loss
{
    /// <summary>Computes the sigmoid of each element: 1 / (1 + exp(-logits)).</summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <param name="logits">[rows, columns] any values.</param>
    /// <param name="probs">
    /// Receives [rows, columns] probabilities in [0, 1]. May be <paramref name="logits"/>, with equal strides.
    /// </param>
    /// <param name="columns">Elements of a row, for the strides; 0 = all are one row.</param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = columns.</param>
    /// <param name="probsStride">Elements from one row of <paramref name="probs"/> to the next; 0 = columns.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An extent or a stride is illegal.</exception>
    public static void Sigmoid<T>(
        ReadOnlySpan<T> logits,
        Span<T> probs,
        int columns = 0,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int probsStride = 0)
        where T : unmanaged
    {
        columns = Extent.WidthOf(columns, logits.Length);
        var z = Extent.Of(logits.Length, columns, logitsStride, nameof(logits));
        var step = z.Match(probs.Length, columns, probsStride, nameof(probs));
        MapElements(Function.Sigmoid, z, logits, probs, step, executor, nameof(probs));
    }

    /// <inheritdoc cref="Sigmoid{T}(ReadOnlySpan{T}, Span{T}, int, ParallelExecutor, int, int)"/>
    /// <param name="logits">Any values.</param>
    /// <param name="probs">
    /// Receives probabilities in [0, 1], in the shape of <paramref name="logits"/>. May be they, with an equal layout.
    /// </param>
    /// <param name="axis">
    /// The axis from which on both tensors have no gaps; those before it may be at any one distance. Default: 0.
    /// </param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    public static void Sigmoid<T>(
        in ReadOnlyTensorSpan<T> logits, in TensorSpan<T> probs, int axis = 0, ParallelExecutor? executor = null)
        where T : unmanaged
    {
        var z = Extent.OfElements(logits, axis, nameof(logits));
        var step = Extent.StrideOf(probs.AsReadOnlyTensorSpan(), logits.Lengths, axis, nameof(probs));
        MapElements(
            Function.Sigmoid, z, Extent.Memory(logits), Extent.Memory(probs), step, executor, nameof(probs));
    }

    /// <summary>
    /// Computes the logarithm of the sigmoid of each element, never as the logarithm of a probability.
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <param name="logits">[rows, columns] any values.</param>
    /// <param name="logProbs">
    /// Receives [rows, columns] log-probabilities, at most 0. May be <paramref name="logits"/>, with equal strides.
    /// </param>
    /// <param name="columns">Elements of a row, for the strides; 0 = all are one row.</param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = columns.</param>
    /// <param name="logProbsStride">
    /// Elements from one row of <paramref name="logProbs"/> to the next; 0 = columns.
    /// </param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An extent or a stride is illegal.</exception>
    public static void LogSigmoid<T>(
        ReadOnlySpan<T> logits,
        Span<T> logProbs,
        int columns = 0,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int logProbsStride = 0)
        where T : unmanaged
    {
        columns = Extent.WidthOf(columns, logits.Length);
        var z = Extent.Of(logits.Length, columns, logitsStride, nameof(logits));
        var step = z.Match(logProbs.Length, columns, logProbsStride, nameof(logProbs));
        MapElements(Function.LogSigmoid, z, logits, logProbs, step, executor, nameof(logProbs));
    }

    /// <inheritdoc cref="LogSigmoid{T}(ReadOnlySpan{T}, Span{T}, int, ParallelExecutor, int, int)"/>
    /// <param name="logits">Any values.</param>
    /// <param name="logProbs">
    /// Receives log-probabilities, at most 0, in the shape of <paramref name="logits"/>. May be they, with an equal layout.
    /// </param>
    /// <param name="axis">
    /// The axis from which on both tensors have no gaps; those before it may be at any one distance. Default: 0.
    /// </param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    public static void LogSigmoid<T>(
        in ReadOnlyTensorSpan<T> logits, in TensorSpan<T> logProbs, int axis = 0, ParallelExecutor? executor = null)
        where T : unmanaged
    {
        var z = Extent.OfElements(logits, axis, nameof(logits));
        var step = Extent.StrideOf(logProbs.AsReadOnlyTensorSpan(), logits.Lengths, axis, nameof(logProbs));
        MapElements(
            Function.LogSigmoid, z, Extent.Memory(logits), Extent.Memory(logProbs), step, executor,
            nameof(logProbs));
    }

    /// <summary>
    /// Computes the gradient of the sigmoid of each element, from the logits: near 1 a probability no longer tells how
    /// far from it it is.
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <param name="logits">[rows, columns] any values.</param>
    /// <param name="gradProbs">[rows, columns] gradient with respect to the result.</param>
    /// <param name="gradLogits">
    /// Receives the [rows, columns] gradient. May be <paramref name="logits"/> or <paramref name="gradProbs"/>, with
    /// equal strides.
    /// </param>
    /// <param name="columns">Elements of a row, for the strides; 0 = all are one row.</param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = columns.</param>
    /// <param name="gradProbsStride">
    /// Elements from one row of <paramref name="gradProbs"/> to the next; 0 = columns.
    /// </param>
    /// <param name="gradLogitsStride">
    /// Elements from one row of <paramref name="gradLogits"/> to the next; 0 = columns.
    /// </param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An extent or a stride is illegal.</exception>
    public static void SigmoidBackward<T>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> gradProbs,
        Span<T> gradLogits,
        int columns = 0,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradProbsStride = 0,
        int gradLogitsStride = 0)
        where T : unmanaged
    {
        columns = Extent.WidthOf(columns, logits.Length);
        var z = Extent.Of(logits.Length, columns, logitsStride, nameof(logits));
        var inStep = z.Match(gradProbs.Length, columns, gradProbsStride, nameof(gradProbs));
        var outStep = z.Match(gradLogits.Length, columns, gradLogitsStride, nameof(gradLogits));
        MapElementsBackward(
            Function.SigmoidBackward, z, logits, gradProbs, inStep, gradLogits, outStep, executor);
    }

    /// <inheritdoc cref="SigmoidBackward{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, int, ParallelExecutor, int, int, int)"/>
    /// <param name="logits">Any values.</param>
    /// <param name="gradProbs">Gradient with respect to the result, in the shape of <paramref name="logits"/>.</param>
    /// <param name="gradLogits">Receives the gradient, in the same shape. May be an input, with an equal layout.</param>
    /// <param name="axis">
    /// The axis from which on the tensors have no gaps; those before it may be at any one distance. Default: 0.
    /// </param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    public static void SigmoidBackward<T>(
        in ReadOnlyTensorSpan<T> logits,
        in ReadOnlyTensorSpan<T> gradProbs,
        in TensorSpan<T> gradLogits,
        int axis = 0,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        var z = Extent.OfElements(logits, axis, nameof(logits));
        var inStep = Extent.StrideOf(gradProbs, logits.Lengths, axis, nameof(gradProbs));
        var outStep = Extent.StrideOf(gradLogits.AsReadOnlyTensorSpan(), logits.Lengths, axis, nameof(gradLogits));
        MapElementsBackward(
            Function.SigmoidBackward, z, Extent.Memory(logits), Extent.Memory(gradProbs), inStep,
            Extent.Memory(gradLogits), outStep, executor);
    }

    /// <summary>Computes the gradient of the logarithm of the sigmoid of each element, from the logits.</summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <param name="logits">[rows, columns] any values.</param>
    /// <param name="gradLogProbs">[rows, columns] gradient with respect to the result.</param>
    /// <param name="gradLogits">
    /// Receives the [rows, columns] gradient. May be <paramref name="logits"/> or <paramref name="gradLogProbs"/>, with
    /// equal strides.
    /// </param>
    /// <param name="columns">Elements of a row, for the strides; 0 = all are one row.</param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = columns.</param>
    /// <param name="gradLogProbsStride">
    /// Elements from one row of <paramref name="gradLogProbs"/> to the next; 0 = columns.
    /// </param>
    /// <param name="gradLogitsStride">
    /// Elements from one row of <paramref name="gradLogits"/> to the next; 0 = columns.
    /// </param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An extent or a stride is illegal.</exception>
    public static void LogSigmoidBackward<T>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> gradLogProbs,
        Span<T> gradLogits,
        int columns = 0,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradLogProbsStride = 0,
        int gradLogitsStride = 0)
        where T : unmanaged
    {
        columns = Extent.WidthOf(columns, logits.Length);
        var z = Extent.Of(logits.Length, columns, logitsStride, nameof(logits));
        var inStep = z.Match(gradLogProbs.Length, columns, gradLogProbsStride, nameof(gradLogProbs));
        var outStep = z.Match(gradLogits.Length, columns, gradLogitsStride, nameof(gradLogits));
        MapElementsBackward(
            Function.LogSigmoidBackward, z, logits, gradLogProbs, inStep, gradLogits, outStep, executor);
    }

    /// <inheritdoc cref="LogSigmoidBackward{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, int, ParallelExecutor, int, int, int)"/>
    /// <param name="logits">Any values.</param>
    /// <param name="gradLogProbs">Gradient with respect to the result, in the shape of <paramref name="logits"/>.</param>
    /// <param name="gradLogits">Receives the gradient, in the same shape. May be an input, with an equal layout.</param>
    /// <param name="axis">
    /// The axis from which on the tensors have no gaps; those before it may be at any one distance. Default: 0.
    /// </param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    public static void LogSigmoidBackward<T>(
        in ReadOnlyTensorSpan<T> logits,
        in ReadOnlyTensorSpan<T> gradLogProbs,
        in TensorSpan<T> gradLogits,
        int axis = 0,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        var z = Extent.OfElements(logits, axis, nameof(logits));
        var inStep = Extent.StrideOf(gradLogProbs, logits.Lengths, axis, nameof(gradLogProbs));
        var outStep = Extent.StrideOf(gradLogits.AsReadOnlyTensorSpan(), logits.Lengths, axis, nameof(gradLogits));
        MapElementsBackward(
            Function.LogSigmoidBackward, z, Extent.Memory(logits), Extent.Memory(gradLogProbs), inStep,
            Extent.Memory(gradLogits), outStep, executor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapElements<T>(
        Function function,
        Extent z,
        ReadOnlySpan<T> logits,
        Span<T> output,
        long outputStride,
        ParallelExecutor? executor,
        string outputName)
        where T : unmanaged
    {
        NativeFile.Require();
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        fixed (T* pz = logits, po = output)
        {
            var status = function == Function.Sigmoid
                ? NativeMethods.nloss_sigmoid<T>(pz, z.Stride, z.Rows, z.Columns, po, outputStride, e)
                : NativeMethods.nloss_log_sigmoid<T>(pz, z.Stride, z.Rows, z.Columns, po, outputStride, e);
            Failure.ThrowIf(status, outputName);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapElementsBackward<T>(
        Function function,
        Extent z,
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> upstream,
        long upstreamStride,
        Span<T> gradLogits,
        long gradLogitsStride,
        ParallelExecutor? executor)
        where T : unmanaged
    {
        NativeFile.Require();
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        fixed (T* pz = logits, pi = upstream, po = gradLogits)
        {
            var status = function == Function.SigmoidBackward
                ? NativeMethods.nloss_sigmoid_backward<T>(
                    pz, z.Stride, pi, upstreamStride, z.Rows, z.Columns, po, gradLogitsStride, e)
                : NativeMethods.nloss_log_sigmoid_backward<T>(
                    pz, z.Stride, pi, upstreamStride, z.Rows, z.Columns, po, gradLogitsStride, e);
            Failure.ThrowIf(status, nameof(gradLogits));
        }
    }
}
