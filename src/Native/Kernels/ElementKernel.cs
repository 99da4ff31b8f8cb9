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
        var real = Elements.Real(type);
        var input = Row(type, task->Input, task->InputStride, row);
        var other = task->Other == null
            ? Row(real, task->PosWeights, task->PosWeightsStride, row)
            : Row(type, task->Other, task->OtherStride, row);
        var target = Row(type, task->Target, task->TargetStride, row);
        var weights = Row(real, task->Weights, task->WeightsStride, row);
        var losses = Row(task->LossType, task->Loss, task->LossStride, row);
        var grad = Row(type, task->Grad, task->GradStride, row);
        var gradOther = Row(type, task->GradOther, task->GradOtherStride, row);
        block->IsRounded = type != ElementType.F64;
        block->IsWeighted = weights.Data != null || task->RowWeights != null;
        block->RowWeight = task->RowWeights == null ? 1.0 : Elements.Get(real, task->RowWeights, row);
        for (var i = first; i < end; i += Size)
        {
            var length = WideBlock.Load(input, i, end, 0.0, block->X);
            WideBlock.LoadOrOnes(target, i, end, block->Y);
            // Ones stay there.
            if (other.Data != null || i == first)
                WideBlock.LoadOrOnes(other, i, end, block->Other);
            if (weights.Data != null || i == first)
                WideBlock.LoadOrOnes(weights, i, end, block->Weight);
            task->Evaluate(block, length);
            if (losses.Data != null)
                WideBlock.Store(losses, block->X, i, end);
            else
                Add(block, end - i);
            if (grad.Data != null)
                WideBlock.Store(grad, block->Y, i, end);
            if (gradOther.Data != null)
                Negated(block->Y, gradOther, i, end);
        }
    }

    private static void Add(ElementBlock* block, long length)
    {
        // What is behind the end is no loss.
        for (var lane = length; lane < Size; lane++)
            block->X[lane] = 0.0;
        for (var lane = 0; lane < Size; lane += F64.Count)
            LaneSums.Add(&block->Sums, lane, F64.Load(block->X + lane));
    }

    private static void Negated(double* values, in Series destination, long index, long count)
    {
        for (var lane = 0; lane < Size; lane += F64.Count)
            F64.Store(F64.Broadcast(0.0) - F64.Load(values + lane), values + lane);
        WideBlock.Store(destination, values, index, count);
    }

    private static Series Row(ElementType type, void* data, long stride, long row) => new Series(type, data, 1).From(row * stride);
}
