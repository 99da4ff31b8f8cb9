// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Ops;

namespace NativeLoss.Native.Exports;

/// <summary>Gradients of the softmax family.</summary>
public static unsafe class SoftmaxBackwardExports
{
    /// <summary>Computes the gradient of a softmax with respect to its logits.</summary>
    /// <remarks>
    /// <code>
    /// grad_logits[r,c] = probs[r,c] * (grad_probs[r,c] - sum_k probs[r,k] * grad_probs[r,k]) / temperature
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="probs">[in] [rows, classes] what nloss_softmax returned</param>
    /// <param name="probsStride">[in] elements from one row of probs to the next, at least the row's length</param>
    /// <param name="gradProbs">[in] [rows, classes] gradient with respect to probs</param>
    /// <param name="gradProbsStride">[in] elements from one row of grad_probs to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="options">[in, optional] what the forward function was given</param>
    /// <param name="gradLogits">[out] [rows, classes] gradient with respect to the logits</param>
    /// <param name="gradLogitsStride">[in] elements from one row of grad_logits to the next, at least the row's length</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>Where probs is 0 the gradient is +0, whatever finite grad_probs is.</special>
    /// <accuracy>The sum is accumulated in f64.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad_logits may be probs or grad_probs, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_softmax_backward", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int SoftmaxBackward(
        ElementType type,
        [Const, Element] void* probs,
        long probsStride,
        [Const, Element] void* gradProbs,
        long gradProbsStride,
        long rows,
        long classes,
        [Const] SoftmaxOptions* options,
        [Element] void* gradLogits,
        long gradLogitsStride,
        [Const] Executor* executor) =>
        (int)SoftmaxOp.SoftmaxBackward(type, probs, probsStride, gradProbs, gradProbsStride, rows, classes, options, gradLogits, gradLogitsStride, executor);

    /// <summary>Computes the gradient of a softmin with respect to its logits.</summary>
    /// <remarks>
    /// <code>
    /// grad_logits[r,c] = -probs[r,c] * (grad_probs[r,c] - sum_k probs[r,k] * grad_probs[r,k]) / temperature
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="probs">[in] [rows, classes] what nloss_softmin returned</param>
    /// <param name="probsStride">[in] elements from one row of probs to the next, at least the row's length</param>
    /// <param name="gradProbs">[in] [rows, classes] gradient with respect to probs</param>
    /// <param name="gradProbsStride">[in] elements from one row of grad_probs to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="options">[in, optional] what the forward function was given</param>
    /// <param name="gradLogits">[out] [rows, classes] gradient with respect to the logits</param>
    /// <param name="gradLogitsStride">[in] elements from one row of grad_logits to the next, at least the row's length</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>Where probs is 0 the gradient is +0, whatever finite grad_probs is.</special>
    /// <accuracy>The sum is accumulated in f64.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad_logits may be probs or grad_probs, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_softmin_backward", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int SoftminBackward(
        ElementType type,
        [Const, Element] void* probs,
        long probsStride,
        [Const, Element] void* gradProbs,
        long gradProbsStride,
        long rows,
        long classes,
        [Const] SoftmaxOptions* options,
        [Element] void* gradLogits,
        long gradLogitsStride,
        [Const] Executor* executor) =>
        (int)SoftmaxOp.SoftminBackward(type, probs, probsStride, gradProbs, gradProbsStride, rows, classes, options, gradLogits, gradLogitsStride, executor);

    /// <summary>
    /// Computes the gradient of a log-softmax with respect to its logits. It takes the logits, not the result: a log-probability has lost
    /// the digits that its exponential needs.
    /// </summary>
    /// <remarks>
    /// <code>
    /// grad_logits[r,c] = (grad_log_probs[r,c] - softmax(logits)[r,c] * sum_k grad_log_probs[r,k]) / temperature
    /// sum and result over the classes that take part; 0 where the mask leaves a class out
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="logits">[in] [rows, classes] what nloss_log_softmax was given</param>
    /// <param name="logitsStride">[in] elements from one row of logits to the next, at least the row's length</param>
    /// <param name="gradLogProbs">[in] [rows, classes] gradient with respect to the log-probabilities</param>
    /// <param name="gradLogProbsStride">[in] elements from one row of grad_log_probs to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="options">[in, optional] what the forward function was given</param>
    /// <param name="gradLogits">[out] [rows, classes] gradient with respect to the logits</param>
    /// <param name="gradLogitsStride">[in] elements from one row of grad_logits to the next, at least the row's length</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf entries. All -inf: NaN, or 0 with
    /// NLOSS_SOFTMAX_EMPTY_ROW_ZERO.
    /// </special>
    /// <accuracy>The sum is accumulated in f64.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad_logits may be logits or grad_log_probs, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_log_softmax_backward", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int LogSoftmaxBackward(
        ElementType type,
        [Const, Element] void* logits,
        long logitsStride,
        [Const, Element] void* gradLogProbs,
        long gradLogProbsStride,
        long rows,
        long classes,
        [Const] SoftmaxOptions* options,
        [Element] void* gradLogits,
        long gradLogitsStride,
        [Const] Executor* executor) =>
        (int)SoftmaxOp.LogSoftmaxBackward(type, logits, logitsStride, gradLogProbs, gradLogProbsStride, rows, classes, options, gradLogits, gradLogitsStride, executor);

    /// <summary>Computes the gradient of a logsumexp with respect to its logits.</summary>
    /// <remarks>
    /// <code>
    /// grad_logits[r,c] = grad_lse[r] * softmax(logits)[r,c] / temperature
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="logits">[in] [rows, classes] what nloss_logsumexp was given</param>
    /// <param name="logitsStride">[in] elements from one row of logits to the next, at least the row's length</param>
    /// <param name="gradLse">[in] [rows] gradient with respect to lse</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="options">[in, optional] what the forward function was given</param>
    /// <param name="gradLogits">[out] [rows, classes] gradient with respect to the logits</param>
    /// <param name="gradLogitsStride">[in] elements from one row of grad_logits to the next, at least the row's length</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf entries. All -inf: NaN.</special>
    /// <accuracy>At most 1.5 ulp (f64: 2).</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad_logits may be logits, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_logsumexp_backward", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int LogSumExpBackward(
        ElementType type,
        [Const, Element] void* logits,
        long logitsStride,
        [Const, Real] void* gradLse,
        long rows,
        long classes,
        [Const] SoftmaxOptions* options,
        [Element] void* gradLogits,
        long gradLogitsStride,
        [Const] Executor* executor) =>
        (int)SoftmaxOp.LogSumExpBackward(type, logits, logitsStride, gradLse, rows, classes, options, gradLogits, gradLogitsStride, executor);

    /// <summary>Computes the gradient of the entropy of a softmax with respect to its logits.</summary>
    /// <remarks>
    /// <code>
    /// grad_logits[r,c] = -grad_entropy[r] * p[c] (log p[c] + entropy[r]) / temperature        divided by log 2 in bits
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="logits">[in] [rows, classes] what nloss_entropy was given</param>
    /// <param name="logitsStride">[in] elements from one row of logits to the next, at least the row's length</param>
    /// <param name="gradEntropy">[in] [rows] gradient with respect to the entropy</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="options">[in, optional] what the forward function was given</param>
    /// <param name="gradLogits">[out] [rows, classes] gradient with respect to the logits</param>
    /// <param name="gradLogitsStride">[in] elements from one row of grad_logits to the next, at least the row's length</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf entries. All -inf: NaN.</special>
    /// <accuracy>
    /// At most 2 ulp (f64: 4) of p[c] (lse - z[c] + entropy[r]), whose two terms may cancel; f64 with an entropy below 2^-1022, which has
    /// fewer digits, less at the most probable class.
    /// </accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad_logits may be logits, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_entropy_backward", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int EntropyBackward(
        ElementType type,
        [Const, Element] void* logits,
        long logitsStride,
        [Const, Real] void* gradEntropy,
        long rows,
        long classes,
        [Const] SoftmaxOptions* options,
        [Element] void* gradLogits,
        long gradLogitsStride,
        [Const] Executor* executor) =>
        (int)SoftmaxOp.EntropyBackward(type, logits, logitsStride, gradEntropy, rows, classes, options, gradLogits, gradLogitsStride, executor);
}
