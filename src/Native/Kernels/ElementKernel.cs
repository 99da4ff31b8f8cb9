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
        var other = Row(task, task->Other, task->OtherStride, row);
        var target = Row(task, task->Target, task->TargetStride, row);
        var weights = Row(task, task->Weights, task->WeightsStride, row);
        var posWeights = Row(task, task->PosWeights, task->PosWeightsStride, row);
        var losses = Row(task, task->Loss, task->LossStride, row);
        var grad = Row(task, task->Grad, task->GradStride, row);
        var gradOther = Row(task, task->GradOther, task->GradOtherStride, row);
        var rowWeight = task->RowWeights == null ? 1.0 : Elements.Get(type, task->RowWeights, row);
        for (var i = first; i < end; i += Size)
        {
            var length = WideBlock.Load(type, input, i, end, 0.0, block->X);
            WideBlock.LoadOrOnes(type, target, i, end, block->Y);
            WideBlock.LoadOrOnes(type, weights, i, end, block->Weight);
            WideBlock.LoadOrOnes(type, posWeights, i, end, block->PosWeight);
            if (other != null)
                WideBlock.Load(type, other, i, end, 0.0, block->Other);
            task->Evaluate(block, length);
            Finish(task, rowWeight, block, (int)(end - i < Size ? end - i : Size));
            if (losses != null)
                WideBlock.Store(type, block->Value, losses, i, end);
            if (grad != null)
                WideBlock.Store(type, block->Slope, grad, i, end);
            if (gradOther == null)
                continue;
            for (var lane = 0; lane < Size; lane++)
                block->Slope[lane] = 0.0 - block->Slope[lane];
            WideBlock.Store(type, block->Slope, gradOther, i, end);
        }
    }

    /// <summary>Weights, the reduction's scale, and the sum of the values.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Finish(ElementTask* task, double rowWeight, ElementBlock* block, int count)
    {
        var zero = F64.Broadcast(0.0);
        var scale = DdF64.Broadcast(task->Scale);
        // What is behind the end is no loss.
        for (var lane = count; lane < Size; lane++)
            block->Value[lane] = block->ValueLow[lane] = 0.0;
        for (var lane = 0; lane < count; lane += F64.Count)
        {
            var weight = (DdF64)F64.Load(block->Weight + lane) * F64.Broadcast(rowWeight);
            var value = new DdF64(F64.Load(block->Value + lane), F64.Load(block->ValueLow + lane));
            var slope = new DdF64(F64.Load(block->Slope + lane), F64.Load(block->SlopeLow + lane));
            value = DdF64.Weighted(value, weight);
            slope = DdF64.Weighted(slope, weight) * scale;
            var loss = value.Value;
            F64.Store(loss, block->Value + lane);
            F64.Store(F64.SelectWhereEqual(loss, loss, slope.Value, loss), block->Slope + lane);
            LaneSums.Add(&block->Sums, lane, loss);
        }
    }

    private static void* Row(ElementTask* task, void* data, long stride, long row) =>
        data == null ? null : Elements.At(task->Type, data, row * stride);
}
