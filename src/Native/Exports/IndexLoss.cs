// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Ops;

namespace NativeLoss.Native.Exports;

/// <summary>Losses of a row and its class label, other than cross-entropy.</summary>
[ShortVectors]
public static unsafe class IndexLossExports
{
    /// <summary>
    /// Computes the negative log-likelihood of each row's class label, and its gradient with respect to the log-probabilities.
    /// </summary>
    /// <remarks>
    /// <code>
    /// with y = labels[r], w = class_weights, v = row_weights:
    /// l[r]   = -v[r] w[y] log_probs[r,y]
    /// dl/dx  = -v[r] w[y] [c=y]
    /// mean   = sum_r l[r] / sum_r v[r] w[y], both over the rows that are not ignored
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="logProbs">[in] [rows, classes] log-probabilities; any values, not checked</param>
    /// <param name="logProbsStride">[in] elements from one row of log_probs to the next, at least the row's length</param>
    /// <param name="labels">[in] [rows] classes, from 0, of the type label_type</param>
    /// <param name="labelType">[in] integer type of labels</param>
    /// <param name="rows">[in] number of rows, at least 0; with 0 only a reduced loss is written</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="options">[in, optional] NULL = defaults: mean over all rows, no weights</param>
    /// <param name="loss">
    /// [out, optional] of the unit of log_probs; [rows] with NLOSS_REDUCTION_NONE, else one element; NULL = not wanted
    /// </param>
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
    /// A weight of 0 takes nothing of an infinite loss. Only log_probs[r,y] is read. Nothing to average (no rows, all
    /// ignored, or a total weight of 0): NaN, or 0 with NLOSS_INDEX_LOSS_EMPTY_MEAN_ZERO; the gradient is 0.
    /// </special>
    /// <accuracy>Loss and gradient at most 1.5 ulp (f64: 2), relative.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad may be log_probs, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_nll_loss", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int NllLoss(
        ElementType type,
        [Const, Element] void* logProbs,
        long logProbsStride,
        [Const] void* labels,
        [Code(typeof(LabelType))] int labelType,
        long rows,
        long classes,
        [Const] IndexLossOptions* options,
        [Element] void* loss,
        [Element] void* grad,
        long gradStride,
        [Const] Executor* executor) =>
        (int)IndexLossOp.NegativeLogLikelihood(
            type, logProbs, logProbsStride, labels, labelType, rows, classes, options, loss, grad, gradStride, executor);

    /// <summary>
    /// Computes the softmax focal loss of each row with its class label, and its gradient with respect to the logits (Lin et al. 2017).
    /// </summary>
    /// <remarks>
    /// <code>
    /// with y = labels[r], p = softmax(logits[r,:]), w = class_weights (the paper's alpha), v = row_weights:
    /// l[r]    = -v[r] w[y] (1 - p[y])^gamma log(p[y])
    /// dl/dz_y = -v[r] w[y] (1 - p[y])^gamma (1 - p[y] - gamma p[y] log(p[y]))
    /// dl/dz_c = -dl/dz_y p[c] / (1 - p[y])
    /// mean   = sum_r l[r] / sum_r v[r], over the rows that are not ignored
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="logits">[in] [rows, classes] any values</param>
    /// <param name="logitsStride">[in] elements from one row of logits to the next, at least the row's length</param>
    /// <param name="labels">[in] [rows] classes, from 0, of the type label_type</param>
    /// <param name="labelType">[in] integer type of labels</param>
    /// <param name="rows">[in] number of rows, at least 0; with 0 only a reduced loss is written</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="gamma">[in] focusing exponent, in [0, 1024]; 0 = cross-entropy. Typical: 2</param>
    /// <param name="options">[in, optional] NULL = defaults: mean over all rows, no weights</param>
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
    /// the mass is shared evenly by the +inf entries. All -inf: NaN. One class: 0. A weight of 0 takes nothing of an infinite loss.
    /// Nothing to average (no rows, all ignored, or a total weight of 0): NaN, or 0 with
    /// NLOSS_INDEX_LOSS_EMPTY_MEAN_ZERO; the gradient is 0.
    /// </special>
    /// <accuracy>Loss and gradient at most 1.5 ulp, relative, also where they are near 0; f64: 2 + gamma ulp.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad may be logits, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_softmax_focal", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int SoftmaxFocal(
        ElementType type,
        [Const, Element] void* logits,
        long logitsStride,
        [Const] void* labels,
        [Code(typeof(LabelType))] int labelType,
        long rows,
        long classes,
        double gamma,
        [Const] IndexLossOptions* options,
        [Element] void* loss,
        [Element] void* grad,
        long gradStride,
        [Const] Executor* executor) =>
        (int)IndexLossOp.SoftmaxFocal(
            type, logits, logitsStride, labels, labelType, rows, classes, gamma, options, loss, grad, gradStride, executor);

    /// <summary>
    /// Computes the multi-class margin loss of each row with its class label, and its gradient (PyTorch's multi_margin_loss).
    /// </summary>
    /// <remarks>
    /// <code>
    /// with y = labels[r], w = class_weights, v = row_weights:
    /// l[r]   = v[r] w[y] / classes * sum over c other than y of max(0, margin - input[r,y] + input[r,c])^power
    /// mean   = sum_r l[r] / sum_r v[r], over the rows that are not ignored
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="input">[in] [rows, classes] scores, any values</param>
    /// <param name="inputStride">[in] elements from one row of input to the next, at least the row's length</param>
    /// <param name="labels">[in] [rows] classes, from 0, of the type label_type</param>
    /// <param name="labelType">[in] integer type of labels</param>
    /// <param name="rows">[in] number of rows, at least 0; with 0 only a reduced loss is written</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="power">[in] 1 or 2; typically 1</param>
    /// <param name="margin">[in] finite; typically 1</param>
    /// <param name="options">[in, optional] NULL = defaults: mean over all rows, no weights</param>
    /// <param name="loss">
    /// [out, optional] of the scores' unit, to the power; [rows] with NLOSS_REDUCTION_NONE, else one element; NULL = not wanted
    /// </param>
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
    /// NaN in a row, or infinities that give one: its loss and gradient are NaN. A class of -inf adds nothing. At a hinge's corner the
    /// gradient is 0. One class: 0. Nothing to average (no rows, all ignored, or a
    /// total weight of 0): NaN, or 0 with NLOSS_INDEX_LOSS_EMPTY_MEAN_ZERO; the gradient is 0.
    /// </special>
    /// <accuracy>Loss and gradient at most 1.5 ulp (f64: 2), relative.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad may be input, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_multi_margin", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int MultiMargin(
        ElementType type,
        [Const, Element] void* input,
        long inputStride,
        [Const] void* labels,
        [Code(typeof(LabelType))] int labelType,
        long rows,
        long classes,
        int power,
        double margin,
        [Const] IndexLossOptions* options,
        [Element] void* loss,
        [Element] void* grad,
        long gradStride,
        [Const] Executor* executor) =>
        (int)IndexLossOp.MultiMargin(
            type, input, inputStride, labels, labelType, rows, classes, power, margin, options, loss, grad, gradStride, executor);

    /// <summary>
    /// Computes the multi-class hinge loss of each row with its class label, and its gradient (Crammer and Singer 2001).
    /// </summary>
    /// <remarks>
    /// <code>
    /// with y = labels[r], w = class_weights, v = row_weights:
    /// l[r]   = v[r] w[y] (max_c (input[r,c] + 1 - [c=y]) - input[r,y])
    /// mean   = sum_r l[r] / sum_r v[r], over the rows that are not ignored
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="input">[in] [rows, classes] scores, any values</param>
    /// <param name="inputStride">[in] elements from one row of input to the next, at least the row's length</param>
    /// <param name="labels">[in] [rows] classes, from 0, of the type label_type</param>
    /// <param name="labelType">[in] integer type of labels</param>
    /// <param name="rows">[in] number of rows, at least 0; with 0 only a reduced loss is written</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="options">[in, optional] NULL = defaults: mean over all rows, no weights</param>
    /// <param name="loss">
    /// [out, optional] of the scores' unit; [rows] with NLOSS_REDUCTION_NONE, else one element; NULL = not wanted
    /// </param>
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
    /// NaN in a row, or infinities that give one: its loss and gradient are NaN. Of classes that are equally far ahead the first has the
    /// gradient; where the loss is 0 none has. One class: 0. Nothing to average (no rows, all ignored, or a
    /// total weight of 0): NaN, or 0 with NLOSS_INDEX_LOSS_EMPTY_MEAN_ZERO; the gradient is 0.
    /// </special>
    /// <accuracy>Loss and gradient at most 1.5 ulp (f64: 2), relative.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad may be input, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_multiclass_hinge", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int MulticlassHinge(
        ElementType type,
        [Const, Element] void* input,
        long inputStride,
        [Const] void* labels,
        [Code(typeof(LabelType))] int labelType,
        long rows,
        long classes,
        [Const] IndexLossOptions* options,
        [Element] void* loss,
        [Element] void* grad,
        long gradStride,
        [Const] Executor* executor) =>
        (int)IndexLossOp.MulticlassHinge(
            type, input, inputStride, labels, labelType, rows, classes, options, loss, grad, gradStride, executor);
}
