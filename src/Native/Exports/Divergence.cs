// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Ops;

namespace NativeLoss.Native.Exports;

/// <summary>Entropies and divergences of rows.</summary>
[ShortVectors]
public static unsafe class DivergenceExports
{
    /// <summary>
    /// Computes the entropy of each row of probabilities, and its gradient.
    /// </summary>
    /// <remarks>
    /// <code>
    /// l[r]   = -sum_c probs[r,c] log(probs[r,c])
    /// dl/dp  = -1 - log(probs[r,c])
    /// mean   = sum_r v[r] l[r] / sum_r v[r], v = row_weights
    /// NLOSS_DIVERGENCE_BITS: divided by log(2); NLOSS_DIVERGENCE_NORMALIZED: by log(classes)
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="probs">[in] [rows, classes] probabilities; not checked for sign or sum</param>
    /// <param name="probsStride">[in] elements from one row of probs to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; with 0 only a reduced loss is written</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="options">[in, optional] NULL = defaults: mean over all rows, no weights, no flags</param>
    /// <param name="loss">
    /// [out, optional] nats; [rows] with NLOSS_REDUCTION_NONE, else one element; NULL = not wanted
    /// </param>
    /// <param name="grad">
    /// [out, optional] [rows, classes] gradient of the reduced loss with respect to probs (of each row's loss with
    /// NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradStride">[in] elements from one row of grad to the next; not read when grad is NULL</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// NaN in a row: its loss and gradients are NaN; other rows are untouched by it. A probability of 0 adds 0, and its derivative is
    /// +inf; a negative one makes NaN. One class, normalized: not divided. Nothing to average (no rows, or weights that add up to 0):
    /// NaN, or 0 with NLOSS_DIVERGENCE_EMPTY_MEAN_ZERO; the gradient is 0.
    /// </special>
    /// <accuracy>
    /// Loss at most 1.5 ulp (f64: 2), relative for probabilities up to 1. Gradient at most 2 ulp.
    /// </accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad may be probs, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_entropy_of_probs", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int Entropy(
        ElementType type,
        [Const, Element] void* probs,
        long probsStride,
        long rows,
        long classes,
        [Const] DivergenceOptions* options,
        [Real] void* loss,
        [Element] void* grad,
        long gradStride,
        [Const] Executor* executor) =>
        (int)DivergenceOp.Entropy(
            type, probs, probsStride, rows, classes, options, loss, grad, gradStride, executor);

    /// <summary>
    /// Computes the Kullback-Leibler divergence of each row of one matrix from the same row of another, and both gradients.
    /// </summary>
    /// <remarks>
    /// <code>
    /// p = first[r,:] or softmax(first[r,:]), q likewise from second:
    /// l[r]   = KL(p || q) = sum_c p[c] log(p[c] / q[c])     NLOSS_DIVERGENCE_SYMMETRIC: + KL(q || p)
    /// dl/dp  = log(p[c] / q[c]) + 1,   of logits: p[c] (log(p[c] / q[c]) - l[r])
    /// dl/dq  = -p[c] / q[c],           of logits: q[c] sum_k p[k] - p[c]
    /// mean   = sum_r v[r] l[r] / sum_r v[r], v = row_weights
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="first">
    /// [in] [rows, classes] probabilities, or logits with NLOSS_DIVERGENCE_FIRST_LOGITS; not checked for sign or sum
    /// </param>
    /// <param name="firstStride">[in] elements from one row of first to the next, at least the row's length</param>
    /// <param name="second">
    /// [in] [rows, classes] probabilities, or logits with NLOSS_DIVERGENCE_SECOND_LOGITS; not checked for sign or sum
    /// </param>
    /// <param name="secondStride">[in] elements from one row of second to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; with 0 only a reduced loss is written</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="options">[in, optional] NULL = defaults: mean over all rows, no weights, no flags</param>
    /// <param name="loss">
    /// [out, optional] nats, or bits with NLOSS_DIVERGENCE_BITS; [rows] with NLOSS_REDUCTION_NONE, else one element; NULL = not wanted
    /// </param>
    /// <param name="gradFirst">
    /// [out, optional] [rows, classes] gradient of the reduced loss with respect to first (of each row's loss with
    /// NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradFirstStride">[in] elements from one row of grad_first to the next; not read when grad_first is NULL</param>
    /// <param name="gradSecond">
    /// [out, optional] [rows, classes] gradient of the reduced loss with respect to second (of each row's loss with
    /// NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradSecondStride">[in] elements from one row of grad_second to the next; not read when grad_second is NULL</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// NaN in a row: its loss and gradients are NaN; other rows are untouched by it. first[c] = 0 adds 0; first[c] > 0 where second[c]
    /// = 0 makes the loss +inf, and the gradient with respect to first not finite. The derivative with respect to a probability of 0 is
    /// infinite, where both have 0 it is 0. Nothing to average (no rows, or weights that add up to 0): NaN, or 0 with
    /// NLOSS_DIVERGENCE_EMPTY_MEAN_ZERO; the gradient is 0.
    /// </special>
    /// <accuracy>
    /// Loss at most 1.5 ulp (f64: 2), relative to itself, also where the rows are nearly equal; where probabilities add up to different
    /// sums, relative to itself and the difference of the sums. Gradients at most 2 ulp of the sum of the magnitudes of their terms.
    /// </accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad_first may be first, grad_second may be second, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_kl_of_rows", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int KullbackLeibler(
        ElementType type,
        [Const, Element] void* first,
        long firstStride,
        [Const, Element] void* second,
        long secondStride,
        long rows,
        long classes,
        [Const] DivergenceOptions* options,
        [Real] void* loss,
        [Element] void* gradFirst,
        long gradFirstStride,
        [Element] void* gradSecond,
        long gradSecondStride,
        [Const] Executor* executor) =>
        (int)DivergenceOp.KullbackLeibler(
            type, first, firstStride, second, secondStride, rows, classes, options, loss, gradFirst, gradFirstStride,
            gradSecond, gradSecondStride, executor);

    /// <summary>
    /// Computes the Jensen-Shannon divergence of each row of one matrix and the same row of another, and both gradients.
    /// </summary>
    /// <remarks>
    /// <code>
    /// p = first[r,:] or softmax(first[r,:]), q likewise from second, m = (p + q) / 2:
    /// l[r]   = KL(p || m) / 2 + KL(q || m) / 2
    /// dl/dp  = log(p[c] / m[c]) / 2,   of logits: p[c] (log(p[c] / m[c]) - KL(p || m)) / 2
    /// mean   = sum_r v[r] l[r] / sum_r v[r], v = row_weights
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="first">
    /// [in] [rows, classes] probabilities, or logits with NLOSS_DIVERGENCE_FIRST_LOGITS; not checked for sign or sum
    /// </param>
    /// <param name="firstStride">[in] elements from one row of first to the next, at least the row's length</param>
    /// <param name="second">
    /// [in] [rows, classes] probabilities, or logits with NLOSS_DIVERGENCE_SECOND_LOGITS; not checked for sign or sum
    /// </param>
    /// <param name="secondStride">[in] elements from one row of second to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; with 0 only a reduced loss is written</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="options">[in, optional] NULL = defaults: mean over all rows, no weights, no flags</param>
    /// <param name="loss">
    /// [out, optional] nats, or bits with NLOSS_DIVERGENCE_BITS; [rows] with NLOSS_REDUCTION_NONE, else one element; NULL = not wanted
    /// </param>
    /// <param name="gradFirst">
    /// [out, optional] [rows, classes] gradient of the reduced loss with respect to first (of each row's loss with
    /// NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradFirstStride">[in] elements from one row of grad_first to the next; not read when grad_first is NULL</param>
    /// <param name="gradSecond">
    /// [out, optional] [rows, classes] gradient of the reduced loss with respect to second (of each row's loss with
    /// NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradSecondStride">[in] elements from one row of grad_second to the next; not read when grad_second is NULL</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// NaN in a row: its loss and gradients are NaN; other rows are untouched by it. A probability of 0 adds 0; its derivative is -inf
    /// where the other is above 0. Nothing to average (no rows, or weights that add up to 0): NaN, or 0 with
    /// NLOSS_DIVERGENCE_EMPTY_MEAN_ZERO; the gradient is 0.
    /// </special>
    /// <accuracy>
    /// Loss at most 1.5 ulp (f64: 2), relative to itself, also where the rows are nearly equal. Gradients at most 2 ulp of the sum of
    /// the magnitudes of their terms.
    /// </accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad_first may be first, grad_second may be second, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_js_div", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int JensenShannon(
        ElementType type,
        [Const, Element] void* first,
        long firstStride,
        [Const, Element] void* second,
        long secondStride,
        long rows,
        long classes,
        [Const] DivergenceOptions* options,
        [Real] void* loss,
        [Element] void* gradFirst,
        long gradFirstStride,
        [Element] void* gradSecond,
        long gradSecondStride,
        [Const] Executor* executor) =>
        (int)DivergenceOp.JensenShannon(
            type, first, firstStride, second, secondStride, rows, classes, options, loss, gradFirst, gradFirstStride,
            gradSecond, gradSecondStride, executor);

    /// <summary>
    /// Computes the siamese loss of pairs of distributions: their divergence where they are the same, a hinge on it where they are not
    /// (Hsu and Kira 2016), both gradients, and how often a threshold tells the two apart.
    /// </summary>
    /// <remarks>
    /// <code>
    /// p = first[r,:] or softmax(first[r,:]), q likewise from second, s = same[r], d = KL(p || q):
    /// l[r]     = s d + (1 - s) max(0, margin - d)     NLOSS_DIVERGENCE_SYMMETRIC: + the same with d = KL(q || p)
    /// NLOSS_DIVERGENCE_SOFT: log(1 + exp(margin - d)) instead of the maximum
    /// accuracy = share of the rows where d is below the threshold if and only if s is above 1/2; with NLOSS_DIVERGENCE_SYMMETRIC, d is the sum
    /// mean     = sum_r v[r] l[r] / sum_r v[r], v = row_weights
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="first">
    /// [in] [rows, classes] probabilities, or logits with NLOSS_DIVERGENCE_FIRST_LOGITS; not checked for sign or sum
    /// </param>
    /// <param name="firstStride">[in] elements from one row of first to the next, at least the row's length</param>
    /// <param name="second">
    /// [in] [rows, classes] probabilities, or logits with NLOSS_DIVERGENCE_SECOND_LOGITS; not checked for sign or sum
    /// </param>
    /// <param name="secondStride">[in] elements from one row of second to the next, at least the row's length</param>
    /// <param name="same">[in] [rows] 1 where the rows belong together, 0 where not; numbers between are weights of both</param>
    /// <param name="rows">[in] number of rows, at least 0; with 0 only a reduced loss is written</param>
    /// <param name="classes">[in] number of classes, at least 1</param>
    /// <param name="margin">[in] finite, in nats; typically 2</param>
    /// <param name="threshold">[in] in nats; not NaN, and not read when accuracy is NULL; typically 1</param>
    /// <param name="options">[in, optional] NULL = defaults: mean over all rows, no weights, no flags</param>
    /// <param name="loss">
    /// [out, optional] nats; [rows] with NLOSS_REDUCTION_NONE, else one element; NULL = not wanted
    /// </param>
    /// <param name="accuracy">
    /// [out, optional] one element; NaN divergences never agree, and row_weights do not count; NULL = not wanted
    /// </param>
    /// <param name="gradFirst">
    /// [out, optional] [rows, classes] gradient of the reduced loss with respect to first (of each row's loss with
    /// NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradFirstStride">[in] elements from one row of grad_first to the next; not read when grad_first is NULL</param>
    /// <param name="gradSecond">
    /// [out, optional] [rows, classes] gradient of the reduced loss with respect to second (of each row's loss with
    /// NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradSecondStride">[in] elements from one row of grad_second to the next; not read when grad_second is NULL</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// NaN in a row: its loss and gradients are NaN; other rows are untouched by it. An infinite divergence of different rows has loss
    /// 0 and gradient 0. For same rows: first[c] = 0 adds 0; first[c] > 0 where second[c] = 0 makes the loss +inf, and the gradient
    /// with respect to first not finite. The derivative with respect to a probability of 0 is infinite, where both have 0 it is 0. At
    /// the hinge's corner the gradient is 0. The accuracy of no rows is that of the mean over nothing. Nothing to average (no rows, or
    /// weights that add up to 0): NaN, or 0 with NLOSS_DIVERGENCE_EMPTY_MEAN_ZERO; the gradient is 0.
    /// </special>
    /// <accuracy>
    /// Loss, where nothing cancels between the margin and the divergence, at most 1.5 ulp (f64: 2), relative to itself, also where the
    /// rows are nearly equal; where probabilities add up to different sums, relative to itself and the difference of the sums.
    /// Gradients at most 2 ulp of the sum of the magnitudes of their terms.
    /// </accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad_first may be first, grad_second may be second, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_kl_hinge", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int Hinge(
        ElementType type,
        [Const, Element] void* first,
        long firstStride,
        [Const, Element] void* second,
        long secondStride,
        [Const, Real] void* same,
        long rows,
        long classes,
        double margin,
        double threshold,
        [Const] DivergenceOptions* options,
        [Real] void* loss,
        [Real] void* accuracy,
        [Element] void* gradFirst,
        long gradFirstStride,
        [Element] void* gradSecond,
        long gradSecondStride,
        [Const] Executor* executor) =>
        (int)DivergenceOp.Hinge(
            type, first, firstStride, second, secondStride, same, rows, classes, margin, threshold, options, loss, accuracy,
            gradFirst, gradFirstStride, gradSecond, gradSecondStride, executor);
}
