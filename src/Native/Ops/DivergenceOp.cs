// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>Entropies and divergences of rows: validation and options.</summary>
internal static unsafe class DivergenceOp
{
    private const DivergenceFlags Any = DivergenceFlags.Empty_Mean_Zero;
    private const DivergenceFlags Logits = DivergenceFlags.First_Logits | DivergenceFlags.Second_Logits;

    internal static Status Entropy(
        ElementType type, void* probs, long probsStride, long rows, long classes, DivergenceOptions* options, void* loss, void* grad,
        long gradStride, Executor* executor)
    {
        RowLossTask task;
        RowLossCheck.Clear(&task);
        task.Row = &EntropyRow.Run;
        RowOperand.Set(&task.First, probs, probsStride, grad, gradStride);
        const DivergenceFlags Known = Any | DivergenceFlags.Bits | DivergenceFlags.Normalized;
        return Run(&task, type, rows, classes, 1, Known, options, loss, executor, Status.Ok);
    }

    internal static Status KullbackLeibler(
        ElementType type, void* first, long firstStride, void* second, long secondStride, long rows, long classes,
        DivergenceOptions* options, void* loss, void* gradFirst, long gradFirstStride, void* gradSecond, long gradSecondStride,
        Executor* executor)
    {
        RowLossTask task;
        RowLossCheck.Clear(&task);
        task.Row = &DivergenceRows.KullbackLeibler;
        RowOperand.Set(&task.First, first, firstStride, gradFirst, gradFirstStride);
        RowOperand.Set(&task.Second, second, secondStride, gradSecond, gradSecondStride);
        const DivergenceFlags Known = Any | Logits | DivergenceFlags.Bits | DivergenceFlags.Symmetric;
        return Run(&task, type, rows, classes, 2, Known, options, loss, executor, Status.Ok);
    }

    internal static Status JensenShannon(
        ElementType type, void* first, long firstStride, void* second, long secondStride, long rows, long classes,
        DivergenceOptions* options, void* loss, void* gradFirst, long gradFirstStride, void* gradSecond, long gradSecondStride,
        Executor* executor)
    {
        RowLossTask task;
        RowLossCheck.Clear(&task);
        task.Row = &DivergenceRows.JensenShannon;
        RowOperand.Set(&task.First, first, firstStride, gradFirst, gradFirstStride);
        RowOperand.Set(&task.Second, second, secondStride, gradSecond, gradSecondStride);
        return Run(&task, type, rows, classes, 2, Any | Logits | DivergenceFlags.Bits, options, loss, executor, Status.Ok);
    }

    internal static Status Hinge(
        ElementType type, void* first, long firstStride, void* second, long secondStride, void* same, long rows, long classes,
        double margin, double threshold, DivergenceOptions* options, void* loss, void* accuracy, void* gradFirst, long gradFirstStride,
        void* gradSecond, long gradSecondStride, Executor* executor)
    {
        RowLossTask task;
        RowLossCheck.Clear(&task);
        task.Row = &DivergenceRows.Hinge;
        task.Target = same;
        task.HasTarget = true;
        task.Margin = margin;
        task.Threshold = threshold;
        task.Accuracy = accuracy;
        var agree = stackalloc long[Partition.MaxBlocks];
        task.BlockAgree = accuracy == null ? null : agree;
        RowOperand.Set(&task.First, first, firstStride, gradFirst, gradFirstStride);
        RowOperand.Set(&task.Second, second, secondStride, gradSecond, gradSecondStride);
        const DivergenceFlags Known = Any | Logits | DivergenceFlags.Symmetric | DivergenceFlags.Soft;
        var status = double.IsFinite(margin) && (accuracy == null || !double.IsNaN(threshold)) ? Status.Ok : Status.E_Option;
        return Run(&task, type, rows, classes, 2, Known, options, loss, executor, status);
    }

    private static Status Run(
        RowLossTask* task, ElementType type, long rows, long classes, int operands, DivergenceFlags known, DivergenceOptions* options,
        void* loss, Executor* executor, Status status)
    {
        status = Check.First(Check.Options(options, out var copy), status);
        task->Type = type;
        task->Rows = rows;
        task->Columns = classes;
        task->RowWeights = copy.RowWeights;
        task->Reduction = (Reduction)copy.Reduction;
        task->EmptyMean = (copy.Flags & (uint)DivergenceFlags.Empty_Mean_Zero) != 0 ? 0.0 : double.NaN;
        task->Flags = copy.Flags;
        task->Loss = loss;
        status = Check.First(status, RowLossCheck.Options(copy.Flags, (uint)known, copy.Reduction, copy.Reserved));
        status = RowLossCheck.Buffers(task, operands, executor, status);
        if (status == Status.Ok)
            RowLossOp.Run(task, RowLossOp.Weight(task), executor);
        return status;
    }
}
