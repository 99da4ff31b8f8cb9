// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>Rows of the gradients of the softmax family.</summary>
internal static unsafe class SoftmaxBackwardRows
{
    internal static void Softmax(void* data, long first, long end, int block)
    {
        var task = (SoftmaxTask*)data;
        if (!Effort.IsWorthIt || task->Source.Type != ElementType.F32 || task->Source.Inner != 1)
        {
            SoftmaxRows.Run(task, first, end, &Softmax);
            return;
        }
        for (var r = first; r < end; r++)
        {
            var start = r;
            r += SoftmaxBackwardSingle.Run(
                (float*)task->Source.Data + (r * task->Source.Stride), task->Source.Stride,
                (float*)task->Upstream + (r * task->UpstreamStride), task->UpstreamStride,
                (float*)task->Output + (r * task->OutputStride), task->OutputStride, end - r, task->Source.Classes, Divisor(task));
            for (var done = start; task->Source.MaskKind != MaskKind.None && done < r; done++)
                ClearMasked(SoftmaxTask.Row(task, done), task->OutputRow(done));
            if (r < end)
                SoftmaxRows.Run(task, r, r + 1, &Softmax);
        }
    }

    internal static void LogSoftmax(void* data, long first, long end, int block) => SoftmaxRows.Run((SoftmaxTask*)data, first, end, &LogSoftmax);

    internal static void LogSumExp(void* data, long first, long end, int block) => SoftmaxRows.Run((SoftmaxTask*)data, first, end, &LogSumExp);

    internal static void Entropy(void* data, long first, long end, int block) => SoftmaxRows.Run((SoftmaxTask*)data, first, end, &Entropy);

    private static void Softmax(SoftmaxTask* task, long r, Workspace* space)
    {
        var row = SoftmaxTask.Row(task, r);
        var output = task->OutputRow(r);
        SoftmaxBackwardKernel.Run(row.Stored, task->UpstreamRow(r), row.Count, output, Divisor(task), &space->Sums);
        ClearMasked(row, output);
    }

    private static double Divisor(SoftmaxTask* task) => task->Source.Negated ? -1.0 : task->Source.Temperature;

    private static void LogSoftmax(SoftmaxTask* task, long r, Workspace* space)
    {
        var row = SoftmaxTask.Row(task, r);
        var upstream = task->UpstreamRow(r);
        var output = task->OutputRow(r);
        var sum = RowSummer.Run(row, -1, space);
        if (sum.Sum.High == 0 && task->EmptyRowZero)
        {
            output.Fill(row.Count, 0.0);
            return;
        }
        var gain = task->Source.Gain;
        var total = task->Source.MaskKind == MaskKind.None
            ? DotKernel.Run(upstream, default, row.Count, &space->Sums)
            : Unmasked(row, upstream);
        RowWriter.Run(row, output, sum, -total * gain, upstream, default, gain.High, 0.0, space);
        ClearMasked(row, output);
    }

    private static void LogSumExp(SoftmaxTask* task, long r, Workspace* space)
    {
        var row = SoftmaxTask.Row(task, r);
        var output = task->OutputRow(r);
        var sum = RowSummer.Run(row, -1, space);
        if (sum.Sum.High == 0 && task->EmptyRowZero)
            output.Fill(row.Count, 0.0);
        else
            RowWriter.Run(row, output, sum, task->Source.Gain * task->Upstreams[r], default, default, 0.0, 0.0, space);
        ClearMasked(row, output);
    }

    private static void Entropy(SoftmaxTask* task, long r, Workspace* space)
    {
        RowSource source;
        var row = SoftmaxRows.Wide(task, r, &source);
        var output = task->OutputRow(r);
        var top = SoftmaxRows.Seen(row, space, out var shares);
        if (shares.Total.Sum.High == 0 && task->EmptyRowZero)
        {
            output.Fill(row.Count, 0.0);
            return;
        }
        var entropy = EntropyKernel.Run(row, top, shares, space);
        var unit = task->Bits ? task->Source.Gain / RowMath.Ln2 : task->Source.Gain;
        EntropyKernel.Backward(row, output, top, shares, entropy, unit, task->Upstreams[r], space);
        ClearMasked(row, output);
    }

    /// <summary>Sum of the elements whose class takes part.</summary>
    private static Dd Unmasked(in Row row, in Series values)
    {
        Dd total = 0.0;
        for (long c = 0; c < row.Count; c++)
        {
            if (!row.IsMasked(c))
                total += values[c];
        }
        return total;
    }

    /// <summary>A class that is left out has the gradient +0, whatever is infinite or NaN in its row.</summary>
    private static void ClearMasked(in Row row, in Series grad)
    {
        if (row.Source->MaskKind == MaskKind.None)
            return;
        for (long c = 0; c < row.Count; c++)
        {
            if (row.IsMasked(c))
                grad.Set(c, 0.0);
        }
    }
}
