// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>
/// max(0, margin + |a - p + eps| - |a - n + eps|) of a row of anchors, positives and negatives; with swap the last is the smaller of
/// that and |p - n + eps|.
/// </summary>
internal static unsafe class TripletRow
{
    internal static Dd Run(RowLossTask* task, long row, Dd scale, void* sumSpace)
    {
        var space = (SumSpace*)sumSpace;
        Triplet t;
        Create(task, &task->First, &task->Second, row, &t.Near);
        Create(task, &task->First, &task->Third, row, &t.Far);
        Create(task, &task->Second, &task->Third, row, &t.Swapped);
        Distance.Measure(&t.Near, &space->Sums);
        Distance.Measure(&t.Far, &space->Sums);
        var far = t.Far.Norm;
        t.FarShare = 1.0;
        if ((task->Flags & (uint)PairLossFlags.Swap) != 0)
        {
            Distance.Measure(&t.Swapped, &space->Sums);
            // The gradient of the smaller of two equal numbers is shared, as PyTorch does it.
            var closer = (far - t.Swapped.Norm).High;
            t.FarShare = closer < 0 ? 1.0 : closer > 0 ? 0.0 : 0.5;
            if (!(t.FarShare != 0) || double.IsNaN(t.Swapped.Norm.High))
                far = t.Swapped.Norm;
        }
        var loss = task->Margin + t.Near.Norm - far;
        if (double.IsInfinity(far.High))
            loss = t.Near.Norm.High - far.High;
        var isActive = loss.High >= 0;
        Write(task, row, &t, space, double.IsNaN(loss.High) ? double.NaN : isActive ? scale : 0.0);
        return loss.High < 0 ? 0.0 : loss;
    }

    private static void Create(RowLossTask* task, RowOperand* x, RowOperand* y, long row, Distance* distance)
    {
        distance->Type = task->Type;
        distance->X = RowOperand.Row(x, task->Type, row);
        distance->Y = RowOperand.Row(y, task->Type, row);
        distance->Count = task->Columns;
        distance->Epsilon = task->Epsilon;
        distance->Order = task->Power;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Write(RowLossTask* task, long row, Triplet* t, SumSpace* space, Dd scale)
    {
        // Of the same size as the sums, which are needed no more.
        DifferenceBlock third;
        var first = (DifferenceBlock*)&space->Sums;
        var second = (DifferenceBlock*)&space->More;
        var gradFirst = RowOperand.GradRow(&task->First, task->Type, row);
        var gradSecond = RowOperand.GradRow(&task->Second, task->Type, row);
        var gradThird = RowOperand.GradRow(&task->Third, task->Type, row);
        if (gradFirst == null && gradSecond == null && gradThird == null)
            return;
        for (long i = 0; i < task->Columns; i += WideBlock.Size)
        {
            DifferenceBlock.Clear(first);
            DifferenceBlock.Clear(second);
            DifferenceBlock.Clear(&third);
            if (scale.High != 0)
            {
                Add(&t->Near, i, 1.0, first);
                Add(&t->Far, i, -t->FarShare, first);
                Add(&t->Near, i, -1.0, second);
                Add(&t->Swapped, i, t->FarShare - 1, second);
                Add(&t->Far, i, t->FarShare, &third);
                Add(&t->Swapped, i, 1 - t->FarShare, &third);
            }
            Store(task, first, scale, gradFirst, i);
            Store(task, second, scale, gradSecond, i);
            Store(task, &third, scale, gradThird, i);
        }
    }

    private static void Add(Distance* distance, long i, double factor, DifferenceBlock* block) =>
        Distance.AddGradient(distance, i, factor, DifferenceBlock.High(block), DifferenceBlock.Low(block));

    private static void Store(RowLossTask* task, DifferenceBlock* block, Dd scale, void* grad, long i)
    {
        if (grad != null)
            DifferenceBlock.Write(block, scale, task->Type, grad, i, task->Columns);
    }

    private struct Triplet
    {
        internal Distance Near;
        internal Distance Far;
        internal Distance Swapped;

        /// <summary>How much of the negative's distance is that from the anchor: 1, 0, or 1/2 of each.</summary>
        internal double FarShare;
    }
}
