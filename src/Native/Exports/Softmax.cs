// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Ops;

namespace NativeLoss.Native.Exports;

/// <summary>The softmax family.</summary>
public static unsafe class SoftmaxExports
{
    /// <summary>Computes the softmax of each row.</summary>
    /// <remarks>
    /// <code>
    /// z[r,c]     = logits[r,c] / temperature + mask[r,c]
    /// probs[r,c] = exp(z[r,c] - lse(r))        lse(r) = log sum_c exp(z[r,c])
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="logits">[in] [rows, classes] any values</param>
    /// <param name="logitsStride">[in] elements from one row of logits to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="options">[in, optional] NULL = defaults: temperature 1, no mask, contiguous rows</param>
    /// <param name="probs">[out] [rows, classes] probabilities in [0, 1]</param>
    /// <param name="probsStride">[in] elements from one row of probs to the next, at least the row's length</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf entries. -inf, and a class left out by the mask
    /// whatever its logit: probability +0. All of them: NaN, or 0 with NLOSS_SOFTMAX_EMPTY_ROW_ZERO.
    /// </special>
    /// <accuracy>At most 1.5 ulp (f64: 2), subnormal results included, whatever the offset and spread of the row.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>probs may be logits, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_softmax", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int Softmax(
        ElementType type,
        [Const, Element] void* logits,
        long logitsStride,
        long rows,
        long classes,
        [Const] SoftmaxOptions* options,
        [Element] void* probs,
        long probsStride,
        [Const] Executor* executor) =>
        (int)SoftmaxOp.Softmax(type, logits, logitsStride, rows, classes, options, probs, probsStride, executor);

    /// <summary>Computes the softmax of the negated logits of each row: the smallest is the most probable.</summary>
    /// <remarks>
    /// <code>
    /// z[r,c]     = -logits[r,c] / temperature + mask[r,c]
    /// probs[r,c] = exp(z[r,c] - lse(r))        lse(r) = log sum_c exp(z[r,c])
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="logits">[in] [rows, classes] any values</param>
    /// <param name="logitsStride">[in] elements from one row of logits to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="options">[in, optional] NULL = defaults: temperature 1, no mask, contiguous rows</param>
    /// <param name="probs">[out] [rows, classes] probabilities in [0, 1]</param>
    /// <param name="probsStride">[in] elements from one row of probs to the next, at least the row's length</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// A row with NaN: the whole row is NaN. -inf: the mass is shared evenly by the -inf entries. +inf, and a class left out by the mask
    /// whatever its logit: probability +0. All of them: NaN, or 0 with NLOSS_SOFTMAX_EMPTY_ROW_ZERO.
    /// </special>
    /// <accuracy>At most 1.5 ulp (f64: 2), subnormal results included, whatever the offset and spread of the row.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>probs may be logits, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_softmin", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int Softmin(
        ElementType type,
        [Const, Element] void* logits,
        long logitsStride,
        long rows,
        long classes,
        [Const] SoftmaxOptions* options,
        [Element] void* probs,
        long probsStride,
        [Const] Executor* executor) =>
        (int)SoftmaxOp.Softmin(type, logits, logitsStride, rows, classes, options, probs, probsStride, executor);

    /// <summary>Computes the logarithm of the softmax of each row, never as the logarithm of a probability.</summary>
    /// <remarks>
    /// <code>
    /// z[r,c]         = logits[r,c] / temperature + mask[r,c]
    /// log_probs[r,c] = z[r,c] - lse(r)        lse(r) = log sum_c exp(z[r,c])
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="logits">[in] [rows, classes] any values</param>
    /// <param name="logitsStride">[in] elements from one row of logits to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="options">[in, optional] NULL = defaults: temperature 1, no mask, contiguous rows</param>
    /// <param name="logProbs">[out] [rows, classes] log-probabilities in nats, at most 0</param>
    /// <param name="logProbsStride">[in] elements from one row of log_probs to the next, at least the row's length</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf entries. -inf, and a class left out by the mask:
    /// -inf. All of them: NaN, or -inf with NLOSS_SOFTMAX_EMPTY_ROW_ZERO.
    /// </special>
    /// <accuracy>At most 1.5 ulp (f64: 2), also for the class that has almost all of the probability.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>log_probs may be logits, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_log_softmax", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int LogSoftmax(
        ElementType type,
        [Const, Element] void* logits,
        long logitsStride,
        long rows,
        long classes,
        [Const] SoftmaxOptions* options,
        [Element] void* logProbs,
        long logProbsStride,
        [Const] Executor* executor) =>
        (int)SoftmaxOp.LogSoftmax(type, logits, logitsStride, rows, classes, options, logProbs, logProbsStride, executor);

    /// <summary>Computes the logarithm of the sum of the exponentials of each row.</summary>
    /// <remarks>
    /// <code>
    /// lse[r] = log sum_c exp(logits[r,c] / temperature + mask[r,c])
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="logits">[in] [rows, classes] any values</param>
    /// <param name="logitsStride">[in] elements from one row of logits to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="options">[in, optional] NULL = defaults: temperature 1, no mask, contiguous rows</param>
    /// <param name="lse">[out] [rows] in nats</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>A row with NaN: NaN. +inf: +inf. All -inf: -inf.</special>
    /// <accuracy>At most 1.5 ulp (f64: 2) of |max| + log(sum exp(logits - max)), whose difference the result may be.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>No output may overlap an input.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_logsumexp", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int LogSumExp(
        ElementType type,
        [Const, Element] void* logits,
        long logitsStride,
        long rows,
        long classes,
        [Const] SoftmaxOptions* options,
        [Real] void* lse,
        [Const] Executor* executor) =>
        (int)SoftmaxOp.LogSumExp(type, logits, logitsStride, rows, classes, options, lse, executor);

    /// <summary>Computes the entropy of the softmax of each row.</summary>
    /// <remarks>
    /// <code>
    /// p          = softmax(logits[r,:] / temperature + mask[r,:])
    /// entropy[r] = -sum_c p[c] log p[c]        a class with p = 0 adds 0
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="logits">[in] [rows, classes] any values</param>
    /// <param name="logitsStride">[in] elements from one row of logits to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="options">[in, optional] NULL = defaults: temperature 1, no mask, contiguous rows</param>
    /// <param name="entropy">[out] [rows] at least 0; in nats, or in bits with NLOSS_SOFTMAX_BITS</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// A row with NaN: NaN. +inf: of the even distribution over the +inf entries. All -inf or left out: NaN, or 0 with
    /// NLOSS_SOFTMAX_EMPTY_ROW_ZERO.
    /// </special>
    /// <accuracy>At most 1.5 ulp (f64: 2), relative, also near 0.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>No output may overlap an input.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_entropy", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int Entropy(
        ElementType type,
        [Const, Element] void* logits,
        long logitsStride,
        long rows,
        long classes,
        [Const] SoftmaxOptions* options,
        [Real] void* entropy,
        [Const] Executor* executor) =>
        (int)SoftmaxOp.Entropy(type, logits, logitsStride, rows, classes, options, entropy, executor);
}
