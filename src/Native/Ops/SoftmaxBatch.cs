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
    /// <summary>Probabilities, each row's times its upstream gradient where there is one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Softmax(SoftmaxTask* task, long first, int rows)
    {
        if (task->Upstream != null && !task->Source.Wholly)
            return 0;
        LabelBatch batch;
        LabelBatch.Clear(&batch);
        var usable = LabelBatch.Take(&batch, &task->Source, first, rows, null, out var flat);
        LabelBatch.Invert(&batch, rows);
        if (task->Upstream != null)
        {
            usable = SoftmaxTask.TimesUpstream(task, first, rows, usable, batch.Scales);
            // What needs no bound as a probability may need one beside a small factor.
            flat = 0;
        }
        for (var i = 0; i < rows; i++)
        {
            if (!(batch.Sums[i] > 0))
                usable &= ~(1u << i);
        }
        var addends = stackalloc float[LabelBatch.Size];
        F32.Store(F32.Broadcast(0f), addends);
        var written = Columns.Write(&task->Source, first, rows, usable, &batch, addends, task->Output, task->OutputStride);
        written |= RowWriter.RunUnbounded(
            &task->Source, first, rows, usable & flat & ~written, batch.Scales, batch.References, task->Output, task->OutputStride);
        Workspace space;
        for (var i = 0; i < rows; i++)
        {
            if ((usable & ~written & (1u << i)) == 0)
                continue;
            var reference = (int)batch.References[i];
            RowWriter.RunSingle(SoftmaxTask.Row(task, first + i), task->OutputRow(first + i), batch.Scales[i], reference, &space);
        }
        return usable;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint LogSoftmax(SoftmaxTask* task, long first, int rows)
    {
        LabelBatch batch;
        var tops = stackalloc long[LabelBatch.Size];
        var usable = LabelBatch.TakeTops(&batch, &task->Source, first, rows, tops);
        LabelBatch.Run(&batch, rows);
        for (var i = 0; i < rows; i++)
        {
            if (!double.IsFinite(batch.LogTotals[i]))
                usable &= ~(1u << i);
        }
        var written = Columns.Subtract(&task->Source, first, rows, usable, batch.LogTotals, task->Output, task->OutputStride);
        written |= LogProbKernel.RunRows(&task->Source, first, rows, usable & ~written, batch.LogTotals, task->Output, task->OutputStride);
        for (var i = 0; i < rows; i++)
        {
            if ((usable & (1u << i)) == 0)
                continue;
            if ((written & (1u << i)) == 0)
                LogProbKernel.RunSingle(SoftmaxTask.Row(task, first + i), task->OutputRow(first + i), batch.LogTotals[i]);
            RowSource.Set(&task->Source, task->Output, task->OutputStride, first + i, tops[i], 0.0 - batch.NegativeLogs[i]);
        }
        return usable;
    }

    /// <summary>Near 0 the logarithm of a sum of f32 terms has few digits left: such rows are not done here.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint LogSumExp(SoftmaxTask* task, long first, int rows)
    {
        LabelBatch batch;
        LabelBatch.Clear(&batch);
        var usable = LabelBatch.Take(&batch, &task->Source, first, rows, null, out _);
        LabelBatch.Logarithms(&batch, rows);
        for (var i = 0; i < rows; i++)
        {
            if (!(batch.Sums[i] > 0) || Math.Abs(batch.LogTotals[i]) < 1)
                usable &= ~(1u << i);
            else if ((usable & (1u << i)) != 0)
                task->Results.Set(first + i, batch.LogTotals[i]);
        }
        return usable;
    }

    /// <summary>Upstream less probability times its total.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint LogSoftmaxBackward(SoftmaxTask* task, long first, int rows)
    {
        if (!task->Source.Wholly)
            return 0;
        var gain = task->Source.Gain.High;
        LabelBatch batch;
        LabelBatch.Clear(&batch);
        var usable = LabelBatch.Take(&batch, &task->Source, first, rows, null, out _);
        LabelBatch.Invert(&batch, rows);
        Workspace space;
        for (var i = 0; i < rows; i++)
        {
            var upstream = task->UpstreamRow(first + i);
            var total = (usable & (1u << i)) == 0 ? 0.0 : DotKernel.RunPlain(upstream, default, task->Source.Classes) * gain;
            if (!(batch.Sums[i] > 0) || !LabelBatch.IsFactor(total))
                usable &= ~(1u << i);
            if ((usable & (1u << i)) == 0)
                continue;
            RowWriter.RunSingle(
                SoftmaxTask.Row(task, first + i), task->OutputRow(first + i), -total * batch.Scales[i], (int)batch.References[i], &space, 0.0,
                upstream, gain);
        }
        return usable;
    }

    /// <summary>
    /// -log p + sum p (max - z), with p the most probable class's and max its logit: terms that are not negative, and so full accuracy however
    /// little the others have.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Entropy(SoftmaxTask* task, long first, int rows)
    {
        LabelBatch batch;
        var tops = stackalloc long[LabelBatch.Size];
        var gaps = stackalloc double[LabelBatch.Size];
        var usable = LabelBatch.TakeTops(&batch, &task->Source, first, rows, tops);
        for (var i = 0; i < rows; i++)
        {
            if ((usable & (1u << i)) != 0)
                gaps[i] = GapKernel.Run(SoftmaxTask.Row(task, first + i), (float)batch.Logits[i], (int)batch.References[i]);
        }
        return Entropies(task, first, rows, usable, gaps, &batch);
    }

    /// <summary>From sums and gaps relative to the same references. Of usable rows, which are done.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Entropies(SoftmaxTask* task, long first, int rows, uint usable, double* gaps, LabelBatch* batch)
    {
        LabelBatch.Run(batch, rows);
        for (var i = 0; i < rows; i++)
        {
            // How far others lie below a logit next to the largest of f32 is, in total, infinite.
            if (!(Math.Abs(batch->LogTotals[i]) < 350))
                usable &= ~(1u << i);
            if ((usable & (1u << i)) == 0)
                continue;
            var entropy = batch->NegativeLogs[i] + (gaps[i] * batch->Scales[i]);
            task->Results.Set(first + i, task->Bits ? entropy / RowMath.Ln2.High : entropy);
        }
        return usable;
    }
}
