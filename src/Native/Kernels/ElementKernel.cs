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

    /// <summary>Inputs, targets and the two kinds of weights.</summary>
    private const int Operands = 4;

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
        block->WantsSlopes = grad.Data != null || gradOther.Data != null;
        block->IsWeighted = weights.Data != null || task->RowWeights != null;
        block->RowWeight = task->RowWeights == null ? 1.0 : Elements.Get(real, task->RowWeights, row);
        if (task->Round != null)
        {
            Round(task, block, first, end, input, target, other, weights, losses, grad);
            return;
        }
        var otherStride = task->Other == null ? task->PosWeightsStride : task->OtherStride;
        var place = ElementPlace.Of(task, first);
        for (var i = first; i < end; i += Size, place.Advance(task, Size))
        {
            var count = end - i < Size ? (int)(end - i) : Size;
            Load(task, input, task->InputStride, place, count, block->X);
            Load(task, target, task->TargetStride, place, count, block->Y);
            // Ones stay there.
            if (other.Data != null || i == first)
                Load(task, other, otherStride, place, count, block->Other);
            if (weights.Data != null || i == first)
                Load(task, weights, task->WeightsStride, place, count, block->Weight);
            var length = (count + F64.Count - 1) / F64.Count * F64.Count;
            task->Evaluate(block, length);
            ElementBlock.Finish(block, length);
            if (losses.Data != null)
                WideBlock.StoreMany(losses, block->X, i, count);
            else
                Add(block, count, Size);
            if (grad.Data != null)
                Scatter(task, grad, task->GradStride, block->Y, place, count);
            if (gradOther.Data == null)
                continue;
            Elements.Negate(ElementType.F64, block->Y, Size, block->Y);
            Scatter(task, gradOther, task->GradOtherStride, block->Y, place, count);
        }
    }

    /// <summary>Sixteen elements, from a place in a row on, and from the rows behind it; ones where the source is absent.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Load(ElementTask* task, in Series source, long stride, in ElementPlace place, int count, double* wide)
    {
        var index = (place.Row * stride) + place.Column;
        if (source.Data == null || place.Column + count <= task->RunLength)
            WideBlock.LoadOrOnes(source, index, index + count, wide);
        else
            Gather(task, source, stride, place, count, Size, ElementType.F64, wide);
    }

    /// <summary>Elements with no more digits than f32, up to <see cref="ElementBlock.Most"/> at a time where they cannot be taken as they lie.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Round(
        ElementTask* task, ElementBlock* block, long first, long end, in Series input, in Series target, in Series other, in Series weights,
        in Series losses, in Series grad)
    {
        const int Most = ElementBlock.Most;
        if (task->Values != null && task->Type == ElementType.F32)
        {
            // As they lie, all but what is left of a block.
            var direct = (end - first) / Size * Size;
            task->Values((float*)input.Data + first, (nint)direct, (float*)losses.Data + first);
            first += direct;
        }
        var copies = stackalloc float[Operands * Most];
        var place = ElementPlace.Of(task, first);
        for (var i = first; i < end; i += Most, place.Advance(task, Most))
        {
            var count = end - i < Most ? (int)(end - i) : Most;
            var whole = (count + Size - 1) / Size * Size;
            block->Inputs = Singles(task, input, task->InputStride, place, count, whole, copies);
            block->Targets = Singles(task, target, task->TargetStride, place, count, whole, copies + Most);
            block->Others = other.Data == null ? Ones.Pointer : Copies(task, other, task->PosWeightsStride, place, count, whole, copies + (2 * Most));
            block->Weights = weights.Data == null ? Ones.Pointer : Copies(task, weights, task->WeightsStride, place, count, whole, copies + (3 * Most));
            if (task->Values != null)
            {
                task->Values(block->Inputs, whole, copies);
                losses.Store(i, count, ElementType.F32, copies);
                continue;
            }
            task->Round(block, whole);
            if (block->IsWeighted)
                Weigh(block, whole);
            if (grad.Data != null)
            {
                Scale(block, whole);
                Scatter(task, grad, task->GradStride, block->Y, place, count);
            }
            if (losses.Data != null)
                WideBlock.StoreMany(losses, block->X, i, count);
            else
                Add(block, count, whole);
        }
    }

    /// <summary>As <see cref="WideBlock.Singles"/>, from a place in a row on, and from the rows behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* Singles(
        ElementTask* task, in Series source, long stride, in ElementPlace place, int count, int whole, float* copy)
    {
        if (source.Data == null)
            return Ones.Pointer;
        // The usual case, without a call.
        return Effort.IsWorthIt && count == whole && place.Column + count <= task->RunLength && source.IsPlain(ElementType.F32)
            ? (float*)source.Data + (place.Row * stride) + place.Column
            : Copies(task, source, stride, place, count, whole, copy);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float* Copies(
        ElementTask* task, in Series source, long stride, in ElementPlace place, int count, int whole, float* copy)
    {
        if (place.Column + count <= task->RunLength)
            return WideBlock.Singles(source, (place.Row * stride) + place.Column, count, whole, 0.0, copy);
        Gather(task, source, stride, place, count, whole, ElementType.F32, copy);
        return copy;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Gather(
        ElementTask* task, in Series source, long stride, in ElementPlace place, int count, int whole, ElementType type, void* copy)
    {
        var row = place.Row;
        var column = place.Column;
        for (var done = 0; done < count; row++, column = 0)
        {
            var part = Part(task, column, count - done);
            source.Load((row * stride) + column, part, part, 0.0, type, Elements.At(type, copy, done));
            done += part;
        }
        Elements.Copy(type, null, 0, whole - count, 0.0, Elements.At(type, copy, count));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Scatter(ElementTask* task, in Series grad, long stride, double* values, in ElementPlace place, int count)
    {
        var row = place.Row;
        var column = place.Column;
        // What lies behind a row's values in the block is written back as it is.
        for (var done = 0; done < count; row++, column = 0)
        {
            var part = Part(task, column, count - done);
            WideBlock.StoreMany(grad, values + done, (row * stride) + column, part);
            done += part;
        }
    }

    /// <summary>How many of so many elements are in the row of the first.</summary>
    private static int Part(ElementTask* task, long column, int count) =>
        task->RunLength - column < count ? (int)(task->RunLength - column) : count;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Weigh(ElementBlock* block, int count)
    {
        // Added to a loss it makes +0 of -0, as the two parts of a double-double do.
        var zero = F64Short.Broadcast(0.0);
        for (var i = 0; i < count; i += F64Short.Count)
        {
            var weight = F64Short.LoadSingles(block->Weights + i) * F64Short.Broadcast(block->RowWeight);
            F64Short.Store(DdF64.WeightedHigh(F64Short.Load(block->X + i), weight) + zero, block->X + i);
            F64Short.Store(DdF64.WeightedHigh(F64Short.Load(block->Y + i), weight), block->Y + i);
        }
    }

    /// <summary>Slopes become gradients, NaN where the loss is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Scale(ElementBlock* block, int count)
    {
        var zero = F64Short.Broadcast(0.0);
        var scale = F64Short.Broadcast(block->Scale.High);
        var losses = block->X;
        var slopes = block->Y;
        for (nint i = 0; i < count; i += F64Short.Count)
        {
            var loss = F64Short.Load(losses + i);
            var grad = F64Short.Fma(F64Short.Load(slopes + i), scale, zero);
            F64Short.Store(F64Short.SelectWhereEqual(loss, loss, grad, loss), slopes + i);
        }
    }

    /// <summary>The first count losses; those behind them, up to whole blocks, are none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(ElementBlock* block, int count, int whole)
    {
        var values = block->X;
        var high = LaneSums.High(&block->Sums);
        var low = LaneSums.Low(&block->Sums);
        for (; count < whole; count++)
            values[count] = 0.0;
        for (nint lane = 0; lane < Size; lane += F64Short.Count)
        {
            // Of values with no more digits than f32 a few make a sum that has all they need.
            var sum = F64Short.Load(values + lane);
            for (var i = Size + lane; i < whole; i += Size)
                sum += F64Short.Load(values + i);
            F64Short.AddTo(sum, high + lane, low + lane);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Series Row(ElementType type, void* data, long stride, long row) => new Series(type, data, 1).From(row * stride);
}
