// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Cross-entropy with class indices or target distributions: validation, denominators, and the reduction over rows.
/// Rows are computed by <see cref="CrossEntropyRows{T, TVec, TExp}"/>.
/// </summary>
internal static unsafe class CrossEntropyOp<T, TVec, TExp>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
    where TExp : struct, IExp<TExp, TVec, T>
{
    internal static Status Index(
        T* logits, long logitsStride, void* labels, int labelType, long rows, long classes, CrossEntropyOptions* options,
        T* loss, T* grad, long gradStride, Executor* executor)
    {
        var status = ReadOptions(options, out var copy);
        CrossEntropyTask<T> task = default;
        task.Labels = new Labels(labels, labelType);
        var labelSize = task.Labels.ElementSize;
        if (status == Status.Ok && labelSize == 0)
            status = Status.E_Option;
        status = Check.First(status, Prepare(&task, logits, logitsStride, rows, classes, copy, loss, grad, gradStride, executor));
        if (status != Status.Ok)
            return status;
        status = Check.Vector(labels, rows, labelSize);
        status = Check.First(status, Outputs(&task, new Matrix(labels, rows, 1, 1, labelSize)));
        if (status != Status.Ok)
            return status;

        task.IgnoresIndex = (copy.Flags & (uint)CrossEntropyFlags.Ignore_Index) != 0;
        task.IgnoreIndex = copy.IgnoreIndex;
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
            task.TotalWeight = task.Weights == null ? (Dd)(double)classes : TotalWeight(task.Weights, classes);
        Reduce(&task, &CrossEntropyRows<T, TVec, TExp>.Index, weight, executor);
        return Status.Ok;
    }

    internal static Status Soft(
        T* logits, long logitsStride, T* targets, long targetsStride, long rows, long classes, CrossEntropyOptions* options,
        T* loss, T* grad, long gradStride, Executor* executor)
    {
        var status = ReadOptions(options, out var copy);
        if (status == Status.Ok && (copy.Flags & (uint)CrossEntropyFlags.Ignore_Index) != 0)
            status = Status.E_Option;
        CrossEntropyTask<T> task = default;
        status = Check.First(status, Prepare(&task, logits, logitsStride, rows, classes, copy, loss, grad, gradStride, executor));
        if (status != Status.Ok)
            return status;
        status = Check.Rows(targets, rows, classes, targetsStride, sizeof(T));
        status = Check.First(status, Outputs(&task, new Matrix(targets, rows, classes, targetsStride, sizeof(T))));
        if (status != Status.Ok)
            return status;
        task.Targets = targets;
        task.TargetsStride = targetsStride;
        Reduce(&task, &CrossEntropyRows<T, TVec, TExp>.Soft, (double)rows, executor);
        return Status.Ok;
    }

    private static Status ReadOptions(CrossEntropyOptions* options, out CrossEntropyOptions copy)
    {
        const uint Known = (uint)(CrossEntropyFlags.Ignore_Index | CrossEntropyFlags.Empty_Mean_Zero);
        var status = Check.Options(options, out copy);
        if (status != Status.Ok)
            return status;
        var legal = (copy.Flags & ~Known) == 0
            && copy.Reduction is >= (int)Reduction.Mean and <= (int)Reduction.None
            && copy.Reserved == 0
            && copy.LabelSmoothing >= 0 && copy.LabelSmoothing <= 1;
        return legal ? Status.Ok : Status.E_Option;
    }

    private static Status Prepare(
        CrossEntropyTask<T>* task, T* logits, long logitsStride, long rows, long classes, in CrossEntropyOptions options,
        T* loss, T* grad, long gradStride, Executor* executor)
    {
        task->Logits = logits;
        task->LogitsStride = logitsStride;
        task->Rows = rows;
        task->Classes = classes;
        task->Loss = loss;
        task->Grad = grad;
        task->GradStride = gradStride;
        task->Weights = (T*)options.ClassWeights;
        task->Smoothing = options.LabelSmoothing;
        task->Reduction = (Reduction)options.Reduction;
        task->EmptyMean = (options.Flags & (uint)CrossEntropyFlags.Empty_Mean_Zero) != 0 ? 0.0 : double.NaN;
        var status = Check.Extents(rows, classes);
        status = Check.First(status, Check.Rows(logits, rows, classes, logitsStride, sizeof(T)));
        if (grad != null)
            status = Check.First(status, Check.Rows(grad, rows, classes, gradStride, sizeof(T)));
        if (options.ClassWeights != null)
            status = Check.First(status, Check.Vector(options.ClassWeights, classes, sizeof(T)));
        return Check.First(status, Check.Executor(executor));
    }

    /// <summary>The outputs against every input and each other.</summary>
    private static Status Outputs(CrossEntropyTask<T>* task, in Matrix target)
    {
        var logits = new Matrix(task->Logits, task->Rows, task->Classes, task->LogitsStride, sizeof(T));
        var weights = new Matrix(task->Weights, 1, task->Classes, task->Classes, sizeof(T));
        var grad = new Matrix(task->Grad, task->Rows, task->Classes, task->GradStride, sizeof(T));
        var losses = task->Reduction == Reduction.None ? task->Rows : 1;
        var loss = new Matrix(task->Loss, losses, 1, 1, sizeof(T));
        var status = task->Grad == null ? Status.Ok : Check.SameOrDisjoint(logits, grad);
        status = Check.First(status, Check.Disjoint(grad, target));
        status = Check.First(status, Check.Disjoint(grad, weights));
        status = Check.First(status, Check.Disjoint(grad, loss));
        status = Check.First(status, Check.Disjoint(loss, logits));
        status = Check.First(status, Check.Disjoint(loss, target));
        return Check.First(status, Check.Disjoint(loss, weights));
    }

    private static Dd TotalWeight(T* weights, long classes)
    {
        LaneSums sums;
        return DotKernel<T, TVec>.Run(weights, null, (nint)classes, &sums);
    }

    private static void Reduce(CrossEntropyTask<T>* task, delegate*<void*, long, long, int, void> body, Dd weight, Executor* executor)
    {
        var sums = stackalloc Dd[Partition.MaxBlocks];
        task->BlockSums = sums;
        var empty = task->Reduction == Reduction.Mean && weight.High == 0;
        task->Scale = 1.0;
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
        *task->Loss = Scalar<T>.Round(total.Value);
    }
}
