// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Element-wise losses: validation, partition and reduction. Tasks are runs of parts of rows, so that one long row is shared among them
/// too; the parts follow from the extents alone.
/// </summary>
internal static unsafe class ElementOp
{
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
        return Reduce(&task, kind, options, loss, executor);
    }

    private static void Inputs(
        ElementTask* task, ElementType type, long rows, long columns, void* input, long inputStride, void* target, long targetStride)
    {
        task->Type = type;
        task->Rows = rows;
        task->Columns = columns;
        task->Input = input;
        task->InputStride = inputStride;
        task->Target = target;
        task->TargetStride = targetStride;
        task->Other = null;
        task->Loss = null;
        task->GradOther = null;
    }

    private static Status Reduce(ElementTask* task, in ElementLoss kind, ElementwiseOptions* options, void* loss, Executor* executor)
    {
        var status = ElementCheck.Options(task, kind, options, out var copy);
        var reduction = (Reduction)copy.Reduction;
        var none = reduction == Reduction.None;
        var size = Elements.Size(task->Type);
        if (task->Rows > 0 && (task->Input == null || task->Target == null))
            status = Check.First(status, Status.E_Null);
        var losses = none
            ? new Matrix(loss, task->Rows, task->Columns, task->Columns, size)
            : Matrix.Vector(loss, 1, size);
        status = ElementCheck.Buffers(task, losses, executor, status);
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
        var sums = stackalloc Dd[Partition.MaxBlocks];
        Run(task, sums, executor);
        if (none || loss == null)
            return Status.Ok;
        Dd total = 0.0;
        for (var block = 0; block < Partition.Blocks(task->Rows * task->Chunks); block++)
            total += sums[block];
        if (divisor.High == 0)
            total = (task->Parameters.Flags & ElementwiseFlags.Empty_Mean_Zero) != 0 ? 0.0 : double.NaN;
        else
            total /= divisor;
        Elements.Set(task->Type, loss, 0, total.Value);
        return Status.Ok;
    }

    private static void Run(ElementTask* task, Dd* sums, Executor* executor)
    {
        task->BlockSums = sums;
        Partition.Run(task->Rows * task->Chunks, &Parts, task, executor);
    }

    private static void Parts(void* data, long first, long end, int index)
    {
        var task = (ElementTask*)data;
        var chunks = task->Chunks;
        ElementBlock block;
        block.Parameters = task->Parameters;
        LaneSums.Clear(&block.Sums);
        for (var part = first; part < end; part++)
        {
            var row = part / chunks;
            var start = (part - (row * chunks)) * ElementTask.Chunk;
            var stop = task->Columns - start < ElementTask.Chunk ? task->Columns : start + ElementTask.Chunk;
            ElementKernel.Run(task, row, start, stop, &block);
        }
        task->BlockSums[index] = LaneSums.Fold(&block.Sums);
    }
}
