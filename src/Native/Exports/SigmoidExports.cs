// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Ops;

namespace NativeLoss.Native.Exports;

/// <summary>The sigmoid and its logarithm.</summary>
[ShortVectors]
public static unsafe class SigmoidExports
{
    /// <summary>Computes the sigmoid of each element.</summary>
    /// <remarks>
    /// <code>
    /// probs[r,c] = 1 / (1 + exp(-logits[r,c]))
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="logits">[in] [rows, columns] any values</param>
    /// <param name="logitsStride">[in] elements from one row of logits to the next, at least columns</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="columns">[in] number of columns, at least 1</param>
    /// <param name="probs">[out] [rows, columns] probabilities in [0, 1]</param>
    /// <param name="probsStride">[in] elements from one row of probs to the next, at least columns</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>NaN: NaN. +inf: 1. -inf: 0.</special>
    /// <accuracy>At most 1.5 ulp (f64: 2), relative, subnormal results included.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>An output may be an input, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_sigmoid", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int Sigmoid(
        ElementType type, [Const, Element] void* logits, long logitsStride, long rows, long columns, [Element] void* probs,
        long probsStride, [Const] Executor* executor) =>
        (int)ElementOp.Map<Sigmoid>(type, logits, logitsStride, rows, columns, probs, probsStride, executor);

    /// <summary>
    /// Computes the gradient of the sigmoid of each element, from the logits: near 1 a probability no longer tells how far from it it is.
    /// </summary>
    /// <inheritdoc cref="Sigmoid"/>
    /// <remarks>
    /// <code>
    /// grad_logits[r,c] = grad_probs[r,c] sigmoid(logits[r,c]) sigmoid(-logits[r,c])
    /// </code>
    /// </remarks>
    /// <param name="gradProbs">[in] [rows, columns] gradient with respect to the probabilities</param>
    /// <param name="gradProbsStride">[in] elements from one row of grad_probs to the next, at least columns</param>
    /// <param name="gradLogits">[out] [rows, columns] gradient with respect to the logits</param>
    /// <param name="gradLogitsStride">[in] elements from one row of grad_logits to the next, at least columns</param>
    /// <special>NaN in a pair: NaN. Infinite logits: 0.</special>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_sigmoid_backward", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int SigmoidBackward(
        ElementType type, [Const, Element] void* logits, long logitsStride, [Const, Element] void* gradProbs, long gradProbsStride,
        long rows, long columns, [Element] void* gradLogits, long gradLogitsStride, [Const] Executor* executor) =>
        (int)ElementOp.MapBackward<Sigmoid>(
            type, logits, logitsStride, gradProbs, gradProbsStride, rows, columns, gradLogits, gradLogitsStride, executor);

    /// <summary>Computes the logarithm of the sigmoid of each element, never as the logarithm of a probability.</summary>
    /// <inheritdoc cref="Sigmoid"/>
    /// <remarks>
    /// <code>
    /// log_probs[r,c] = -log(1 + exp(-logits[r,c]))
    /// </code>
    /// </remarks>
    /// <param name="logProbs">[out] [rows, columns] log-probabilities in nats, at most 0</param>
    /// <param name="logProbsStride">[in] elements from one row of log_probs to the next, at least columns</param>
    /// <special>NaN: NaN. +inf: 0. -inf: -inf.</special>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_log_sigmoid", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int LogSigmoid(
        ElementType type, [Const, Element] void* logits, long logitsStride, long rows, long columns, [Element] void* logProbs,
        long logProbsStride, [Const] Executor* executor) =>
        (int)ElementOp.Map<LogSigmoid>(type, logits, logitsStride, rows, columns, logProbs, logProbsStride, executor);

    /// <summary>Computes the gradient of the logarithm of the sigmoid of each element.</summary>
    /// <inheritdoc cref="Sigmoid"/>
    /// <remarks>
    /// <code>
    /// grad_logits[r,c] = grad_log_probs[r,c] sigmoid(-logits[r,c])
    /// </code>
    /// </remarks>
    /// <param name="gradLogProbs">[in] [rows, columns] gradient with respect to the log-probabilities</param>
    /// <param name="gradLogProbsStride">[in] elements from one row of grad_log_probs to the next, at least columns</param>
    /// <param name="gradLogits">[out] [rows, columns] gradient with respect to the logits</param>
    /// <param name="gradLogitsStride">[in] elements from one row of grad_logits to the next, at least columns</param>
    /// <special>NaN in a pair: NaN. +inf: 0. -inf: grad_log_probs.</special>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_log_sigmoid_backward", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int LogSigmoidBackward(
        ElementType type, [Const, Element] void* logits, long logitsStride, [Const, Element] void* gradLogProbs, long gradLogProbsStride,
        long rows, long columns, [Element] void* gradLogits, long gradLogitsStride, [Const] Executor* executor) =>
        (int)ElementOp.MapBackward<LogSigmoid>(
            type, logits, logitsStride, gradLogProbs, gradLogProbsStride, rows, columns, gradLogits, gradLogitsStride, executor);
}
