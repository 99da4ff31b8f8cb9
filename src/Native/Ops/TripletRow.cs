// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
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
        var rounds = TryMeasure(task, &t, null, out var loss);
        if (!rounds)
            TryMeasure(task, &t, &space->Sums, out loss);
        Dd slope = double.IsNaN(loss.High) ? double.NaN : loss.High >= 0 ? scale : 0.0;
        var gradFirst = RowOperand.GradRow(&task->First, task->Type, row);
        var gradSecond = RowOperand.GradRow(&task->Second, task->Type, row);
        var gradThird = RowOperand.GradRow(&task->Third, task->Type, row);
        if (gradFirst == null && gradSecond == null && gradThird == null)
            return loss.High < 0 ? 0.0 : loss;
        if (rounds)
            Write(&t, slope.High, gradFirst, gradSecond, gradThird);
        else
            Write(task, &t, space, slope, gradFirst, gradSecond, gradThird);
        return loss.High < 0 ? 0.0 : loss;
    }

    /// <summary>The loss before it is clamped. Without sums in f64, and false where most of its digits cancel.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryMeasure(RowLossTask* task, Triplet* t, LaneSums* sums, out Dd loss)
    {
        loss = 0.0;
        t->FarShare = 1.0;
        if (!TryMeasure(&t->Near, sums) || !TryMeasure(&t->Far, sums))
            return false;
        var far = t->Far.Norm;
        if ((task->Flags & (uint)PairLossFlags.Swap) != 0)
        {
            if (!TryMeasure(&t->Swapped, sums))
                return false;
            // The gradient of the smaller of two equal numbers is shared, as PyTorch does it.
            var closer = (far - t->Swapped.Norm).High;
            if (sums == null && Math.Abs(closer) < RoundedDistance.Smallest * far.High)
                return false;
            t->FarShare = closer < 0 ? 1.0 : closer > 0 ? 0.0 : 0.5;
            if (!(t->FarShare != 0) || double.IsNaN(t->Swapped.Norm.High))
                far = t->Swapped.Norm;
        }
        loss = task->Margin + t->Near.Norm - far;
        if (double.IsInfinity(far.High))
            loss = t->Near.Norm.High - far.High;
        return Math.Abs(loss.High) >= RoundedDistance.Smallest * (Math.Abs(task->Margin) + t->Near.Norm.High + far.High);
    }

    private static bool TryMeasure(Distance* distance, LaneSums* sums)
    {
        if (sums == null)
            return RoundedDistance.TryMeasure(distance);
        Distance.Measure(distance, sums);
        return true;
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
    private static void Write(Triplet* t, double scale, void* gradFirst, void* gradSecond, void* gradThird)
    {
        const int Most = RoundedDistance.Most;
        var near = stackalloc double[3 * Most];
        var far = near + Most;
        var swapped = far + Most;
        var zero = F64.Broadcast(0.0);
        var scales = F64.Broadcast(scale);
        var share = F64.Broadcast(t->FarShare);
        var rest = F64.Broadcast(1 - t->FarShare);
        for (long i = 0; i < t->Near.Count; i += Most)
        {
            RoundedDistance.Slopes(&t->Near, i, near);
            RoundedDistance.Slopes(&t->Far, i, far);
            // Where all of the share is the other's this one is not measured.
            RoundedDistance.Slopes(t->FarShare == 1 ? &t->Far : &t->Swapped, i, swapped);
            for (var k = 0; k < Most; k += F64.Count)
            {
                var one = F64.Load(near + k);
                var two = F64.Load(far + k) * share;
                var three = F64.Load(swapped + k) * rest;
                // +0 for -0, of a loss that is not active above all.
                F64.Store(((one - two) * scales) + zero, near + k);
                F64.Store(((zero - (one + three)) * scales) + zero, far + k);
                F64.Store(((two + three) * scales) + zero, swapped + k);
            }
            RoundedDistance.Store(&t->Near, near, gradFirst, i);
            RoundedDistance.Store(&t->Near, far, gradSecond, i);
            RoundedDistance.Store(&t->Near, swapped, gradThird, i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Write(
        RowLossTask* task, Triplet* t, SumSpace* space, in Dd scale, void* gradFirst, void* gradSecond, void* gradThird)
    {
        // Of the same size as the sums, which are needed no more.
        DifferenceBlock third;
        var first = (DifferenceBlock*)&space->Sums;
        var second = (DifferenceBlock*)&space->More;
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
