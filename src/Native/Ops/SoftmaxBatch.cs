// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Rows with more classes than a tile: what happens once a row happens for several rows at a time, in f64. Each returns the rows that are
/// done. What it needs is not on the stack beside what the others need.
/// </summary>
internal static unsafe class SoftmaxBatch
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Softmax(SoftmaxTask* task, long first, int rows)
    {
        LabelBatch batch;
        LabelBatch.Clear(&batch);
        var usable = LabelBatch.Take(&batch, &task->Source, first, rows, null, out var flat);
        LabelBatch.Invert(&batch, rows, 0);
        Workspace space;
        for (var i = 0; i < rows; i++)
        {
            if (Math.Abs(batch.References[i]) >= 900 || !(batch.Sums[i] > 0))
                usable &= ~(1u << i);
            if ((usable & (1u << i)) != 0)
                RowWriter.RunSingle(SoftmaxTask.Row(task, first + i), task->OutputRow(first + i), batch.Scales[i], (flat & (1u << i)) == 0, &space);
        }
        return usable;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint LogSoftmax(SoftmaxTask* task, long first, int rows)
    {
        LabelBatch batch;
        LabelBatch.Clear(&batch);
        var tops = stackalloc long[LabelBatch.Size];
        for (var i = 0; i < rows; i++)
        {
            tops[i] = ArgMax.Run(SoftmaxTask.Row(task, first + i), out var max);
            if (!double.IsFinite(max.High))
                tops[i] = LabelBatch.Skipped;
        }
        var usable = LabelBatch.Take(&batch, &task->Source, first, rows, tops, out _);
        LabelBatch.Run(&batch, rows, 0);
        for (var i = 0; i < rows; i++)
        {
            if (!double.IsFinite(batch.LogTotals[i]))
                usable &= ~(1u << i);
            if ((usable & (1u << i)) == 0)
                continue;
            var output = task->OutputRow(first + i);
            LogProbKernel.RunSingle(SoftmaxTask.Row(task, first + i), output, batch.LogTotals[i]);
            output.Set(tops[i], 0.0 - batch.NegativeLogs[i]);
        }
        return usable;
    }
}
