// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics.Tensors;
using NativeLoss.Interop;

namespace NativeLoss;

/// <summary>
/// A linear layer: the logits of a softmax classifier. Rows are counted from the spans' lengths; a stride is in
/// elements, and 0 means that rows follow each other.
/// </summary>
/// <remarks><inheritdoc cref="Loss" path="/remarks/node()"/></remarks>
public static unsafe class Linear
{
    /// <summary>Computes output[r,c] = bias[c] + sum_d input[r,d] weight[c,d].</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, inputs].</param>
    /// <param name="weight">[outputs, inputs], one row per class.</param>
    /// <param name="bias">[outputs]; empty = 0.</param>
    /// <param name="inputs">Number of input features, at least 1.</param>
    /// <param name="outputs">Number of outputs (classes), at least 1.</param>
    /// <param name="output">Receives [rows, outputs]. Must not overlap an input.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = inputs.</param>
    /// <param name="weightStride">Elements from one row of <paramref name="weight"/> to the next; 0 = inputs.</param>
    /// <param name="outputStride">Elements from one row of <paramref name="output"/> to the next; 0 = outputs.</param>
    /// <remarks>
    /// Each element is one chain of fused multiply-adds over d, starting from the bias. IEEE arithmetic throughout.
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An extent or a stride is illegal.</exception>
    public static void Forward<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> weight,
        ReadOnlySpan<T> bias,
        int inputs,
        int outputs,
        Span<T> output,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int weightStride = 0,
        int outputStride = 0)
        where T : unmanaged
    {
        var x = Extent.Of(input.Length, inputs, inputStride, nameof(input));
        var outStep = x.Match(output.Length, outputs, outputStride, nameof(output));
        var wStep = new Extent(outputs, inputs, 0).Match(weight.Length, inputs, weightStride, nameof(weight));
        RunForward(x, input, weight, wStep, bias, outputs, output, outStep, executor);
    }

    /// <inheritdoc cref="Forward{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, int, int, Span{T}, ParallelExecutor, int, int, int)"/>
    /// <param name="input">[..., inputs].</param>
    /// <param name="weight">[outputs, inputs], one row per class.</param>
    /// <param name="bias">[outputs]; empty = 0.</param>
    /// <param name="output">Receives [..., outputs]. Must not overlap an input.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    public static void Forward<T>(
        in ReadOnlyTensorSpan<T> input,
        in ReadOnlyTensorSpan<T> weight,
        ReadOnlySpan<T> bias,
        in TensorSpan<T> output,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        var x = Extent.OfRows(input, -1, nameof(input));
        var w = Extent.OfRows(weight, -1, nameof(weight));
        var outStep = StrideOf(output.AsReadOnlyTensorSpan(), input.Lengths, w.Rows, nameof(output));
        var wStep = Extent.StrideOf(weight, [(nint)w.Rows, (nint)x.Columns], -1, nameof(weight));
        RunForward(
            x, Extent.Memory(input), Extent.Memory(weight), wStep, bias, w.Rows, Extent.Memory(output), outStep, executor);
    }

    /// <summary>
    /// Computes the gradients of a linear layer: gradInput[r,d] = sum_c gradOutput[r,c] weight[c,d],
    /// gradWeight[c,d] = sum_r gradOutput[r,c] input[r,d] and gradBias[c] = sum_r gradOutput[r,c]. Each is optional.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="input">[rows, inputs], read only for <paramref name="gradWeight"/>; else it may be empty.</param>
    /// <param name="weight">
    /// [outputs, inputs], read only for <paramref name="gradInput"/>; else it may be empty.
    /// </param>
    /// <param name="gradOutput">[rows, outputs] gradient with respect to the output.</param>
    /// <param name="inputs">Number of input features, at least 1.</param>
    /// <param name="outputs">Number of outputs (classes), at least 1.</param>
    /// <param name="gradInput">Receives [rows, inputs]; empty = not wanted.</param>
    /// <param name="gradWeight">Receives [outputs, inputs]; empty = not wanted. 0 where there are no rows.</param>
    /// <param name="gradBias">Receives [outputs]; empty = not wanted. 0 where there are no rows.</param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    /// <param name="inputStride">Elements from one row of <paramref name="input"/> to the next; 0 = inputs.</param>
    /// <param name="weightStride">Elements from one row of <paramref name="weight"/> to the next; 0 = inputs.</param>
    /// <param name="gradOutputStride">
    /// Elements from one row of <paramref name="gradOutput"/> to the next; 0 = outputs.
    /// </param>
    /// <param name="gradInputStride">
    /// Elements from one row of <paramref name="gradInput"/> to the next; 0 = inputs.
    /// </param>
    /// <param name="gradWeightStride">
    /// Elements from one row of <paramref name="gradWeight"/> to the next; 0 = inputs.
    /// </param>
    /// <remarks>
    /// Each element is one chain of fused multiply-adds over the summed index, starting from 0. No output may overlap
    /// an input or another output.
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An extent or a stride is illegal.</exception>
    public static void Backward<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> weight,
        ReadOnlySpan<T> gradOutput,
        int inputs,
        int outputs,
        Span<T> gradInput = default,
        Span<T> gradWeight = default,
        Span<T> gradBias = default,
        ParallelExecutor? executor = null,
        int inputStride = 0,
        int weightStride = 0,
        int gradOutputStride = 0,
        int gradInputStride = 0,
        int gradWeightStride = 0)
        where T : unmanaged
    {
        var g = Extent.Of(gradOutput.Length, outputs, gradOutputStride, nameof(gradOutput));
        var weights = new Extent(outputs, inputs, 0);
        var (needInput, needWeight) = (!gradWeight.IsEmpty, !gradInput.IsEmpty);
        var xStep = Step(g, input.Length, inputs, inputStride, nameof(input), nameof(inputStride), needInput);
        var wStep = Step(
            weights, weight.Length, inputs, weightStride, nameof(weight), nameof(weightStride), needWeight);
        var gxStep = Step(
            g, gradInput.Length, inputs, gradInputStride, nameof(gradInput), nameof(gradInputStride), false);
        var gwStep = Step(
            weights, gradWeight.Length, inputs, gradWeightStride, nameof(gradWeight), nameof(gradWeightStride), false);
        RunBackward(
            g, inputs, input, xStep, weight, wStep, gradOutput, gradInput, gxStep, gradWeight, gwStep, gradBias, executor);
    }

    /// <inheritdoc cref="Backward{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, int, int, Span{T}, Span{T}, Span{T}, ParallelExecutor, int, int, int, int, int)"/>
    /// <param name="input">
    /// [..., inputs], read only for <paramref name="gradWeight"/>; else it may be <c>default</c>.
    /// </param>
    /// <param name="weight">
    /// [outputs, inputs], read only for <paramref name="gradInput"/>; else it may be <c>default</c>.
    /// </param>
    /// <param name="gradOutput">[..., outputs] gradient with respect to the output.</param>
    /// <param name="gradInput">Receives [..., inputs]; <c>default</c> = not wanted.</param>
    /// <param name="gradWeight">
    /// Receives [outputs, inputs]; <c>default</c> = not wanted. 0 where there are no rows.
    /// </param>
    /// <param name="gradBias">Receives [outputs]; empty = not wanted. 0 where there are no rows.</param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    public static void Backward<T>(
        in ReadOnlyTensorSpan<T> input,
        in ReadOnlyTensorSpan<T> weight,
        in ReadOnlyTensorSpan<T> gradOutput,
        in TensorSpan<T> gradInput = default,
        in TensorSpan<T> gradWeight = default,
        Span<T> gradBias = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        var g = Extent.OfRows(gradOutput, -1, nameof(gradOutput));
        var (needInput, needWeight) = (!gradWeight.IsEmpty, !gradInput.IsEmpty);

        // As many as what is wanted has; a bias has none.
        var inputs = needInput ? gradWeight.Lengths[^1] : needWeight ? gradInput.Lengths[^1] : 1;
        ReadOnlySpan<nint> weights = [(nint)g.Columns, inputs];
        var xStep = needInput ? StrideOf(input, gradOutput.Lengths, inputs, nameof(input)) : inputs;
        var wStep = needWeight ? Extent.StrideOf(weight, weights, -1, nameof(weight)) : inputs;
        var gxStep = needWeight ? StrideOf(gradInput.AsReadOnlyTensorSpan(), gradOutput.Lengths, inputs, nameof(gradInput)) : inputs;
        var gwStep = Extent.StrideOfOptional(gradWeight, weights, -1, nameof(gradWeight));
        RunBackward(
            g, inputs, needInput ? Extent.Memory(input) : default, xStep, needWeight ? Extent.Memory(weight) : default, wStep,
            Extent.Memory(gradOutput), Extent.Memory(gradInput), gxStep, Extent.Memory(gradWeight), gwStep, gradBias, executor);
    }

    private static void RunForward<T>(
        Extent x,
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> weight,
        long weightStride,
        ReadOnlySpan<T> bias,
        long outputs,
        Span<T> output,
        long outputStride,
        ParallelExecutor? executor)
        where T : unmanaged
    {
        NativeFile.Require();
        Extent.RequireOptional(bias.Length, outputs, nameof(bias));
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        fixed (T* px = input, pw = weight, pb = bias, po = output)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_linear<T>(
                    px, x.Stride, pw, weightStride, pb, x.Rows, x.Columns, outputs, po, outputStride, e),
                nameof(output));
        }
    }

    private static void RunBackward<T>(
        Extent g,
        long inputs,
        ReadOnlySpan<T> input,
        long inputStride,
        ReadOnlySpan<T> weight,
        long weightStride,
        ReadOnlySpan<T> gradOutput,
        Span<T> gradInput,
        long gradInputStride,
        Span<T> gradWeight,
        long gradWeightStride,
        Span<T> gradBias,
        ParallelExecutor? executor)
        where T : unmanaged
    {
        NativeFile.Require();
        Extent.RequireOptional(gradBias.Length, g.Columns, nameof(gradBias));
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        fixed (T* px = input, pw = weight, pg = gradOutput, pgx = gradInput, pgw = gradWeight, pgb = gradBias)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_linear_backward<T>(
                    px, inputStride, pw, weightStride, pg, g.Stride, g.Rows, inputs, g.Columns, pgx, gradInputStride, pgw,
                    gradWeightStride, pgb, e),
                nameof(gradInput));
        }
    }

    /// <summary>The stride of a tensor with as many rows as another, whose last axis has another length.</summary>
    private static long StrideOf<T>(in ReadOnlyTensorSpan<T> tensor, ReadOnlySpan<nint> lengths, long columns, string name) =>
        Extent.StrideOf(tensor, Extent.WithLength(lengths, -1, (nint)columns, stackalloc nint[lengths.Length]), -1, name);

    /// <summary>The stride of a span with a column per input that may be left out, unless it is needed.</summary>
    private static long Step(
        Extent rows, int length, int inputs, int stride, string name, string strideName, bool needed) =>
        length == 0 && !needed ? inputs : rows.Match(length, inputs, stride, name, nameof(inputs), strideName);
}
