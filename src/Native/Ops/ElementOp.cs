// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Element-wise losses and maps: validation, partition and reduction. Tasks are runs of parts of rows, so that one long row is shared among them
/// too; the parts follow from the extents alone.
/// </summary>
internal static unsafe class ElementOp
{
    /// <summary>Parts are handed out in at most so many groups, and their losses summed by group: half of what rows get, for the stack.</summary>
    private const int MaxGroups = 16;

    /// <summary>A loss of an input and a target; a and b are its number parameters.</summary>
    internal static Status Loss<TLoss>(
        ElementType type, void* input, long inputStride, void* target, long targetStride, long rows, long columns, double a, double b,
        ElementwiseOptions* options, void* loss, void* grad, long gradStride, Executor* executor)
        where TLoss : struct, IElementLoss
    {
        var kind = ElementLoss.Of<TLoss>(a, b);
        return Loss(kind, type, input, inputStride, target, targetStride, rows, columns, options, loss, grad, gradStride, executor);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status Loss(
        in ElementLoss kind, ElementType type, void* input, long inputStride, void* target, long targetStride, long rows, long columns,
        ElementwiseOptions* options, void* loss, void* grad, long gradStride, Executor* executor)
    {
        ElementTask task;
        Inputs(&task, type, rows, columns, input, inputStride, target, targetStride);
        task.Grad = grad;
        task.GradStride = gradStride;
        return Reduce(&task, kind, options, loss, executor, Status.Ok);
    }

    /// <summary>A loss of two inputs and a target; the gradient of the second input is that of the first, negated.</summary>
    internal static Status Loss<TLoss>(
        ElementType type, void* input1, long input1Stride, void* input2, long input2Stride, void* target, long targetStride, long rows,
        long columns, double a, ElementwiseOptions* options, void* loss, void* grad1, long grad1Stride, void* grad2, long grad2Stride,
        Executor* executor)
        where TLoss : struct, IElementLoss
    {
        ElementTask task;
        Inputs(&task, type, rows, columns, input1, input1Stride, target, targetStride);
        task.Other = input2;
        task.OtherStride = input2Stride;
        task.Grad = grad1;
        task.GradStride = grad1Stride;
        task.GradOther = grad2;
        task.GradOtherStride = grad2Stride;
        var status = rows > 0 && input2 == null ? Status.E_Null : Status.Ok;
        return Reduce(&task, ElementLoss.Of<TLoss>(a), options, loss, executor, status);
    }

    /// <summary>The value of each element.</summary>
    internal static Status Map<TLoss>(
        ElementType type, void* input, long inputStride, long rows, long columns, void* output, long outputStride, Executor* executor)
        where TLoss : struct, IElementLoss => Map(ElementLoss.Of<TLoss>(), type, input, inputStride, rows, columns, output, outputStride, executor);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status Map(
        in ElementLoss kind, ElementType type, void* input, long inputStride, long rows, long columns, void* output, long outputStride,
        Executor* executor)
    {
        ElementTask task;
        Inputs(&task, type, rows, columns, input, inputStride, null, 0);
        task.Grad = null;
        task.Loss = output;
        task.LossStride = outputStride;
        task.LossType = type;
        return Map(&task, kind, input, output, executor);
    }

    /// <summary>The derivative of each element, times the gradient from above.</summary>
    internal static Status MapBackward<TLoss>(
        ElementType type, void* input, long inputStride, void* upstream, long upstreamStride, long rows, long columns, void* grad,
        long gradStride, Executor* executor)
        where TLoss : struct, IElementLoss
    {
        ElementTask task;
        Inputs(&task, type, rows, columns, input, inputStride, upstream, upstreamStride);
        task.Grad = grad;
        task.GradStride = gradStride;
        return Map(&task, ElementLoss.Of<TLoss>(), upstream, grad, executor);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status Map(ElementTask* task, in ElementLoss kind, void* second, void* output, Executor* executor)
    {
        var status = ElementCheck.Options(task, kind, null, out _);
        if (task->Rows > 0 && (task->Input == null || second == null || output == null))
            status = Status.E_Null;
        var values = new Matrix(task->Loss, task->Rows, task->Columns, task->LossStride, Elements.Size(task->Type));
        status = ElementCheck.Buffers(task, values, isMap: true, executor, status);
        if (status != Status.Ok)
            return status;
        if (task->Round != null && task->Grad == null)
            task->Values = kind.Values;
        task->Scale = 1.0;
        Flatten(task);
        var sums = stackalloc Dd[MaxGroups];
        Run(task, sums, executor);
        return Status.Ok;
    }

    private static void Inputs(
        ElementTask* task, ElementType type, long rows, long columns, void* input, long inputStride, void* target, long targetStride)
    {
        task->Type = type;
        task->LossType = Elements.Real(type);
        task->Rows = rows;
        task->Columns = columns;
        task->RunLength = columns;
        task->Input = input;
        task->InputStride = inputStride;
        task->Target = target;
        task->TargetStride = targetStride;
        task->Other = null;
        task->Values = null;
        task->Loss = null;
        task->GradOther = null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status Reduce(
        ElementTask* task, in ElementLoss kind, ElementwiseOptions* options, void* loss, Executor* executor, Status status)
    {
        status = Check.First(status, ElementCheck.Options(task, kind, options, out var copy));
        var reduction = (Reduction)copy.Reduction;
        var none = reduction == Reduction.None;
        var size = Elements.Size(task->LossType);
        if (task->Rows > 0 && (task->Input == null || task->Target == null))
            status = Check.First(status, Status.E_Null);
        var losses = none
            ? new Matrix(loss, task->Rows, task->Columns, task->Columns, size)
            : Matrix.Vector(loss, 1, size);
        status = ElementCheck.Buffers(task, losses, isMap: false, executor, status);
        if (status == Status.Ok)
            status = ElementCheck.Values(task, kind, copy.ErrorRow);
        if (status != Status.Ok)
            return status;

        Dd divisor = 1.0;
        if (reduction == Reduction.Mean)
            divisor = (Dd)(double)task->Rows * (double)task->Columns;
        if (reduction == Reduction.Batch_Mean)
            divisor = (double)task->Rows;
        task->Scale = (Dd)1.0 / divisor;
        task->Loss = none ? loss : null;
        task->LossStride = task->Columns;
        if (none)
            Flatten(task);
        else if (task->RowWeights == null)
            Join(task);
        var sums = stackalloc Dd[MaxGroups];
        Run(task, sums, executor);
        if (none || loss == null)
            return Status.Ok;
        var total = Dd.Total(sums, Groups(task));
        if (divisor.High == 0)
            total = (task->Parameters.Flags & ElementwiseFlags.Empty_Mean_Zero) != 0 ? 0.0 : double.NaN;
        else
            total /= divisor;
        Elements.Set(task->LossType, loss, 0, total.Value);
        return Status.Ok;
    }

    /// <summary>Where nothing is summed, rows that follow each other may be one.</summary>
    private static void Flatten(ElementTask* task)
    {
        if (IsFlat(task))
            Join(task);
    }

    /// <summary>Where they are summed, rows are one wherever they lie, so that the sum does not depend on it.</summary>
    private static void Join(ElementTask* task)
    {
        task->RunLength = IsFlat(task) ? task->Columns * task->Rows : task->Columns;
        task->Columns *= task->Rows;
        task->Rows = 1;
    }

    private static bool IsFlat(ElementTask* task)
    {
        var columns = task->Columns;
        return Follow(task->Input, task->InputStride, columns) && Follow(task->Other, task->OtherStride, columns)
            && Follow(task->Target, task->TargetStride, columns) && Follow(task->Weights, task->WeightsStride, columns)
            && Follow(task->PosWeights, task->PosWeightsStride, columns) && Follow(task->Loss, task->LossStride, columns)
            && Follow(task->Grad, task->GradStride, columns) && Follow(task->GradOther, task->GradOtherStride, columns)
            && task->RowWeights == null;
    }

    private static bool Follow(void* rows, long stride, long columns) => rows == null || stride == columns;

    private static void Run(ElementTask* task, Dd* sums, Executor* executor)
    {
        task->GroupSums = sums;
        Partition.Run(Groups(task), &Group, task, executor);
    }

    private static long Groups(ElementTask* task)
    {
        var parts = task->Rows * task->Chunks;
        return parts < MaxGroups ? parts : MaxGroups;
    }

    /// <summary>Groups are few enough for each to be a block of the partition.</summary>
    private static void Group(void* data, long group, long end, int index)
    {
        // What temporaries of vectors take behind the block.
        const int Frames = 1280;
        var task = (ElementTask*)data;
        var chunks = task->Chunks;
        var parts = task->Rows * chunks;
        var groups = Groups(task);
        var most = parts / groups;
        var longer = parts - (most * groups);
        var first = (most * group) + (group < longer ? group : longer);
        var bytes = sizeof(ElementBlock) + Lines.Spare;
        var memory = stackalloc byte[bytes + Lines.Pad((nuint)(&first) - (nuint)bytes, task->Round == null ? Frames : 0)];
        var block = (ElementBlock*)Lines.Align(memory);
        block->Parameters = task->Parameters;
        block->Scale = task->Scale;
        LaneSums.Clear(&block->Sums);
        var last = first + most + (group < longer ? 1 : 0);
        for (var part = first; part < last;)
        {
            // What a group has of a row is one.
            var row = part / chunks;
            var start = (part - (row * chunks)) * ElementTask.Chunk;
            part = last < (row + 1) * chunks ? last : (row + 1) * chunks;
            var stop = (part - (row * chunks)) * ElementTask.Chunk;
            ElementKernel.Run(task, row, start, task->Columns < stop ? task->Columns : stop, block);
        }
        task->GroupSums[index] = LaneSums.Fold(&block->Sums);
    }
}
