// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Rows of cross-entropy. With masses a[c] (w[y] at a label, spread evenly by smoothing; or the weighted target distribution) and a
/// z-loss, both forms are
///   loss = sum_c a[c] (lse - z[c]) + alpha lse^2,   gradient = (sum_k a[k] + 2 alpha lse) p[c] - a[c],
/// and at the labels, or at the most probable class, the gradient is taken apart so that nothing cancels (<see cref="Shares"/>).
/// </summary>
internal static unsafe class CrossEntropyRows
{
    internal static void Run(void* data, long first, long end, int block)
    {
        var task = (CrossEntropyTask*)data;
        Dd total = 0.0;
        // As many as are done together where they are computed in f32; long rows of f64 would leave the cache.
        var step = Math.Max(F64.Count, task->Source.Inner > 1 ? LabelBatch.Size : LabelBatch.Most(task->Source.Classes));
        for (var r = first; r < end; r += step)
        {
            var next = Math.Min(end, r + step);
            if (task->Stats.AnyApart)
                CrossEntropyStats.KeepApart(task, r, next);
            for (var i = r; i < next; i += F64.Count)
                Several(task, i, DoubleTile.Rows(i, next), ref total);
        }
        task->BlockSums[block] = total;
    }

    // What it needs is not on the stack beside what KeepApart needs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Several(CrossEntropyTask* task, long first, int rows, ref Dd total)
    {
        Workspace space;
        Workspace.Start(&space);
        // Before a tile overwrites the logits.
        for (var i = 0; i < rows; i++)
            CrossEntropyStats.ComputeLse(task, first + i, &space);
        var losses = stackalloc double[2 * F64.Count];
        var done = DoubleTiles.Takes(task) ? DoubleTiles.CrossEntropy(task, first, rows, losses) : 0;
        for (var i = 0; i < rows; i++, done >>= 1)
            Keep(task, first + i, (done & 1) == 0 ? Row(task, first + i, &space) : new(losses[i], losses[F64.Count + i]), ref total);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep(CrossEntropyTask* task, long r, in Dd loss, ref Dd total)
    {
        total += loss;
        if (task->Reduction == Reduction.None && task->Loss != null)
            Elements.Set(task->Real, task->Loss, r, loss.Value);
    }

    /// <summary>One row that is not in a run of them; what is kept apart of it is kept before. What it needs of the stack is not on that of the others.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double Alone(CrossEntropyTask* task, long r)
    {
        Workspace space;
        Workspace.Start(&space);
        CrossEntropyStats.ComputeLse(task, r, &space);
        return Row(task, r, &space).Value;
    }

    /// <summary>The loss of a row, and its gradient.</summary>
    private static Dd Row(CrossEntropyTask* task, long r, Workspace* space)
    {
        var row = RowSource.At(&task->Source, r);
        if (task->Targets != null)
            return Distribution(task, r, row, space);
        LabelMasses.Of(task, r, out var masses);
        if (masses.Share.High != 0)
            return Labelled(task, r, row, masses, space);
        task->Stats.KeepProbability(task->Real, r, 0.0);
        task->Stats.KeepZLoss(task->Real, r, 0.0);
        if (task->Grad != null)
            task->GradRow(r).Fill(row.Count, 0.0);
        return 0.0;
    }

    private static Dd Labelled(CrossEntropyTask* task, long r, in Row row, in LabelMasses masses, Workspace* space)
    {
        var x = row.Get(masses.Label);
        See(row, masses.Label, x, space, out var shares);
        task->Stats.KeepProbability(task->Real, r, shares.Probability);
        var loss = RowLossOp.Times(masses.Own, shares.NegativeLog);
        Unsafe.SkipInit(out Shares second);
        if (masses.SecondLabel >= 0)
        {
            See(row, masses.SecondLabel, row.Get(masses.SecondLabel), space, out second);
            loss += RowLossOp.Times(masses.SecondOwn, second.NegativeLog);
        }
        if (masses.Spread.High != 0)
        {
            Dd max = row.Max(0, row.Count);
            var isTop = x.High == max.High;
            max = isTop ? x : max;
            TargetSumKernel.Run(row, default, task->Weights, max, space, out _, out var gaps);
            var above = isTop ? shares.NegativeLog : shares.LogTotalAbove(max);
            // A logarithm near 0 has few digits left: there the row is seen from its best class. Without class weights gaps outweigh it.
            if (!isTop && task->Weights.Data != null && above.High < 0.25)
            {
                var top = SoftmaxRows.Seen(row, space, out var best);
                above = best.NegativeLog + row.Get(top).Low;
            }
            loss += RowLossOp.Times(masses.Spread, gaps + RowLossOp.Times(task->TotalWeight, above));
        }
        var mass = masses.Own + masses.SecondOwn + (masses.Spread * task->TotalWeight);
        var pull = ZLoss(task, r, row, masses.Share, mass, shares, x, space, ref loss);
        var rowWeight = task->RowWeight(r);
        if (task->Grad != null)
        {
            var grad = task->GradRow(r);
            var scale = task->Scale * rowWeight;
            var atLabel = AtLabel(task, masses.Spread, masses.Weight, masses.Own, masses.SecondOwn, pull, scale, shares);
            atLabel *= row.Slope(masses.Label);
            var atSecond = 0.0;
            if (masses.SecondLabel >= 0)
            {
                atSecond = AtLabel(task, masses.Spread, masses.SecondWeight, masses.SecondOwn, masses.Own, pull, scale, second);
                atSecond *= row.Slope(masses.SecondLabel);
            }
            var factor = (mass + pull) * scale;
            var share = -(masses.Spread * scale).Value;
            var weights = share == 0 ? default : task->Weights;
            RowWriter.Run(row, grad, shares.Total, factor, weights, default, share, weights.Data == null ? share : 0.0, space);
            grad.Set(masses.Label, atLabel);
            if (masses.SecondLabel >= 0)
                grad.Set(masses.SecondLabel, atSecond);
        }
        return RowLossOp.Times(rowWeight, loss);
    }

    /// <summary>The row from one of its classes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void See(in Row row, long label, in Dd x, Workspace* space, out Shares shares) =>
        Shares.Of(RowSummer.Run(row, label, space), x, out shares);

    /// <summary>The gradient at a label, of which own is the mass beside what is spread over all, with the other label's.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double AtLabel(
        CrossEntropyTask* task, in Dd spread, double weight, in Dd own, in Dd other, in Dd pull, in Dd scale, in Shares shares)
    {
        var others = other + RowLossOp.Times(spread, task->TotalWeight - weight) + pull;
        return shares.Gradient(others, RowLossOp.Times(spread, weight) + own, scale);
    }

    private static Dd Distribution(CrossEntropyTask* task, long r, in Row row, Workspace* space)
    {
        var targets = task->TargetsRow(r);
        var top = ArgMax.Run(row, out var max);
        var others = RowSummer.Run(row, top, space);
        Shares.Of(others, max, out var shares);
        // The masses w t' are linear in the targets: what smoothing adds is summed apart, so that its factors are applied once.
        TargetSumKernel.Run(row, targets, task->Weights, max, space, out var mass, out var gaps);
        var own = (Dd)targets[top] * task->Weight(top);
        var keep = Dd.Sum(1.0, -task->Smoothing);
        var spread = (Dd)task->Smoothing / (double)row.Count;
        if (task->Smoothing != 0)
        {
            TargetSumKernel.Run(row, default, task->Weights, max, space, out var weights, out var weightGaps);
            mass = (keep * mass) + (spread * weights);
            gaps = RowLossOp.Times(keep, gaps) + RowLossOp.Times(spread, weightGaps);
            own = (keep * own) + (spread * task->Weight(top));
        }
        var loss = gaps + RowLossOp.Times(mass, shares.NegativeLog);
        var pull = ZLoss(task, r, row, 1.0, mass, shares, max, space, ref loss);
        var rowWeight = task->RowWeight(r);
        if (task->Grad != null)
        {
            var grad = task->GradRow(r);
            var scale = task->Scale * rowWeight;
            var atTop = shares.Gradient(mass - own + pull, own, scale) * row.Slope(top);
            RowWriter.Run(
                row, grad, shares.Total, (mass + pull) * scale, targets, task->Weights, -(keep * scale).Value, -(spread * scale).Value,
                space);
            grad.Set(top, atTop);
        }
        return RowLossOp.Times(rowWeight, loss);
    }

    /// <summary>Adds the z-loss of a row that counts by share; returns what it adds to the factor of p in the gradient, beside the mass.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Dd ZLoss(CrossEntropyTask* task, long r, in Row row, in Dd share, in Dd mass, in Shares shares, in Dd x, Workspace* space, ref Dd loss)
    {
        if (task->ZLoss == 0)
        {
            task->Stats.KeepZLoss(task->Real, r, 0.0);
            return 0.0;
        }
        // Near 0 from the class's logit: the logarithm of the sum has few digits left there.
        var lse = double.IsFinite(x.High) && double.IsFinite(shares.NegativeLog.High)
            ? shares.NegativeLog + x
            : RowMath.Log(shares.Total) + shares.Total.Shift;
        var coefficient = share * task->ZLoss;
        // Nearer, the sum itself has: one of f32 terms, or one of f64 terms where that is not little beside the mass.
        if (row.Arithmetic == ElementType.F32 && lse.High > -0.125 && lse.High < 0.125)
        {
            RowSource source;
            lse = SoftmaxRows.LogSumExp(RowSource.Widened(row.Source, &source, r), space);
        }
        else if (row.Arithmetic == ElementType.F64 && lse.High > -0.5 && lse.High < 0.5 && 4 * Math.Abs(coefficient.High) > Math.Abs(mass.High))
        {
            lse = LogSumOfAll(row);
        }
        var value = coefficient * lse * lse;
        task->Stats.KeepZLoss(task->Real, r, RowLossOp.Times(task->RowWeight(r), value).Value);
        loss += value;
        return (coefficient + coefficient) * lse;
    }

    /// <summary>Of terms in double-double.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Dd LogSumOfAll(in Row row)
    {
        RowSum sum = default;
        for (long c = 0; c < row.Count; c++)
            sum.Merge(RowMath.Term(row.Get(c), 0.0));
        return RowMath.Log(sum);
    }
}
