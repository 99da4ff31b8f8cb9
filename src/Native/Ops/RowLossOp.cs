// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>
/// What all losses of rows share: weights, rows that are left out, gradients of the reduced loss, the reduction. The loss itself is a
/// function of one row, <see cref="RowLossTask.Row"/>.
/// </summary>
internal static unsafe class RowLossOp
{
    /// <summary>weight: what a mean divides by.</summary>
    internal static void Run(RowLossTask* task, Dd weight, Executor* executor)
    {
        var sums = stackalloc Dd[Partition.MaxBlocks];
        task->BlockSums = sums;
        var empty = task->Reduction == Reduction.Mean && weight.High == 0;
        task->Scale = 1.0;
        if (task->Reduction == Reduction.Mean)
            task->Scale = empty ? (Dd)0.0 : (Dd)1.0 / weight;
        var blocks = Partition.Run(task->Rows, task->NeedsWorkspace ? &RowsWithWorkspace : &RowsWithSums, task, executor);
        if (task->Accuracy != null)
            Elements.Set(task->Real, task->Accuracy, 0, Share(task, blocks));
        if (task->Loss == null || task->Reduction == Reduction.None)
            return;
        var total = Dd.Total(sums, blocks);
        if (task->Reduction == Reduction.Mean)
            total = empty ? task->EmptyMean : total / weight;
        Elements.Set(task->Real, task->Loss, 0, total.Value);
    }

    /// <summary>Sum of the row weights, for losses without labels.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Weight(RowLossTask* task)
    {
        if (task->RowWeights == null)
            return (double)task->Rows;
        LaneSums sums;
        return DotKernel.Run(new Series(task->Real, task->RowWeights, 1), default, task->Rows, &sums);
    }

    /// <summary>A mass of 0 takes nothing, also of an infinite loss.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Times(in Dd mass, in Dd loss) => mass.High == 0 && double.IsInfinity(loss.High) ? 0.0 : mass * loss;

    private static double Share(RowLossTask* task, int blocks)
    {
        if (task->Rows == 0)
            return task->EmptyMean;
        long count = 0;
        for (var block = 0; block < blocks; block++)
            count += task->BlockAgree[block];
        return (double)count / task->Rows;
    }

    private static void RowsWithWorkspace(void* data, long first, long end, int block)
    {
        Workspace space;
        Workspace.Start(&space);
        var agrees = false;
        Rows((RowLossTask*)data, first, end, block, &space, &agrees);
    }

    private static void RowsWithSums(void* data, long first, long end, int block)
    {
        SumSpace space;
        space.Agrees = false;
        Rows((RowLossTask*)data, first, end, block, &space, &space.Agrees);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Rows(RowLossTask* task, long first, long end, int block, void* space, bool* agrees)
    {
        Dd total = 0.0;
        long agree = 0;
        for (var row = first; row < end; row++)
        {
            var loss = Row(task, row, space);
            total += loss;
            agree += *agrees ? 1 : 0;
            if (task->Reduction == Reduction.None && task->Loss != null)
                Elements.Set(task->Real, task->Loss, row, loss.Value);
        }
        task->BlockSums[block] = total;
        if (task->BlockAgree != null)
            task->BlockAgree[block] = agree;
    }

    private static Dd Row(RowLossTask* task, long row, void* space)
    {
        if (task->IsIgnored(row))
        {
            Zero(task, &task->First, row);
            return 0.0;
        }
        if (!task->IsWeighted)
        {
            var loss = task->Row(task, row, task->Scale, space);
            return double.IsFinite(loss.High) ? loss : loss.High;
        }
        var weight = task->RowWeight(row) * task->ClassWeight(row);
        return Times(weight, task->Row(task, row, weight * task->Scale, space));
    }

    private static void Zero(RowLossTask* task, RowOperand* operand, long row)
    {
        if (operand->Grad != null)
            Elements.Fill(task->Type, RowOperand.GradRow(operand, task->Type, row), task->Columns, 0.0);
    }
}
