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
        ElementType type, void* logits, long logitsStride, void* labels, int labelType, long rows, long classes, CrossEntropyOptions* options,
        void* loss, void* grad, long gradStride, Executor* executor)
    {
        CrossEntropyTask task;
        task.Type = type;
        task.Labels = new Labels(labels, labelType);
        task.Targets = null;
        task.TargetsStride = 0;
        var size = task.Labels.ElementSize;
        var status = CrossEntropyCheck.Prepare(
            &task, logits, logitsStride, rows, classes, options, loss, grad, gradStride, executor, Elements.Size(type), out var copy);
        status = Check.First(status, size == 0 ? Status.E_Option : Status.Ok);
        status = CrossEntropyCheck.Outputs(&task, Matrix.Vector(labels, rows, size), copy, Elements.Size(type), status);
        if (status != Status.Ok)
            return status;

        Dd weight = 0.0;
        for (long row = 0; row < rows; row++)
        {
            var label = task.Labels[row];
            if (task.IsIgnored(label))
                continue;
            if (label < 0 || label >= classes)
            {
                if (copy.ErrorRow != null)
                    *copy.ErrorRow = row;
                return Status.E_Label;
            }
            weight += task.Weight(label);
        }
        if (task.Smoothing != 0)
            task.TotalWeight = task.Weights == null ? (Dd)(double)classes : TotalWeight(&task);
        Reduce(&task, &CrossEntropyRows.Index, weight, executor);
        return Status.Ok;
    }

    internal static Status Soft(
        ElementType type, void* logits, long logitsStride, void* targets, long targetsStride, long rows, long classes, CrossEntropyOptions* options,
        void* loss, void* grad, long gradStride, Executor* executor)
    {
        CrossEntropyTask task;
        task.Type = type;
        task.Labels = default;
        task.Targets = targets;
        task.TargetsStride = targetsStride;
        var status = CrossEntropyCheck.Prepare(
            &task, logits, logitsStride, rows, classes, options, loss, grad, gradStride, executor, Elements.Size(type), out var copy);
        status = Check.First(status, task.IgnoresIndex ? Status.E_Option : Status.Ok);
        status = CrossEntropyCheck.Outputs(
            &task, new Matrix(targets, rows, classes, targetsStride, Elements.Size(type)), copy, Elements.Size(type), status);
        if (status != Status.Ok)
            return status;
        Reduce(&task, &CrossEntropyRows.Soft, (double)rows, executor);
        return Status.Ok;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Dd TotalWeight(CrossEntropyTask* task)
    {
        LaneSums sums;
        return DotKernel.Run(task->Type, task->Weights, null, task->Classes, &sums);
    }

    private static void Reduce(CrossEntropyTask* task, delegate*<void*, long, long, int, void> body, Dd weight, Executor* executor)
    {
        var sums = stackalloc Dd[Partition.MaxBlocks];
        task->BlockSums = sums;
        var empty = task->Reduction == Reduction.Mean && weight.High == 0;
        if (task->Reduction == Reduction.Mean)
            task->Scale = empty ? (Dd)0.0 : (Dd)1.0 / weight;
        Partition.Run(task->Rows, body, task, executor);
        if (task->Loss == null || task->Reduction == Reduction.None)
            return;
        Dd total = 0.0;
        for (var block = 0; block < Partition.Blocks(task->Rows); block++)
            total += sums[block];
        if (task->Reduction == Reduction.Mean)
            total = empty ? task->EmptyMean : total / weight;
        Elements.Set(task->Type, task->Loss, 0, total.Value);
    }
}
