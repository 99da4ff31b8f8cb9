// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>Validation of cross-entropy calls.</summary>
internal static unsafe class CrossEntropyCheck
{
    /// <summary>Fills the task from the arguments and options, and checks everything that does not need the target.</summary>
    internal static Status Prepare(
        CrossEntropyTask* task, ElementType type, void* logits, long stride, long rows, long classes, CrossEntropyOptions* options,
        void* loss, void* grad, long gradStride, Executor* executor, out CrossEntropyOptions copy)
    {
        var status = ReadOptions(options, out copy);
        var inner = copy.Inner == 0 ? 1 : copy.Inner;
        status = Check.First(status, Check.Layout(rows, classes, inner));
        if (status != Status.Ok)
            return status;
        RowSource.Start(&task->Source, type, logits, stride, inner, classes);
        task->Source.Large = RowSource.AreLarge(rows * classes);
        task->Source.SoftCap = copy.Softcap;
        // A logarithm of a sum next to 0 is all that is in a z-loss.
        RowSource.Settle(&task->Source, wide: copy.Softcap != 0 && copy.ZLoss != 0);
        task->Rows = rows;
        task->Loss = loss;
        task->Grad = grad;
        task->GradStride = gradStride;
        task->Weights = new Series(task->Real, copy.ClassWeights, 1);
        task->RowWeights = new Series(task->Real, copy.RowWeights, 1);
        task->TotalWeight = 0.0;
        task->Smoothing = copy.LabelSmoothing;
        task->ZLoss = copy.ZLoss;
        task->Lambda = copy.SecondLabels == null ? 1.0 : copy.MixLambda;
        task->Reduction = (Reduction)copy.Reduction;
        task->IgnoresIndex = (copy.Flags & (uint)CrossEntropyFlags.Ignore_Index) != 0;
        task->IgnoreIndex = copy.IgnoreIndex;
        task->EmptyMean = (copy.Flags & (uint)CrossEntropyFlags.Empty_Mean_Zero) != 0 ? 0.0 : double.NaN;
        task->Scale = 1.0;
        task->BlockSums = null;
        CrossEntropyStats.Read(&task->Stats, copy);
        status = Check.Rows(Like(task, logits, stride));
        status = Check.First(status, Check.OptionalRows(Like(task, grad, gradStride)));
        status = Check.First(status, Check.OptionalRows(Matrix.Vector(copy.ClassWeights, classes, Elements.Size(task->Real))));
        status = Check.First(status, Check.OptionalRows(Matrix.Vector(copy.RowWeights, rows, Elements.Size(task->Real))));
        return Check.First(status, Check.Executor(executor));
    }

    /// <summary>The target, and the outputs against every input and each other.</summary>
    internal static Status Outputs(CrossEntropyTask* task, in Matrix target, Status status)
    {
        if (status == Status.Ok)
            status = Check.Rows(target);
        if (status != Status.Ok)
            return status;
        var size = Elements.Size(task->Real);
        var logits = Like(task, task->Source.Data, task->Source.Stride);
        var grad = Like(task, task->Grad, task->GradStride);
        status = task->Grad == null ? Status.Ok : Check.SameOrDisjoint(logits, grad);
        if (task->Grad != null)
            status = Check.First(status, Inputs(task, grad, target));
        status = Check.First(status, Written(task, LossOf(task), logits, grad, target));
        for (var i = 0; task->Stats.Any && i < CrossEntropyStats.Count && status == Status.Ok; i++)
        {
            var stat = Stat(task, i, size);
            if (stat.Data == null)
                continue;
            status = Written(task, stat, logits, grad, target);
            status = Check.First(status, Check.Disjoint(LossOf(task), stat));
            for (var k = 0; k < i; k++)
                status = Check.First(status, Check.Disjoint(Stat(task, k, size), stat));
        }
        return status;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status Written(CrossEntropyTask* task, in Matrix output, in Matrix logits, in Matrix grad, in Matrix target)
    {
        if (output.Data == null)
            return Status.Ok;
        var status = Check.OptionalRows(output);
        status = Check.First(status, Check.Disjoint(output, logits));
        status = Check.First(status, Check.Disjoint(output, grad));
        return Check.First(status, Inputs(task, output, target));
    }

    /// <summary>An output against the inputs that it may never overlap.</summary>
    private static Status Inputs(CrossEntropyTask* task, in Matrix output, in Matrix target)
    {
        var size = Elements.Size(task->Real);
        var status = Check.Disjoint(output, target);
        status = Check.First(status, Check.Disjoint(output, Second(task)));
        status = Check.First(status, Check.Disjoint(output, Matrix.Vector(task->Weights.Data, task->Source.Classes, size)));
        return Check.First(status, Check.Disjoint(output, Matrix.Vector(task->RowWeights.Data, task->Rows, size)));
    }

    internal static Matrix Second(CrossEntropyTask* task) =>
        Matrix.Vector(task->SecondLabels.Data, task->Rows, task->SecondLabels.ElementSize);

    internal static Matrix Like(CrossEntropyTask* task, void* data, long stride) =>
        Matrix.Inner(data, task->Rows, task->Source.Classes, stride, task->Source.Inner, Elements.Size(task->Source.Type));

    private static Matrix LossOf(CrossEntropyTask* task) =>
        Matrix.Vector(task->Loss, task->Reduction == Reduction.None ? task->Rows : 1, Elements.Size(task->Real));

    private static Matrix Stat(CrossEntropyTask* task, int index, int realSize)
    {
        var data = task->Stats.Output(index, realSize, out var size);
        return Matrix.Vector(data, task->Rows, size);
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
            && copy.LabelSmoothing >= 0 && copy.LabelSmoothing <= 1
            && double.IsFinite(copy.ZLoss)
            && copy.Softcap >= 0 && double.IsFinite(copy.Softcap)
            && (copy.SecondLabels == null || (copy.MixLambda >= 0 && copy.MixLambda <= 1));
        return legal ? Status.Ok : Status.E_Option;
    }
}
