// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// A part of a row of an element-wise call: loads 16 elements of every operand, lets the loss evaluate them, applies the weights, and
/// stores and sums. All operands of a block are read before anything is written, so an output may be any of them.
/// </summary>
internal static unsafe class ElementKernel
{
    private const int Size = WideBlock.Size;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(ElementTask* task, long row, long first, long end, ElementBlock* block)
    {
        var type = task->Type;
        var input = Row(task, task->Input, task->InputStride, row);
        var other = task->Other == null
            ? Row(task, task->PosWeights, task->PosWeightsStride, row)
            : Row(task, task->Other, task->OtherStride, row);
        var target = Row(task, task->Target, task->TargetStride, row);
        var weights = Row(task, task->Weights, task->WeightsStride, row);
        var losses = Row(task, task->Loss, task->LossStride, row);
        var grad = Row(task, task->Grad, task->GradStride, row);
        var gradOther = Row(task, task->GradOther, task->GradOtherStride, row);
        block->RowWeight = task->RowWeights == null ? 1.0 : Elements.Get(type, task->RowWeights, row);
        for (var i = first; i < end; i += Size)
        {
            var length = WideBlock.Load(type, input, i, end, 0.0, block->X);
            WideBlock.LoadOrOnes(new Series(type, target, 1), i, end, block->Y);
            WideBlock.LoadOrOnes(new Series(type, other, 1), i, end, block->Other);
            WideBlock.LoadOrOnes(new Series(type, weights, 1), i, end, block->Weight);
            task->Evaluate(block, length);
            // What is behind the end is no loss.
            for (var lane = end - i; lane < Size; lane++)
                block->X[lane] = 0.0;
            for (var lane = 0; lane < length; lane += F64.Count)
                LaneSums.Add(&block->Sums, lane, F64.Load(block->X + lane));
            if (losses != null)
                WideBlock.Store(type, block->X, losses, i, end);
            if (grad != null)
                WideBlock.Store(type, block->Y, grad, i, end);
            if (gradOther != null)
                Negated(type, block->Y, gradOther, i, end);
        }
    }

    private static void Negated(ElementType type, double* values, void* destination, long index, long count)
    {
        for (var lane = 0; lane < Size; lane += F64.Count)
            F64.Store(F64.Broadcast(0.0) - F64.Load(values + lane), values + lane);
        WideBlock.Store(type, values, destination, index, count);
    }

    private static void* Row(ElementTask* task, void* data, long stride, long row) =>
        data == null ? null : Elements.At(task->Type, data, row * stride);
}
