// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>Losses of the distance or angle of rows: validation and options.</summary>
internal static unsafe class PairLossOp
{
    private const PairLossFlags Any = PairLossFlags.Empty_Mean_Zero;

    internal static Status TripletMargin(
        ElementType type, void* anchor, long anchorStride, void* positive, long positiveStride, void* negative, long negativeStride,
        long rows, long columns, double margin, double power, double epsilon, PairLossOptions* options, void* loss, void* gradAnchor,
        long gradAnchorStride, void* gradPositive, long gradPositiveStride, void* gradNegative, long gradNegativeStride,
        Executor* executor)
    {
        RowLossTask task;
        RowLossCheck.Clear(&task);
        task.Row = &TripletRow.Run;
        task.Margin = margin;
        task.Power = power;
        task.Epsilon = epsilon;
        RowOperand.Set(&task.First, anchor, anchorStride, gradAnchor, gradAnchorStride);
        RowOperand.Set(&task.Second, positive, positiveStride, gradPositive, gradPositiveStride);
        RowOperand.Set(&task.Third, negative, negativeStride, gradNegative, gradNegativeStride);
        var isLegal = double.IsFinite(margin) && power >= 1 && double.IsFinite(epsilon);
        return Run(&task, type, rows, columns, 3, Any | PairLossFlags.Swap, options, loss, executor, isLegal);
    }

    internal static Status CosineEmbedding(
        ElementType type, void* first, long firstStride, void* second, long secondStride, void* target, long rows, long columns,
        double margin, PairLossOptions* options, void* loss, void* gradFirst, long gradFirstStride, void* gradSecond,
        long gradSecondStride, Executor* executor)
    {
        RowLossTask task;
        RowLossCheck.Clear(&task);
        task.Row = &PairRows.CosineEmbedding;
        task.Margin = margin;
        task.Target = target;
        task.HasTarget = true;
        RowOperand.Set(&task.First, first, firstStride, gradFirst, gradFirstStride);
        RowOperand.Set(&task.Second, second, secondStride, gradSecond, gradSecondStride);
        return Run(&task, type, rows, columns, 2, Any, options, loss, executor, double.IsFinite(margin));
    }

    internal static Status Contrastive(
        ElementType type, void* first, long firstStride, void* second, long secondStride, void* same, long rows, long columns,
        double margin, PairLossOptions* options, void* loss, void* gradFirst, long gradFirstStride, void* gradSecond,
        long gradSecondStride, Executor* executor)
    {
        RowLossTask task;
        RowLossCheck.Clear(&task);
        task.Row = &PairRows.Contrastive;
        task.Margin = margin;
        task.Power = 2;
        task.Target = same;
        task.HasTarget = true;
        RowOperand.Set(&task.First, first, firstStride, gradFirst, gradFirstStride);
        RowOperand.Set(&task.Second, second, secondStride, gradSecond, gradSecondStride);
        return Run(&task, type, rows, columns, 2, Any, options, loss, executor, double.IsFinite(margin));
    }

    private static Status Run(
        RowLossTask* task, ElementType type, long rows, long columns, int operands, PairLossFlags known, PairLossOptions* options,
        void* loss, Executor* executor, bool isLegal)
    {
        var status = Check.Options(options, out var copy);
        task->Type = type;
        task->Rows = rows;
        task->Columns = columns;
        task->RowWeights = copy.RowWeights;
        task->Reduction = (Reduction)copy.Reduction;
        task->EmptyMean = (copy.Flags & (uint)PairLossFlags.Empty_Mean_Zero) != 0 ? 0.0 : double.NaN;
        task->Flags = copy.Flags;
        task->Loss = loss;
        status = Check.First(status, RowLossCheck.Options(copy.Flags, (uint)known, copy.Reduction, copy.Reserved));
        status = Check.First(status, isLegal ? Status.Ok : Status.E_Option);
        status = RowLossCheck.Buffers(task, operands, executor, status);
        if (status == Status.Ok)
            RowLossOp.Run(task, RowLossOp.Weight(task), executor);
        return status;
    }
}
