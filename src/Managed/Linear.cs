// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
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
        NativeFile.Require();
        var x = Extent.Of(input.Length, inputs, inputStride, nameof(input));
        var outStep = x.Match(output.Length, outputs, outputStride, nameof(output));
        var wStep = new Extent(outputs, inputs, 0).Match(weight.Length, inputs, weightStride, nameof(weight));
        if (!bias.IsEmpty)
            Extent.Require(bias.Length, outputs, nameof(bias));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        fixed (T* px = input, pw = weight, pb = bias, po = output)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_linear<T>(px, x.Stride, pw, wStep, pb, x.Rows, inputs, outputs, po, outStep, e),
                nameof(output));
        }
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
        NativeFile.Require();
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
        if (!gradBias.IsEmpty)
            Extent.Require(gradBias.Length, outputs, nameof(gradBias));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        fixed (T* px = input, pw = weight, pg = gradOutput, pgx = gradInput, pgw = gradWeight, pgb = gradBias)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_linear_backward<T>(
                    px, xStep, pw, wStep, pg, g.Stride, g.Rows, inputs, outputs, pgx, gxStep, pgw, gwStep, pgb, e),
                nameof(gradInput));
        }
    }

    /// <summary>The stride of a span with a column per input that may be left out, unless it is needed.</summary>
    private static long Step(
        Extent rows, int length, int inputs, int stride, string name, string strideName, bool needed) =>
        length == 0 && !needed ? inputs : rows.Match(length, inputs, stride, name, nameof(inputs), strideName);
}
