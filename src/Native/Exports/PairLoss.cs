// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Ops;

namespace NativeLoss.Native.Exports;

/// <summary>Losses of the distance or angle of rows.</summary>
[ShortVectors]
public static unsafe class PairLossExports
{
    /// <summary>
    /// Computes the triplet margin loss of rows, and its three gradients (PyTorch's triplet_margin_loss).
    /// </summary>
    /// <remarks>
    /// <code>
    /// D(x, y) = (sum_c |x[c] - y[c] + epsilon|^power)^(1/power), a, p, n = anchor[r,:], positive[r,:], negative[r,:]:
    /// l[r]   = max(0, margin + D(a, p) - D(a, n))     NLOSS_PAIR_LOSS_SWAP: - min(D(a, n), D(p, n))
    /// mean   = sum_r v[r] l[r] / sum_r v[r], v = row_weights
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="anchor">[in] [rows, columns] any values</param>
    /// <param name="anchorStride">[in] elements from one row of anchor to the next, at least the row's length</param>
    /// <param name="positive">[in] [rows, columns] any values</param>
    /// <param name="positiveStride">[in] elements from one row of positive to the next, at least the row's length</param>
    /// <param name="negative">[in] [rows, columns] any values</param>
    /// <param name="negativeStride">[in] elements from one row of negative to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; with 0 only a reduced loss is written</param>
    /// <param name="columns">[in] number of columns, at least 1</param>
    /// <param name="margin">[in] finite; typically 1</param>
    /// <param name="power">[in] of the norm: at least 1, may be infinite; typically 2</param>
    /// <param name="epsilon">[in] added to every difference, finite; typically 1e-6</param>
    /// <param name="options">[in, optional] NULL = defaults: mean over all rows, no weights, no flags</param>
    /// <param name="loss">
    /// [out, optional] of the unit of the inputs; [rows] with NLOSS_REDUCTION_NONE, else one element; NULL = not wanted
    /// </param>
    /// <param name="gradAnchor">
    /// [out, optional] [rows, columns] gradient of the reduced loss with respect to anchor (of each row's loss with
    /// NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradAnchorStride">[in] elements from one row of grad_anchor to the next; not read when grad_anchor is NULL</param>
    /// <param name="gradPositive">
    /// [out, optional] [rows, columns] gradient of the reduced loss with respect to positive (of each row's loss with
    /// NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradPositiveStride">
    /// [in] elements from one row of grad_positive to the next; not read when grad_positive is NULL
    /// </param>
    /// <param name="gradNegative">
    /// [out, optional] [rows, columns] gradient of the reduced loss with respect to negative (of each row's loss with
    /// NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradNegativeStride">
    /// [in] elements from one row of grad_negative to the next; not read when grad_negative is NULL
    /// </param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// NaN in a row: its loss and gradients are NaN; other rows are untouched by it. An infinite distance makes NaN or an infinite
    /// loss. The gradient of a distance of 0 is 0; of the infinite norm it is shared by the largest differences. At the hinge's corner
    /// the gradient passes; that of the smaller of two equal distances is shared (all as PyTorch). Nothing to average (no rows, or
    /// weights that add up to 0): NaN, or 0 with NLOSS_PAIR_LOSS_EMPTY_MEAN_ZERO; the gradient is 0.
    /// </special>
    /// <accuracy>
    /// Loss at most 1.5 ulp (f64: 2; powers other than 1, 2 and infinity: of the sum of the magnitudes of its terms), gradients at most
    /// 2 ulp of the sum of the magnitudes of their terms.
    /// </accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad_anchor may be anchor, grad_positive may be positive, grad_negative may be negative, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_triplet_margin", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int TripletMargin(
        ElementType type,
        [Const, Element] void* anchor,
        long anchorStride,
        [Const, Element] void* positive,
        long positiveStride,
        [Const, Element] void* negative,
        long negativeStride,
        long rows,
        long columns,
        double margin,
        double power,
        double epsilon,
        [Const] PairLossOptions* options,
        [Real] void* loss,
        [Element] void* gradAnchor,
        long gradAnchorStride,
        [Element] void* gradPositive,
        long gradPositiveStride,
        [Element] void* gradNegative,
        long gradNegativeStride,
        [Const] Executor* executor) =>
        (int)PairLossOp.TripletMargin(
            type, anchor, anchorStride, positive, positiveStride, negative, negativeStride, rows, columns, margin, power,
            epsilon, options, loss, gradAnchor, gradAnchorStride, gradPositive, gradPositiveStride, gradNegative,
            gradNegativeStride, executor);

    /// <summary>
    /// Computes the cosine embedding loss of pairs of rows, and both gradients (PyTorch's cosine_embedding_loss).
    /// </summary>
    /// <remarks>
    /// <code>
    /// cos    = x . y / sqrt((x . x + 1e-12) (y . y + 1e-12)), x, y = first[r,:], second[r,:]:
    /// l[r]   = 1 - cos where target[r] = 1, max(0, cos - margin) where it is -1, 0 elsewhere
    /// mean   = sum_r v[r] l[r] / sum_r v[r], v = row_weights
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="first">[in] [rows, columns] any values</param>
    /// <param name="firstStride">[in] elements from one row of first to the next, at least the row's length</param>
    /// <param name="second">[in] [rows, columns] any values</param>
    /// <param name="secondStride">[in] elements from one row of second to the next, at least the row's length</param>
    /// <param name="target">[in] [rows] 1 for rows that belong together, -1 for others</param>
    /// <param name="rows">[in] number of rows, at least 0; with 0 only a reduced loss is written</param>
    /// <param name="columns">[in] number of columns, at least 1</param>
    /// <param name="margin">[in] finite; typically 0</param>
    /// <param name="options">[in, optional] NULL = defaults: mean over all rows, no weights, no flags</param>
    /// <param name="loss">
    /// [out, optional] without unit; [rows] with NLOSS_REDUCTION_NONE, else one element; NULL = not wanted
    /// </param>
    /// <param name="gradFirst">
    /// [out, optional] [rows, columns] gradient of the reduced loss with respect to first (of each row's loss with
    /// NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradFirstStride">[in] elements from one row of grad_first to the next; not read when grad_first is NULL</param>
    /// <param name="gradSecond">
    /// [out, optional] [rows, columns] gradient of the reduced loss with respect to second (of each row's loss with
    /// NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradSecondStride">[in] elements from one row of grad_second to the next; not read when grad_second is NULL</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// NaN in a row: its loss and gradients are NaN; other rows are untouched by it. Infinite numbers make NaN. A row of zeros has the
    /// cosine 0. At the hinge's corner the gradient passes (as PyTorch). Nothing to average (no rows, or weights that add up to 0):
    /// NaN, or 0 with NLOSS_PAIR_LOSS_EMPTY_MEAN_ZERO; the gradient is 0.
    /// </special>
    /// <accuracy>
    /// Loss at most 1.5 ulp (f64: 2), relative, also for nearly parallel rows. Gradients at most 2 ulp of the sum of the magnitudes of
    /// their two terms.
    /// </accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad_first may be first, grad_second may be second, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_cosine_embedding", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int CosineEmbedding(
        ElementType type,
        [Const, Element] void* first,
        long firstStride,
        [Const, Element] void* second,
        long secondStride,
        [Const, Real] void* target,
        long rows,
        long columns,
        double margin,
        [Const] PairLossOptions* options,
        [Real] void* loss,
        [Element] void* gradFirst,
        long gradFirstStride,
        [Element] void* gradSecond,
        long gradSecondStride,
        [Const] Executor* executor) =>
        (int)PairLossOp.CosineEmbedding(
            type, first, firstStride, second, secondStride, target, rows, columns, margin, options, loss, gradFirst,
            gradFirstStride, gradSecond, gradSecondStride, executor);

    /// <summary>
    /// Computes the contrastive loss of pairs of rows, and both gradients (Hadsell, Chopra and LeCun 2006, without their factor 1/2).
    /// </summary>
    /// <remarks>
    /// <code>
    /// d = sqrt(sum_c (first[r,c] - second[r,c])^2), s = same[r]:
    /// l[r]   = s d^2 + (1 - s) max(0, margin - d)^2
    /// mean   = sum_r v[r] l[r] / sum_r v[r], v = row_weights
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="first">[in] [rows, columns] any values</param>
    /// <param name="firstStride">[in] elements from one row of first to the next, at least the row's length</param>
    /// <param name="second">[in] [rows, columns] any values</param>
    /// <param name="secondStride">[in] elements from one row of second to the next, at least the row's length</param>
    /// <param name="same">[in] [rows] 1 for rows that belong together, 0 for others; numbers between are weights of both</param>
    /// <param name="rows">[in] number of rows, at least 0; with 0 only a reduced loss is written</param>
    /// <param name="columns">[in] number of columns, at least 1</param>
    /// <param name="margin">[in] finite; typically 1</param>
    /// <param name="options">[in, optional] NULL = defaults: mean over all rows, no weights, no flags</param>
    /// <param name="loss">
    /// [out, optional] of the squared unit of the inputs; [rows] with NLOSS_REDUCTION_NONE, else one element; NULL = not wanted
    /// </param>
    /// <param name="gradFirst">
    /// [out, optional] [rows, columns] gradient of the reduced loss with respect to first (of each row's loss with
    /// NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradFirstStride">[in] elements from one row of grad_first to the next; not read when grad_first is NULL</param>
    /// <param name="gradSecond">
    /// [out, optional] [rows, columns] gradient of the reduced loss with respect to second (of each row's loss with
    /// NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradSecondStride">[in] elements from one row of grad_second to the next; not read when grad_second is NULL</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// NaN in a row: its loss and gradients are NaN; other rows are untouched by it. The gradient of equal rows is 0. Nothing to
    /// average (no rows, or weights that add up to 0): NaN, or 0 with NLOSS_PAIR_LOSS_EMPTY_MEAN_ZERO; the gradient is 0.
    /// </special>
    /// <accuracy>
    /// Loss and gradients at most 1.5 ulp (f64: 2), relative.
    /// </accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad_first may be first, grad_second may be second, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_contrastive", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int Contrastive(
        ElementType type,
        [Const, Element] void* first,
        long firstStride,
        [Const, Element] void* second,
        long secondStride,
        [Const, Real] void* same,
        long rows,
        long columns,
        double margin,
        [Const] PairLossOptions* options,
        [Real] void* loss,
        [Element] void* gradFirst,
        long gradFirstStride,
        [Element] void* gradSecond,
        long gradSecondStride,
        [Const] Executor* executor) =>
        (int)PairLossOp.Contrastive(
            type, first, firstStride, second, secondStride, same, rows, columns, margin, options, loss, gradFirst,
            gradFirstStride, gradSecond, gradSecondStride, executor);
}
