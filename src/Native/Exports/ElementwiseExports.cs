// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Ops;

namespace NativeLoss.Native.Exports;

/// <summary>Element-wise losses.</summary>
public static unsafe class ElementwiseExports
{
    /// <summary>Computes the squared error of each element, and its gradient with respect to the input, in one call.</summary>
    /// <remarks>
    /// <code>
    /// with x = input[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
    /// l[r,c] = w (x - y)^2        dl/dx = 2 w (x - y)
    /// mean   = sum l / (rows columns)        batch_mean = sum l / rows
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="input">[in] [rows, columns] any values</param>
    /// <param name="inputStride">[in] elements from one row of input to the next, at least columns</param>
    /// <param name="target">[in] [rows, columns] any values</param>
    /// <param name="targetStride">[in] elements from one row of target to the next, at least columns</param>
    /// <param name="rows">[in] number of rows, at least 0; with 0 only a reduced loss is written</param>
    /// <param name="columns">[in] number of columns, at least 1</param>
    /// <param name="options">[in, optional] NULL = defaults: mean over all elements, no weights</param>
    /// <param name="loss">
    /// [out, optional] [rows, columns] without gaps with NLOSS_REDUCTION_NONE, else one element; NULL = not wanted
    /// </param>
    /// <param name="grad">
    /// [out, optional] [rows, columns] gradient of the reduced loss (of each element's loss with NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradStride">[in] elements from one row of grad to the next, at least columns; not read when grad is NULL</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.</special>
    /// <accuracy>At most 1.5 ulp (f64: 2), relative.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad may be input or target, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_mse", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int Mse(
        ElementType type, [Const, Element] void* input, long inputStride, [Const, Element] void* target, long targetStride, long rows,
        long columns, [Const] ElementwiseOptions* options, [Element] void* loss, [Element] void* grad, long gradStride,
        [Const] Executor* executor) =>
        (int)ElementOp.Loss<MeanSquaredError>(
            type, input, inputStride, target, targetStride, rows, columns, 0, 0, options, loss, grad, gradStride, executor);

    /// <summary>
    /// Computes the binary cross-entropy of each logit with its label, and its gradient with respect to the logits, in one call.
    /// </summary>
    /// <inheritdoc cref="Mse"/>
    /// <remarks>
    /// <code>
    /// with x = logits[r,c], y = targets[r,c] (1-e) + e/2, e = label_smoothing, pw = pos_weights[r,c], w = weights[r,c] row_weights[r]:
    /// l[r,c] = w ((1-y) log(1 + exp(x)) + pw y log(1 + exp(-x)))
    /// dl/dx  = w ((1-y) sigmoid(x) - pw y sigmoid(-x))
    /// mean   = sum l / (rows columns)        batch_mean = sum l / rows
    /// </code>
    /// </remarks>
    /// <param name="target">[in] [rows, columns] labels, 0 to 1; not checked</param>
    /// <special>
    /// NaN in a pair: its loss and gradient are NaN. An infinite logit on the label's side: 0, on the other side: +inf with a finite
    /// gradient. A weight of 0 takes nothing of an infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
    /// </special>
    /// <accuracy>
    /// Loss at most 1.5 ulp (f64: 2), relative, also where it is near 0, for labels between 0 and 1. Gradient so for labels 0 and 1;
    /// otherwise of the sum of the magnitudes of its two terms.
    /// </accuracy>
    [UnmanagedCallersOnly(EntryPoint = "nloss_binary_cross_entropy_with_logits", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int BinaryCrossEntropyWithLogits(
        ElementType type, [Const, Element] void* input, long inputStride, [Const, Element] void* target, long targetStride, long rows,
        long columns, [Const] ElementwiseOptions* options, [Element] void* loss, [Element] void* grad, long gradStride,
        [Const] Executor* executor) =>
        (int)ElementOp.Loss<BinaryCrossEntropyWithLogits>(
            type, input, inputStride, target, targetStride, rows, columns, 0, 0, options, loss, grad, gradStride, executor);
}
