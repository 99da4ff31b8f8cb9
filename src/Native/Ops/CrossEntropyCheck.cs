// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Ops;

/// <summary>Validation of cross-entropy calls. Not generic: the element type matters only by its size.</summary>
internal static unsafe class CrossEntropyCheck
{
    /// <summary>Fills the task from the arguments and options, and checks everything that does not need the target.</summary>
    internal static Status Prepare(
        CrossEntropyTask* task, void* logits, long logitsStride, long rows, long classes, CrossEntropyOptions* options,
        void* loss, void* grad, long gradStride, Executor* executor, int elementSize, out CrossEntropyOptions copy)
    {
        var status = ReadOptions(options, out copy);
        task->Logits = logits;
        task->LogitsStride = logitsStride;
        task->Rows = rows;
        task->Classes = classes;
        task->Loss = loss;
        task->Grad = grad;
        task->GradStride = gradStride;
        task->Weights = copy.ClassWeights;
        task->TotalWeight = 0.0;
        task->Smoothing = copy.LabelSmoothing;
        task->Reduction = (Reduction)copy.Reduction;
        task->IgnoresIndex = (copy.Flags & (uint)CrossEntropyFlags.Ignore_Index) != 0;
        task->IgnoreIndex = copy.IgnoreIndex;
        task->EmptyMean = (copy.Flags & (uint)CrossEntropyFlags.Empty_Mean_Zero) != 0 ? 0.0 : double.NaN;
        task->Scale = 1.0;
        task->BlockSums = null;
        status = Check.First(status, Check.Extents(rows, classes));
        status = Check.First(status, Check.Rows(Logits(task, elementSize)));
        status = Check.First(status, Check.OptionalRows(Grad(task, elementSize)));
        status = Check.First(status, Check.OptionalRows(Matrix.Vector(copy.ClassWeights, classes, elementSize)));
        return Check.First(status, Check.Executor(executor));
    }

    /// <summary>The target, and the outputs against every input and each other.</summary>
    internal static Status Outputs(
        CrossEntropyTask* task, in Matrix target, in CrossEntropyOptions options, int elementSize, Status status)
    {
        if (status == Status.Ok)
            status = Check.Rows(target);
        if (status != Status.Ok)
            return status;
        var logits = Logits(task, elementSize);
        var grad = Grad(task, elementSize);
        var weights = Matrix.Vector(options.ClassWeights, task->Classes, elementSize);
        var loss = Matrix.Vector(task->Loss, task->Reduction == Reduction.None ? task->Rows : 1, elementSize);
        status = task->Grad == null ? Status.Ok : Check.SameOrDisjoint(logits, grad);
        status = Check.First(status, Check.Disjoint(grad, target));
        status = Check.First(status, Check.Disjoint(grad, weights));
        status = Check.First(status, Check.Disjoint(grad, loss));
        status = Check.First(status, Check.Disjoint(loss, logits));
        status = Check.First(status, Check.Disjoint(loss, target));
        return Check.First(status, Check.Disjoint(loss, weights));
    }

    private static Matrix Logits(CrossEntropyTask* task, int elementSize) =>
        new(task->Logits, task->Rows, task->Classes, task->LogitsStride, elementSize);

    private static Matrix Grad(CrossEntropyTask* task, int elementSize) =>
        new(task->Grad, task->Rows, task->Classes, task->GradStride, elementSize);

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
}
