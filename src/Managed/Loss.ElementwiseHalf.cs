// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss;

/// <content>Losses of pairs of elements of the half types.</content>
public static unsafe partial class Loss
{
    /// <inheritdoc cref="BinaryCrossEntropyWithLogits{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ElementwiseOptions, Span{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, int, ParallelExecutor, int, int, int)"/>
    /// <remarks>The loss and the weights are float.</remarks>
    public static float BinaryCrossEntropyWithLogits(
        ReadOnlySpan<Half> input,
        ReadOnlySpan<Half> target,
        ElementwiseOptions options = default,
        Span<Half> grad = default,
        ReadOnlySpan<float> weights = default,
        ReadOnlySpan<float> rowWeights = default,
        ReadOnlySpan<float> posWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0) =>
        Reduced(
            PointwiseLoss.BinaryCrossEntropyWithLogits, 0, 0, input, target, options, grad, weights, rowWeights,
            posWeights, columns, executor, inputStride, targetStride, gradStride);

    /// <inheritdoc cref="BinaryCrossEntropyWithLogits{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ElementwiseOptions, Span{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, int, ParallelExecutor, int, int, int)"/>
    /// <remarks>The loss and the weights are float. Elements are the bit patterns of bfloat16.</remarks>
    public static float BinaryCrossEntropyWithLogits(
        ReadOnlySpan<ushort> input,
        ReadOnlySpan<ushort> target,
        ElementwiseOptions options = default,
        Span<ushort> grad = default,
        ReadOnlySpan<float> weights = default,
        ReadOnlySpan<float> rowWeights = default,
        ReadOnlySpan<float> posWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0) =>
        Reduced(
            PointwiseLoss.BinaryCrossEntropyWithLogits, 0, 0, input, target, options, grad, weights, rowWeights,
            posWeights, columns, executor, inputStride, targetStride, gradStride);

    /// <inheritdoc cref="BinaryCrossEntropy{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ElementwiseOptions, Span{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, int, ParallelExecutor, int, int, int)"/>
    /// <remarks>The loss and the weights are float.</remarks>
    public static float BinaryCrossEntropy(
        ReadOnlySpan<Half> input,
        ReadOnlySpan<Half> target,
        ElementwiseOptions options = default,
        Span<Half> grad = default,
        ReadOnlySpan<float> weights = default,
        ReadOnlySpan<float> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0) =>
        Reduced(
            PointwiseLoss.BinaryCrossEntropy, 0, 0, input, target, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <inheritdoc cref="BinaryCrossEntropy{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ElementwiseOptions, Span{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, int, ParallelExecutor, int, int, int)"/>
    /// <remarks>The loss and the weights are float. Elements are the bit patterns of bfloat16.</remarks>
    public static float BinaryCrossEntropy(
        ReadOnlySpan<ushort> input,
        ReadOnlySpan<ushort> target,
        ElementwiseOptions options = default,
        Span<ushort> grad = default,
        ReadOnlySpan<float> weights = default,
        ReadOnlySpan<float> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0) =>
        Reduced(
            PointwiseLoss.BinaryCrossEntropy, 0, 0, input, target, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <inheritdoc cref="KlDiv{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ElementwiseOptions, Span{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, int, ParallelExecutor, int, int, int)"/>
    /// <remarks>The loss and the weights are float.</remarks>
    public static float KlDiv(
        ReadOnlySpan<Half> input,
        ReadOnlySpan<Half> target,
        ElementwiseOptions options = default,
        Span<Half> grad = default,
        ReadOnlySpan<float> weights = default,
        ReadOnlySpan<float> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0) =>
        Reduced(
            PointwiseLoss.KlDiv, 0, 0, input, target, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);

    /// <inheritdoc cref="KlDiv{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ElementwiseOptions, Span{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, int, ParallelExecutor, int, int, int)"/>
    /// <remarks>The loss and the weights are float. Elements are the bit patterns of bfloat16.</remarks>
    public static float KlDiv(
        ReadOnlySpan<ushort> input,
        ReadOnlySpan<ushort> target,
        ElementwiseOptions options = default,
        Span<ushort> grad = default,
        ReadOnlySpan<float> weights = default,
        ReadOnlySpan<float> rowWeights = default,
        int columns = 0,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int targetStride = 0,
        int gradStride = 0) =>
        Reduced(
            PointwiseLoss.KlDiv, 0, 0, input, target, options, grad, weights, rowWeights,
            default, columns, executor, inputStride, targetStride, gradStride);
}
