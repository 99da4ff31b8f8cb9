// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Log-probabilities of rows that are computed in f32 and have more classes than a tile: what happens once a row happens for several
/// rows at a time, in f64. A row whose logits are too large for that, infinite or NaN goes the way of <see cref="SoftmaxRows"/>.
/// </summary>
internal static unsafe class LogSoftmaxBatch
{
    internal static void Run(SoftmaxTask* task, long first, long end)
    {
        var most = LabelBatch.Most(task->Source.Classes);
        for (var r = first; r < end;)
        {
            var rows = (int)(end - r < most ? end - r : most);
            var done = Batch(task, r, rows);
            for (var i = 0; i < rows; i++, r++)
            {
                if ((done & (1u << i)) == 0)
                    SoftmaxRows.LogSoftmaxAlone(task, r, r + 1);
            }
        }
    }

    /// <summary>Returns the rows that are done. What it needs is not on the stack beside what the others need.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Batch(SoftmaxTask* task, long first, int rows)
    {
        LabelBatch batch;
        LabelBatch.Clear(&batch);
        var tops = stackalloc long[LabelBatch.Size];
        var usable = 0u;
        for (var i = 0; i < rows; i++)
        {
            var row = SoftmaxTask.Row(task, first + i);
            tops[i] = ArgMax.Run(row, out var max);
            if (double.IsFinite(max.High) && LabelBatch.TryTake(&batch, i, row, tops[i], out _))
                usable |= 1u << i;
        }
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
