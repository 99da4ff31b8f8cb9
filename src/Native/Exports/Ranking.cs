// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Ops;

namespace NativeLoss.Native.Exports;

/// <summary>Ranks, soft ranks, and rank correlation.</summary>
[ShortVectors]
public static unsafe class RankingExports
{
    /// <summary>
    /// Tells how much scratch the functions that rank rows need: nloss_rank, nloss_spearman, nloss_soft_rank, nloss_soft_rank_backward and
    /// nloss_spearman_loss.
    /// </summary>
    /// <remarks>
    /// <code>
    /// size = 64 classes min(max_tasks, 32, rows), with max_tasks = 1 without an executor
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="rows">[in] as the other function will be given</param>
    /// <param name="classes">[in] as the other function will be given</param>
    /// <param name="executor">[in, optional] as the other function will be given; its callback is not called</param>
    /// <param name="size">[out] bytes, enough for fewer rows, classes or tasks too; 0 for no rows</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then nothing
    /// was written.
    /// </returns>
    /// <special>None.</special>
    /// <accuracy>Exact.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>None.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_ranking_scratch_size", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int ScratchSize(ElementType type, long rows, long classes, [Const] Executor* executor, long* size) =>
        (int)RankingCheck.ScratchSize(rows, classes, executor, size);

    /// <summary>Computes the rank of each element in its row, from 1 for the smallest.</summary>
    /// <remarks>
    /// <code>
    /// ranks[r,c] = 1 + #{k: values[r,k] &lt; values[r,c]} + (#{k: values[r,k] = values[r,c]} - 1) / 2
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="values">[in] [rows, classes] any values</param>
    /// <param name="valuesStride">[in] elements from one row of values to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="classes">[in] elements of a row, at least 1</param>
    /// <param name="ranks">[out] [rows, classes] from 1 to classes; equal elements get the average of their ranks</param>
    /// <param name="ranksStride">[in] elements from one row of ranks to the next, at least the row's length</param>
    /// <param name="scratch">[out] scratch_size bytes that the call may use, of any alignment; their content is of no meaning</param>
    /// <param name="scratchSize">[in] at least what nloss_ranking_scratch_size says</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_SCRATCH for too little scratch; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_STRUCT_SIZE,
    /// NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>NaN in a row: all its ranks are NaN. Infinities are the largest and the smallest values. +0 equals -0.</special>
    /// <accuracy>Exact; in f32 up to 8,388,608 classes, beyond that rounded to an f32.</accuracy>
    /// <memory>Scratch.</memory>
    /// <aliasing>ranks may be values, with equal strides. The scratch may overlap nothing.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_rank", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int Rank(
        ElementType type,
        [Const, Element] void* values,
        long valuesStride,
        long rows,
        long classes,
        [Element] void* ranks,
        long ranksStride,
        void* scratch,
        long scratchSize,
        [Const] Executor* executor) =>
        (int)RankingOp.Rank(type, values, valuesStride, rows, classes, ranks, ranksStride, scratch, scratchSize, executor);

    /// <summary>Computes Spearman's rank correlation of each pair of rows.</summary>
    /// <remarks>
    /// <code>
    /// with a, b = the ranks of first[r,:] and second[r,:], averaged where elements are equal, less (classes + 1) / 2:
    /// correlation[r] = sum_c a[c] b[c] / sqrt(sum_c a[c]^2 sum_c b[c]^2)
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="first">[in] [rows, classes] any values</param>
    /// <param name="firstStride">[in] elements from one row of first to the next, at least the row's length</param>
    /// <param name="second">[in] [rows, classes] any values</param>
    /// <param name="secondStride">[in] elements from one row of second to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="classes">[in] elements of a row, at least 1</param>
    /// <param name="correlation">[out] [rows] from -1 to 1</param>
    /// <param name="scratch">[out] scratch_size bytes that the call may use, of any alignment; their content is of no meaning</param>
    /// <param name="scratchSize">[in] at least what nloss_ranking_scratch_size says</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_SCRATCH for too little scratch; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_STRUCT_SIZE,
    /// NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// NaN where one of the rows has NaN, or where all elements of one are equal, as they are with one class.
    /// </special>
    /// <accuracy>At most 1.5 ulp (f64: 2), relative, also near 0; 1 and -1 exactly where the orders are the same or opposite.</accuracy>
    /// <memory>Scratch.</memory>
    /// <aliasing>No output may overlap an input; first and second may be the same. The scratch may overlap nothing.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_spearman", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int Spearman(
        ElementType type,
        [Const, Element] void* first,
        long firstStride,
        [Const, Element] void* second,
        long secondStride,
        long rows,
        long classes,
        [Element] void* correlation,
        void* scratch,
        long scratchSize,
        [Const] Executor* executor) =>
        (int)RankingOp.Spearman(
            type, first, firstStride, second, secondStride, rows, classes, correlation, scratch, scratchSize, executor);

    /// <summary>
    /// Computes soft ranks: a function of the values that has a useful gradient, and is the rank where values are far apart.
    /// </summary>
    /// <remarks>
    /// <code>
    /// with s = values[r,:] / regularization_strength in ascending order, w = (1, 2, ..., classes):
    /// l2: ranks = s - v,      v = the non-decreasing sequence with the least sum_c (s[c] - w[c] - v[c])^2
    /// kl: ranks = exp(s - v), v = the non-decreasing sequence with the least sum_c exp(s[c] - v[c]) + w[c] v[c]
    /// v is constant on blocks B of neighbors, on each
    /// l2: v = mean_B s - mean_B w
    /// kl: v = log sum_B exp s - log sum_B w
    /// l2 is the projection of s on the convex hull of all permutations of w.
    /// (Blondel, Teboul, Berthet, Djolonga: Fast Differentiable Sorting and Ranking, ICML 2020)
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="values">[in] [rows, classes] any values</param>
    /// <param name="valuesStride">[in] elements from one row of values to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="classes">[in] elements of a row, at least 1</param>
    /// <param name="options">[in, optional] NULL = defaults: l2, strength 1</param>
    /// <param name="ranks">[out] [rows, classes] from 1 to classes, of sum classes (classes + 1) / 2</param>
    /// <param name="ranksStride">[in] elements from one row of ranks to the next, at least the row's length</param>
    /// <param name="scratch">[out] scratch_size bytes that the call may use, of any alignment; their content is of no meaning</param>
    /// <param name="scratchSize">[in] at least what nloss_ranking_scratch_size says</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_SCRATCH for too little scratch; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
    /// NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// NaN in a row: all its soft ranks are NaN. Infinite values have their rank, averaged over equal ones, and do not touch the others.
    /// </special>
    /// <accuracy>At most 1.5 ulp (f64: 2).</accuracy>
    /// <memory>Scratch. Time grows as classes log classes.</memory>
    /// <aliasing>ranks may be values, with equal strides. The scratch may overlap nothing.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_soft_rank", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int SoftRank(
        ElementType type,
        [Const, Element] void* values,
        long valuesStride,
        long rows,
        long classes,
        [Const] SoftRankOptions* options,
        [Element] void* ranks,
        long ranksStride,
        void* scratch,
        long scratchSize,
        [Const] Executor* executor) =>
        (int)RankingOp.SoftRank(
            type, values, valuesStride, rows, classes, options, ranks, ranksStride, scratch, scratchSize, executor);

    /// <summary>Computes the gradient of soft ranks with respect to the values, from the values.</summary>
    /// <remarks>
    /// <code>
    /// with g = grad_ranks[r,:], B = the block of nloss_soft_rank that holds c, p = ranks[r,:] / sum_B ranks[r,:]:
    /// l2: grad_values[r,c] = (g[c] - mean_B g) / regularization_strength
    /// kl: grad_values[r,c] = ranks[r,c] (g[c] - sum_B p g) / regularization_strength
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="values">[in] [rows, classes] what nloss_soft_rank was given</param>
    /// <param name="valuesStride">[in] elements from one row of values to the next, at least the row's length</param>
    /// <param name="gradRanks">[in] [rows, classes] gradient with respect to the soft ranks</param>
    /// <param name="gradRanksStride">[in] elements from one row of grad_ranks to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; 0 is success and does nothing</param>
    /// <param name="classes">[in] elements of a row, at least 1</param>
    /// <param name="options">[in, optional] as nloss_soft_rank was given</param>
    /// <param name="gradValues">[out] [rows, classes] gradient with respect to the values</param>
    /// <param name="gradValuesStride">[in] elements from one row of grad_values to the next, at least the row's length</param>
    /// <param name="scratch">[out] scratch_size bytes that the call may use, of any alignment; their content is of no meaning</param>
    /// <param name="scratchSize">[in] at least what nloss_ranking_scratch_size says</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_SCRATCH for too little scratch; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
    /// NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// NaN in a row of values: its gradient is NaN. A gradient that is not finite makes its block NaN. Where two blocks only just touch,
    /// soft ranks have a kink; the gradient is that of the joined block.
    /// </special>
    /// <accuracy>At most 1.5 ulp (f64: 2) of (|g| + mean_B |g|) / strength; with kl, of ranks (|g| + sum_B p |g|) / strength.</accuracy>
    /// <memory>Scratch. Time grows as classes log classes, for the sort.</memory>
    /// <aliasing>grad_values may be values or grad_ranks, with equal strides. The scratch may overlap nothing.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_soft_rank_backward", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int SoftRankBackward(
        ElementType type,
        [Const, Element] void* values,
        long valuesStride,
        [Const, Element] void* gradRanks,
        long gradRanksStride,
        long rows,
        long classes,
        [Const] SoftRankOptions* options,
        [Element] void* gradValues,
        long gradValuesStride,
        void* scratch,
        long scratchSize,
        [Const] Executor* executor) =>
        (int)RankingOp.SoftRankBackward(
            type, values, valuesStride, gradRanks, gradRanksStride, rows, classes, options, gradValues, gradValuesStride, scratch,
            scratchSize, executor);

    /// <summary>
    /// Computes a loss that wants each row of predictions in the order of its targets, whatever their scale: 1 less a Spearman correlation
    /// in which the predictions' ranks are soft. And its gradient with respect to the predictions, in one call.
    /// </summary>
    /// <remarks>
    /// <code>
    /// with a = the soft ranks of pred[r,:], b = the ranks of target[r,:], both less (classes + 1) / 2:
    /// l[r]     = 1 - rho,  rho = sum_c a[c] b[c] / sqrt(sum_c a[c]^2 sum_c b[c]^2)
    /// dl/da[c] = rho a[c] / sum_k a[k]^2 - b[c] / sqrt(sum_k a[k]^2 sum_k b[k]^2), and on to pred as in nloss_soft_rank_backward
    /// mean     = sum_r l[r] / rows
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="pred">[in] [rows, classes] any values</param>
    /// <param name="predStride">[in] elements from one row of pred to the next, at least the row's length</param>
    /// <param name="target">[in] [rows, classes] any values; equal ones share the average of their ranks</param>
    /// <param name="targetStride">[in] elements from one row of target to the next, at least the row's length</param>
    /// <param name="rows">[in] number of rows, at least 0; with 0 only a reduced loss is written</param>
    /// <param name="classes">[in] elements of a row, at least 1</param>
    /// <param name="options">[in, optional] NULL = defaults: l2, strength 1, mean over the rows</param>
    /// <param name="loss">[out, optional] from 0 to 2; [rows] with NLOSS_REDUCTION_NONE, else one element; NULL = not wanted</param>
    /// <param name="grad">
    /// [out, optional] [rows, classes] gradient of the reduced loss (of each row's loss with NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradStride">[in] elements from one row of grad to the next, at least classes; not read when grad is NULL</param>
    /// <param name="scratch">[out] scratch_size bytes that the call may use, of any alignment; their content is of no meaning</param>
    /// <param name="scratchSize">[in] at least what nloss_ranking_scratch_size says</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_SCRATCH for too little scratch; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
    /// NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>
    /// A row is NaN, loss and gradient, where pred or target has NaN, or where all of pred or all of target are equal, as they are with
    /// one class; soft ranks closer than 1e-130 count as equal. The mean over no rows is NaN, the sum 0.
    /// </special>
    /// <accuracy>
    /// Loss at most 1.5 ulp (f64: 2) down to 1e-9, below that an error of at most 1e-24; kl: 1.5 ulp (f64: 2) of 1. Gradient: as
    /// nloss_soft_rank_backward, of a gradient whose two terms count by their magnitudes.
    /// </accuracy>
    /// <memory>Scratch. Time grows as classes log classes.</memory>
    /// <aliasing>grad may be pred or target, with equal strides. The scratch may overlap nothing.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_spearman_loss", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int SpearmanLoss(
        ElementType type,
        [Const, Element] void* pred,
        long predStride,
        [Const, Element] void* target,
        long targetStride,
        long rows,
        long classes,
        [Const] SoftRankOptions* options,
        [Element] void* loss,
        [Element] void* grad,
        long gradStride,
        void* scratch,
        long scratchSize,
        [Const] Executor* executor) =>
        (int)RankingOp.SpearmanLoss(
            type, pred, predStride, target, targetStride, rows, classes, options, loss, grad, gradStride, scratch, scratchSize, executor);
}
