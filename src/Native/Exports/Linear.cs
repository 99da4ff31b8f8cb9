// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Ops;

namespace NativeLoss.Native.Exports;

/// <summary>A linear layer.</summary>
public static unsafe class LinearExports
{
    /// <summary>Computes a linear layer: the logits of a softmax classifier.</summary>
    /// <remarks>
    /// <code>
    /// output[r,c] = bias[c] + sum_d input[r,d] * weight[c,d]
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="input">[in] [rows, inputs]</param>
    /// <param name="inputStride">[in] elements from one row of input to the next, at least the row's length</param>
    /// <param name="weight">[in] [outputs, inputs] one row per class</param>
    /// <param name="weightStride">[in] elements from one row of weight to the next, at least the row's length</param>
    /// <param name="bias">[in, optional] [outputs]; NULL = 0</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="inputs">[in] number of input features, at least 1</param>
    /// <param name="outputs">[in] number of outputs (classes), at least 1</param>
    /// <param name="output">[out] [rows, outputs]</param>
    /// <param name="outputStride">[in] elements from one row of output to the next, at least the row's length</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>IEEE arithmetic throughout.</special>
    /// <accuracy>Each element is one chain of fused multiply-adds over d, starting from the bias.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>No output may overlap an input.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_linear", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int Linear(
        ElementType type,
        [Const, Element] void* input,
        long inputStride,
        [Const, Element] void* weight,
        long weightStride,
        [Const, Element] void* bias,
        long rows,
        long inputs,
        long outputs,
        [Element] void* output,
        long outputStride,
        [Const] Executor* executor) =>
        (int)LinearOp.Forward(type, input, inputStride, weight, weightStride, bias, rows, inputs, outputs, output, outputStride, executor);

    /// <summary>Computes the gradients of a linear layer; each of the three is optional.</summary>
    /// <remarks>
    /// <code>
    /// grad_input[r,d]  = sum_c grad_output[r,c] * weight[c,d]
    /// grad_weight[c,d] = sum_r grad_output[r,c] * input[r,d]
    /// grad_bias[c]     = sum_r grad_output[r,c]
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="input">[in, optional] [rows, inputs] read only for grad_weight</param>
    /// <param name="inputStride">[in] elements from one row of input to the next, at least the row's length</param>
    /// <param name="weight">[in, optional] [outputs, inputs] read only for grad_input</param>
    /// <param name="weightStride">[in] elements from one row of weight to the next, at least the row's length</param>
    /// <param name="gradOutput">[in] [rows, outputs] gradient with respect to the output</param>
    /// <param name="gradOutputStride">[in] elements from one row of grad_output to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; with 0, grad_weight and grad_bias become 0</param>
    /// <param name="inputs">[in] number of input features, at least 1</param>
    /// <param name="outputs">[in] number of outputs (classes), at least 1</param>
    /// <param name="gradInput">[out, optional] [rows, inputs]; NULL = not wanted</param>
    /// <param name="gradInputStride">
    /// [in] elements from one row of grad_input to the next, at least inputs; not read when it is NULL
    /// </param>
    /// <param name="gradWeight">[out, optional] [outputs, inputs]; NULL = not wanted</param>
    /// <param name="gradWeightStride">
    /// [in] elements from one row of grad_weight to the next, at least inputs; not read when it is NULL
    /// </param>
    /// <param name="gradBias">[out, optional] [outputs]; NULL = not wanted</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>IEEE arithmetic throughout.</special>
    /// <accuracy>Each element is one chain of fused multiply-adds over the summed index, starting from 0.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>No output may overlap an input or another output.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_linear_backward", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int LinearBackward(
        ElementType type,
        [Const, Element] void* input,
        long inputStride,
        [Const, Element] void* weight,
        long weightStride,
        [Const, Element] void* gradOutput,
        long gradOutputStride,
        long rows,
        long inputs,
        long outputs,
        [Element] void* gradInput,
        long gradInputStride,
        [Element] void* gradWeight,
        long gradWeightStride,
        [Element] void* gradBias,
        [Const] Executor* executor) =>
        (int)LinearOp.Backward(type, input, inputStride, weight, weightStride, gradOutput, gradOutputStride, rows, inputs, outputs, gradInput, gradInputStride, gradWeight, gradWeightStride, gradBias, executor);
}
