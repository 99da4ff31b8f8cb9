// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Ops;

namespace NativeLoss.Native.Exports;

/// <summary>Cross-entropy.</summary>
public static unsafe class CrossEntropyExports
{
    /// <summary>
    /// Computes the softmax cross-entropy of each row with its class label, and its gradient with respect to the logits, in one call.
    /// </summary>
    /// <remarks>
    /// <code>
    /// with y = labels[r], e = label_smoothing, w = class_weights, p = softmax(logits[r,:]):
    /// l[r]   = w[y] (1-e) (lse(r) - logits[r,y]) + (e/classes) sum_c w[c] (lse(r) - logits[r,c])
    /// dl/dz  = w[y] (1-e) (p[c] - [c=y]) + (e/classes) (p[c] sum_k w[k] - w[c])
    /// mean   = sum_r l[r] / sum_r w[y], both over the rows that are not ignored
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="logits">[in] [rows, classes] any values</param>
    /// <param name="logitsStride">[in] elements from one row of logits to the next, at least the row's length</param>
    /// <param name="labels">[in] [rows] classes, from 0, of the type label_type</param>
    /// <param name="labelType">[in] integer type of labels</param>
    /// <param name="rows">[in] number of rows, at least 0; with 0 only a reduced loss is written</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="options">[in, optional] NULL = defaults: mean over all rows, no weights, no smoothing</param>
    /// <param name="loss">[out, optional] nats; [rows] with NLOSS_REDUCTION_NONE, else one element; NULL = not wanted</param>
    /// <param name="grad">
    /// [out, optional] [rows, classes] gradient of the reduced loss (of each row's loss with NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradStride">[in] elements from one row of grad to the next, at least classes; not read when grad is NULL</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_LABEL for a label outside [0, classes) that is not ignored; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE,
    /// NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then nothing was
    /// written.
    /// </returns>
    /// <special>
    /// NaN in a row: its loss and gradient are NaN; other rows are untouched by it. logits[r,y] = -inf: loss +inf, gradient finite. +inf:
    /// the mass is shared evenly by the +inf entries. All -inf: NaN. A weight of 0 takes nothing of an infinite loss. Nothing to average (no rows, all ignored, or a total weight of 0): NaN, or 0 with NLOSS_CE_EMPTY_MEAN_ZERO; the
    /// gradient is 0.
    /// </special>
    /// <accuracy>
    /// Loss at most 1.5 ulp (f64: 2), relative, also where it is near 0. Gradient at most 2 ulp; with smoothing at most 3 ulp of the sum
    /// of the magnitudes of its two terms (f64 with a soft cap: 3.5). Products of weights and smoothing below 2^-1022 have fewer digits.
    /// </accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad may be logits, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_cross_entropy", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int CrossEntropy(
        ElementType type,
        [Const, Element] void* logits,
        long logitsStride,
        [Const] void* labels,
        [Code(typeof(LabelType))] int labelType,
        long rows,
        long classes,
        [Const] CrossEntropyOptions* options,
        [Real] void* loss,
        [Element] void* grad,
        long gradStride,
        [Const] Executor* executor) =>
        (int)CrossEntropyOp.Index(type, logits, logitsStride, labels, labelType, rows, classes, options, loss, grad, gradStride, executor);

    /// <summary>
    /// Computes the softmax cross-entropy of each row with a target distribution, and its gradient with respect to the logits, in one
    /// call.
    /// </summary>
    /// <remarks>
    /// <code>
    /// with e = label_smoothing, w = class_weights, p = softmax(logits[r,:]),
    /// t' = targets (1-e) + e/classes:
    /// l[r]   = sum_c w[c] t'[r,c] (lse(r) - logits[r,c])
    /// dl/dz  = p[c] sum_k w[k] t'[r,k] - w[c] t'[r,c]
    /// mean   = sum_r l[r] / rows
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="logits">[in] [rows, classes] any values</param>
    /// <param name="logitsStride">[in] elements from one row of logits to the next, at least the row's length</param>
    /// <param name="targets">
    /// [in] [rows, classes] probabilities; not checked for sign or sum, and the gradient is right whatever they add up to
    /// </param>
    /// <param name="targetsStride">[in] elements from one row of targets to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; with 0 only a reduced loss is written</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="options">[in, optional] NULL = defaults: mean over all rows, no weights, no smoothing</param>
    /// <param name="loss">[out, optional] nats; [rows] with NLOSS_REDUCTION_NONE, else one element; NULL = not wanted</param>
    /// <param name="grad">
    /// [out, optional] [rows, classes] gradient of the reduced loss (of each row's loss with NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradStride">[in] elements from one row of grad to the next, at least classes; not read when grad is NULL</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_OPTION also with NLOSS_CE_IGNORE_INDEX; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS,
    /// NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// NaN in a row: its loss and gradient are NaN; other rows are untouched by it. A target of 0 where the logit is -inf adds 0; one
    /// above 0: loss +inf, gradient finite. +inf: the mass is shared evenly by the +inf entries. All -inf: NaN. A weight of 0 takes nothing of an infinite loss. No rows to average: NaN,
    /// or 0 with NLOSS_CE_EMPTY_MEAN_ZERO.
    /// </special>
    /// <accuracy>
    /// Loss at most 1.5 ulp (f64: 2), relative, for non-negative targets and weights, also for a one-hot target on a confident
    /// prediction. Gradient at most 3 ulp of the sum of the magnitudes of its two terms (f64 with a soft cap: 3.5). Products of weights and t' below
    /// 2^-1022 have fewer digits.
    /// </accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad may be logits, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_cross_entropy_soft", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int CrossEntropySoft(
        ElementType type,
        [Const, Element] void* logits,
        long logitsStride,
        [Const, Element] void* targets,
        long targetsStride,
        long rows,
        long classes,
        [Const] CrossEntropyOptions* options,
        [Real] void* loss,
        [Element] void* grad,
        long gradStride,
        [Const] Executor* executor) =>
        (int)CrossEntropyOp.Soft(type, logits, logitsStride, targets, targetsStride, rows, classes, options, loss, grad, gradStride, executor);
}
