// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>Losses of a row and its class label, other than cross-entropy: validation and denominators.</summary>
internal static unsafe class IndexLossOp
{
    internal static Status NegativeLogLikelihood(
        ElementType type, void* logProbs, long logProbsStride, void* labels, int labelType, long rows, long classes,
        IndexLossOptions* options, void* loss, void* grad, long gradStride, Executor* executor)
    {
        RowLossTask task;
        RowLossCheck.Clear(&task);
        task.Row = &IndexLossRows.NegativeLogLikelihood;
        RowOperand.Set(&task.First, logProbs, logProbsStride, grad, gradStride);
        return Run(&task, type, labels, labelType, rows, classes, options, loss, executor, isLegal: true, dividesByClassWeights: true);
    }

    internal static Status SoftmaxFocal(
        ElementType type, void* logits, long logitsStride, void* labels, int labelType, long rows, long classes, double gamma,
        IndexLossOptions* options, void* loss, void* grad, long gradStride, Executor* executor)
    {
        RowLossTask task;
        RowLossCheck.Clear(&task);
        task.Row = &FocalRow.Run;
        task.Power = gamma;
        RowOperand.Set(&task.First, logits, logitsStride, grad, gradStride);
        var isLegal = gamma >= 0 && gamma <= FocalRow.LargestGamma;
        return Run(&task, type, labels, labelType, rows, classes, options, loss, executor, isLegal, dividesByClassWeights: false);
    }

    internal static Status MultiMargin(
        ElementType type, void* input, long inputStride, void* labels, int labelType, long rows, long classes, int power, double margin,
        IndexLossOptions* options, void* loss, void* grad, long gradStride, Executor* executor)
    {
        RowLossTask task;
        RowLossCheck.Clear(&task);
        task.Row = &IndexLossRows.MultiMargin;
        task.Power = power;
        task.Margin = margin;
        RowOperand.Set(&task.First, input, inputStride, grad, gradStride);
        var isLegal = power is 1 or 2 && double.IsFinite(margin);
        return Run(&task, type, labels, labelType, rows, classes, options, loss, executor, isLegal, dividesByClassWeights: false);
    }

    internal static Status MulticlassHinge(
        ElementType type, void* input, long inputStride, void* labels, int labelType, long rows, long classes, IndexLossOptions* options,
        void* loss, void* grad, long gradStride, Executor* executor)
    {
        RowLossTask task;
        RowLossCheck.Clear(&task);
        task.Row = &IndexLossRows.MulticlassHinge;
        RowOperand.Set(&task.First, input, inputStride, grad, gradStride);
        return Run(&task, type, labels, labelType, rows, classes, options, loss, executor, isLegal: true, dividesByClassWeights: false);
    }

    private static Status Run(
        RowLossTask* task, ElementType type, void* labels, int labelType, long rows, long classes, IndexLossOptions* options, void* loss,
        Executor* executor, bool isLegal, bool dividesByClassWeights)
    {
        const uint Known = (uint)(IndexLossFlags.Ignore_Index | IndexLossFlags.Empty_Mean_Zero);
        var status = Check.Options(options, out var copy);
        task->NeedsWorkspace = true;
        task->Type = type;
        task->Rows = rows;
        task->Columns = classes;
        task->Labels = new Labels(labels, labelType);
        task->ClassWeights = copy.ClassWeights;
        task->RowWeights = copy.RowWeights;
        task->Reduction = (Reduction)copy.Reduction;
        task->IgnoresIndex = (copy.Flags & (uint)IndexLossFlags.Ignore_Index) != 0;
        task->IgnoreIndex = copy.IgnoreIndex;
        task->EmptyMean = (copy.Flags & (uint)IndexLossFlags.Empty_Mean_Zero) != 0 ? 0.0 : double.NaN;
        task->Loss = loss;
        status = Check.First(status, RowLossCheck.Options(copy.Flags, Known, copy.Reduction, copy.Reserved));
        status = Check.First(status, isLegal && task->Labels.ElementSize != 0 ? Status.Ok : Status.E_Option);
        status = RowLossCheck.Buffers(task, 1, executor, status);
        if (status != Status.Ok)
            return status;

        var counted = task->Labels.Count(rows, classes, task->IgnoresIndex, task->IgnoreIndex);
        if (counted < 0)
        {
            if (copy.ErrorRow != null)
                *copy.ErrorRow = ~counted;
            return Status.E_Label;
        }
        Dd weight = (double)counted;
        if (task->IsWeighted)
            weight = Weight(task, dividesByClassWeights);
        RowLossOp.Run(task, weight, executor);
        return Status.Ok;
    }

    /// <summary>Of the rows that count.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Dd Weight(RowLossTask* task, bool ofClasses)
    {
        Dd weight = 0.0;
        for (long row = 0; row < task->Rows; row++)
        {
            if (!task->IsIgnored(row))
                weight += ofClasses ? task->RowWeight(row) * task->ClassWeight(row) : task->RowWeight(row);
        }
        return weight;
    }
}
