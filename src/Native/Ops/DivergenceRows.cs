// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>Rows of what is made of the divergences of two distributions, in each direction.</summary>
internal static unsafe class DivergenceRows
{
    internal static Dd KullbackLeibler(RowLossTask* task, long row, Dd scale, void* sumSpace)
    {
        var space = (SumSpace*)sumSpace;
        Pair pair;
        Measure(task, row, fromMean: false, space, &pair);
        var unit = Unit(task);
        var both = Is(task, DivergenceFlags.Symmetric);
        Write(task, row, fromMean: false, &pair, scale * unit, both ? scale * unit : 0.0);
        return unit * (both ? pair.FromFirst + pair.FromSecond : pair.FromFirst);
    }

    /// <summary>(KL(p || m) + KL(q || m)) / 2, m = (p + q) / 2.</summary>
    internal static Dd JensenShannon(RowLossTask* task, long row, Dd scale, void* sumSpace)
    {
        var space = (SumSpace*)sumSpace;
        Pair pair;
        Measure(task, row, fromMean: true, space, &pair);
        var half = Unit(task) * 0.5;
        Write(task, row, fromMean: true, &pair, scale * half, scale * half);
        return half * (pair.FromFirst + pair.FromSecond);
    }

    /// <summary>same * d + (1 - same) * max(0, margin - d) for the divergence d, or the sum of that for both directions.</summary>
    internal static Dd Hinge(RowLossTask* task, long row, Dd scale, void* sumSpace)
    {
        var space = (SumSpace*)sumSpace;
        Pair pair;
        Measure(task, row, fromMean: false, space, &pair);
        var isSymmetric = Is(task, DivergenceFlags.Symmetric);
        if (pair.IsRounded && (IsAtMargin(task, pair.FromFirst) || (isSymmetric && IsAtMargin(task, pair.FromSecond))))
            MeasureExactly(task, row, fromMean: false, space, &pair);
        var same = Elements.Get(task->Real, task->Target, row);
        var loss = Hinge(task, same, pair.FromFirst, out var slope);
        Dd slopeBack = 0.0;
        if (isSymmetric)
            loss += Hinge(task, same, pair.FromSecond, out slopeBack);
        var distance = isSymmetric ? pair.FromFirst + pair.FromSecond : pair.FromFirst;
        space->Agrees = !double.IsNaN(distance.High) && distance.Value < task->Threshold == same > 0.5;
        Write(task, row, fromMean: false, &pair, scale * slope, scale * slopeBack);
        return loss;
    }

    /// <summary>Whether most digits of what is left to the margin cancel.</summary>
    private static bool IsAtMargin(RowLossTask* task, Dd divergence) =>
        Math.Abs(task->Margin - divergence.High) < 1e-4 * (Math.Abs(task->Margin) + divergence.High);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Dd Hinge(RowLossTask* task, double same, in Dd divergence, out Dd slope)
    {
        var different = Dd.Sum(1.0, -same);
        var gap = task->Margin - divergence;
        Dd hinge = 0.0;
        Dd slopeOfHinge = 0.0;
        if (Is(task, DivergenceFlags.Soft))
        {
            hinge = Softplus(gap, out slopeOfHinge);
        }
        else if (!(gap.High <= 0))
        {
            hinge = gap;
            slopeOfHinge = 1.0;
        }
        slope = same - (different * slopeOfHinge);
        return RowLossOp.Times(same, divergence) + RowLossOp.Times(different, hinge);
    }

    /// <summary>log(1 + exp(x)), and its derivative.</summary>
    private static Dd Softplus(Dd x, out Dd slope)
    {
        var distance = x.High < 0 ? x : -x;
        if (distance.High < -700)
        {
            // Only what is below 1e-304 is lost.
            slope = x.High < 0 ? 0.0 : 1.0;
            return x.High < 0 ? 0.0 : x;
        }
        if (double.IsNaN(x.High))
        {
            slope = x;
            return x;
        }
        var mantissa = ScalarMath.Exp(distance, out var exponent);
        var power = Pow2.Double(exponent);
        var small = new Dd(mantissa.High * power, mantissa.Low * power);
        slope = (x.High < 0 ? small : 1.0) / (small + 1.0);
        var log = small.High < Pow2.Double(-100) ? small : ScalarMath.Log1p(small);
        return x.High < 0 ? log : x + log;
    }

    private static bool Is(RowLossTask* task, DivergenceFlags flag) => (task->Flags & (uint)flag) != 0;

    private static Dd Unit(RowLossTask* task) => Is(task, DivergenceFlags.Bits) ? (Dd)1.0 / RowMath.Ln2 : 1.0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Measure(RowLossTask* task, long row, bool fromMean, SumSpace* space, Pair* pair)
    {
        var type = task->Type;
        var columns = task->Columns;
        var firstIsLogits = Is(task, DivergenceFlags.First_Logits);
        var secondIsLogits = Is(task, DivergenceFlags.Second_Logits);
        pair->IsRounded = false;
        if (type != ElementType.F64)
        {
            var first = new Series(type, RowOperand.Row(&task->First, type, row), 1);
            var second = new Series(type, RowOperand.Row(&task->Second, type, row), 1);
            RoundedDivergence.Set(&pair->Rounded, first, firstIsLogits, second, secondIsLogits, columns, fromMean);
            var both = fromMean || Is(task, DivergenceFlags.Symmetric);
            pair->IsRounded = RoundedDivergence.TryRun(&pair->Rounded, both, out pair->FromFirst, out pair->FromSecond, out var more);
            pair->First.IsLogits = firstIsLogits;
            pair->Second.IsLogits = secondIsLogits;
            // Logits have 1.
            pair->First.Mass = secondIsLogits ? 1.0 + more : 1.0;
            pair->Second.Mass = firstIsLogits ? 1.0 - more : 1.0;
        }
        if (!pair->IsRounded)
            MeasureExactly(task, row, fromMean, space, pair);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MeasureExactly(RowLossTask* task, long row, bool fromMean, SumSpace* space, Pair* pair)
    {
        var type = task->Type;
        var columns = task->Columns;
        pair->IsRounded = false;
        Distribution.Create(
            type, RowOperand.Row(&task->First, type, row), columns, Is(task, DivergenceFlags.First_Logits), &space->Sums, &pair->First);
        Distribution.Create(
            type, RowOperand.Row(&task->Second, type, row), columns, Is(task, DivergenceFlags.Second_Logits), &space->Sums, &pair->Second);
        DivergenceKernel.Run(&pair->First, &pair->Second, fromMean, space, out pair->FromFirst, out pair->FromSecond);
        // What the two do not add up to alike.
        var excess = (pair->First.Mass - pair->Second.Mass) * (fromMean ? 0.5 : 1.0);
        pair->FromFirst += excess;
        pair->FromSecond -= excess;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Write(RowLossTask* task, long row, bool fromMean, Pair* pair, in Dd slope, in Dd slopeBack)
    {
        var gradFirst = RowOperand.GradRow(&task->First, task->Type, row);
        var gradSecond = RowOperand.GradRow(&task->Second, task->Type, row);
        if (gradFirst == null && gradSecond == null)
            return;
        DivergenceSlope first;
        first.Own = slope;
        first.Others = slopeBack;
        first.Divergence = pair->FromFirst;
        DivergenceSlope second;
        second.Own = slopeBack;
        second.Others = slope;
        second.Divergence = pair->FromSecond;
        first.IsLogits = pair->First.IsLogits;
        first.OthersMass = pair->Second.Mass;
        second.IsLogits = pair->Second.IsLogits;
        second.OthersMass = pair->First.Mass;
        if (pair->IsRounded)
            RoundedDivergence.Write(&pair->Rounded, &first, &second, gradFirst, gradSecond);
        else
            DivergenceKernel.Write(&pair->First, &pair->Second, fromMean, &first, &second, gradFirst, gradSecond);
    }

    private struct Pair
    {
        internal Distribution First;
        internal Distribution Second;
        internal Dd FromFirst;
        internal Dd FromSecond;

        /// <summary>Whether they are of what follows, and the two above have no more than what they are and their sums.</summary>
        internal bool IsRounded;
        internal RoundedDivergence Rounded;
    }
}
