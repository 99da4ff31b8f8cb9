// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Cross-entropy with class indices or target distributions: validation, denominators, and the reduction over rows.
/// Rows are computed by <see cref="CrossEntropyRows"/>.
/// </summary>
internal static unsafe class CrossEntropyOp
{
    internal static Status Index(
        ElementType type, void* logits, long stride, void* labels, int labelType, long rows, long classes, CrossEntropyOptions* options,
        void* loss, void* grad, long gradStride, Executor* executor)
    {
        CrossEntropyTask task;
        var status = Prepare(
            &task, type, logits, stride, labels, labelType, rows, classes, options, loss, grad, gradStride, executor, out var weight);
        if (status == Status.Ok)
            Reduce(&task, weight, executor);
        return status;
    }

    internal static Status Soft(
        ElementType type, void* logits, long stride, void* targets, long targetsStride, long rows, long classes,
        CrossEntropyOptions* options, void* loss, void* grad, long gradStride, Executor* executor)
    {
        CrossEntropyTask task;
        var status = PrepareSoft(
            &task, type, logits, stride, targets, targetsStride, rows, classes, options, loss, grad, gradStride, executor, out var weight);
        if (status == Status.Ok)
            Reduce(&task, weight, executor);
        return status;
    }

    // What is needed before the rows only is not on the stack below them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status Prepare(
        CrossEntropyTask* task, ElementType type, void* logits, long stride, void* labels, int labelType, long rows, long classes,
        CrossEntropyOptions* options, void* loss, void* grad, long gradStride, Executor* executor, out Dd weight)
    {
        weight = 0.0;
        var status = CrossEntropyCheck.Prepare(
            task, type, logits, stride, rows, classes, options, loss, grad, gradStride, executor, out var copy);
        task->Labels = new Labels(labels, labelType);
        task->SecondLabels = new Labels(copy.SecondLabels, labelType);
        task->Targets = null;
        task->TargetsStride = 0;
        var size = task->Labels.ElementSize;
        status = Check.First(status, size == 0 ? Status.E_Option : Status.Ok);
        if (status == Status.Ok)
            status = Check.OptionalRows(CrossEntropyCheck.Second(task));
        status = CrossEntropyCheck.Outputs(task, Matrix.Vector(labels, rows, size), status);
        if (status != Status.Ok)
            return status;

        var even = task->SecondLabels.Data == null && task->Weights.Data == null && task->RowWeights.Data == null;
        var counted = even ? task->Labels.Count(rows, classes, task->IgnoresIndex, task->IgnoreIndex) : 0;
        if (counted < 0)
        {
            if (copy.ErrorRow != null)
                *copy.ErrorRow = ~counted;
            return Status.E_Label;
        }
        weight = (double)counted;
        for (long row = 0; row < rows && !even; row++)
        {
            if (!Counts(task, task->Labels[row], (Dd)task->Lambda, row, ref weight)
                || (task->SecondLabels.Data != null && !Counts(task, task->SecondLabels[row], Dd.Sum(1.0, -task->Lambda), row, ref weight)))
            {
                if (copy.ErrorRow != null)
                    *copy.ErrorRow = row;
                return Status.E_Label;
            }
        }
        if (task->Smoothing != 0)
            task->TotalWeight = task->Weights.Data == null ? (Dd)(double)classes : TotalWeight(task);
        return Status.Ok;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status PrepareSoft(
        CrossEntropyTask* task, ElementType type, void* logits, long stride, void* targets, long targetsStride, long rows, long classes,
        CrossEntropyOptions* options, void* loss, void* grad, long gradStride, Executor* executor, out Dd weight)
    {
        weight = (double)rows;
        var status = CrossEntropyCheck.Prepare(
            task, type, logits, stride, rows, classes, options, loss, grad, gradStride, executor, out var copy);
        task->Labels = default;
        task->SecondLabels = default;
        task->Targets = targets;
        task->TargetsStride = targetsStride;
        var onlyForIndices = copy.SecondLabels != null || copy.Rank != null || copy.LabelProb != null || (copy.Flags & (uint)CrossEntropyFlags.Ignore_Index) != 0;
        status = Check.First(status, onlyForIndices ? Status.E_Option : Status.Ok);
        if (status == Status.Ok)
            status = CrossEntropyCheck.Outputs(task, CrossEntropyCheck.Like(task, targets, targetsStride), status);
        if (status != Status.Ok)
            return status;
        LaneSums sums;
        if (task->RowWeights.Data != null)
            weight = DotKernel.Run(task->RowWeights, default, rows, &sums);
        return Status.Ok;
    }

    /// <summary>Adds what a label counts in the mean's denominator; false for one out of range.</summary>
    private static bool Counts(CrossEntropyTask* task, long label, Dd share, long row, ref Dd weight)
    {
        if (task->IsIgnored(label))
            return true;
        if (label < 0 || label >= task->Source.Classes)
            return false;
        if (task->SecondLabels.Data == null && task->RowWeights.Data == null)
            weight += task->Weight(label);
        else
            weight += share * task->Weight(label) * task->RowWeight(row);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Dd TotalWeight(CrossEntropyTask* task)
    {
        LaneSums sums;
        return DotKernel.Run(task->Weights, default, task->Source.Classes, &sums);
    }

    private static void Reduce(CrossEntropyTask* task, Dd weight, Executor* executor)
    {
        var sums = stackalloc Dd[Partition.MaxBlocks];
        task->BlockSums = sums;
        var empty = task->Reduction == Reduction.Mean && weight.High == 0;
        if (task->Reduction == Reduction.Mean)
            task->Scale = empty ? (Dd)0.0 : (Dd)1.0 / weight;
        delegate*<void*, long, long, int, void> body = CrossEntropyPlainRows.Takes(task) ? &CrossEntropyPlainRows.Run : &CrossEntropyRows.Run;
        var blocks = Partition.Run(task->Rows, body, task, executor, LabelBatch.Most(task->Source.Classes));
        if (task->Loss == null || task->Reduction == Reduction.None)
            return;
        var total = Dd.Total(sums, blocks);
        if (task->Reduction == Reduction.Mean)
            total = empty ? task->EmptyMean : total / weight;
        Elements.Set(task->Real, task->Loss, 0, total.Value);
    }
}
