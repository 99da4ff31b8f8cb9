// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>Rows of the softmax family.</summary>
internal static unsafe class SoftmaxRows
{
    internal static void Softmax(void* data, long first, long end, int block) =>
        Run((SoftmaxTask*)data, first, end, &Softmax, &DoubleTiles.Softmax);

    private static void Softmax(SoftmaxTask* task, long r, Workspace* space)
    {
        var row = SoftmaxTask.Row(task, r);
        if (BiasedSoftmax.TryRun(row, task->OutputRow(r), (float*)Workspace.Constants(space)))
            return;
        var sum = RowSummer.Run(row, -1, space);
        if (sum.Sum.High == 0 && task->EmptyRowZero)
            task->OutputRow(r).Fill(row.Count, 0.0);
        else
            RowWriter.Run(row, task->OutputRow(r), sum, 1.0, default, default, 0.0, 0.0, space);
    }

    internal static void LogSoftmax(void* data, long first, long end, int block) =>
        Run((SoftmaxTask*)data, first, end, &LogSoftmax, &DoubleTiles.LogSoftmax);

    private static void LogSoftmax(SoftmaxTask* task, long r, Workspace* space)
    {
        var row = SoftmaxTask.Row(task, r);
        var output = task->OutputRow(r);
        // The most probable class is taken out of the sum: its log-probability may be much smaller than an ulp of the sum.
        var top = Seen(row, space, out var shares);
        if (shares.Total.Sum.High == 0 && task->EmptyRowZero)
        {
            output.Fill(row.Count, double.NegativeInfinity);
            return;
        }
        LogProbKernel.Run(row, output, shares.Total.Shift, RowMath.Log(shares.Total));
        output.Set(top, 0.0 - shares.NegativeLog.Value);
    }

    internal static void LogSumExp(void* data, long first, long end, int block) =>
        Run((SoftmaxTask*)data, first, end, &LogSumExp, &DoubleTiles.LogSumExp);

    internal static void LogSumExp(SoftmaxTask* task, long r, Workspace* space) =>
        task->Results.Set(r, LogSumExp(SoftmaxTask.Row(task, r), space).Value);

    internal static Dd LogSumExp(in Row row, Workspace* space)
    {
        var sum = RowSummer.Run(row, -1, space);
        var lse = RowMath.Log(sum) + sum.Shift;
        // Near 0 the logarithm of the sum has few digits left: there it is put together from the largest logit.
        if (!(lse.High > -1 && lse.High < 1))
            return lse;
        var top = Seen(row, space, out var shares);
        return shares.NegativeLog + row.Get(top);
    }

    internal static void Entropy(void* data, long first, long end, int block) => Run((SoftmaxTask*)data, first, end, &Entropy);

    private static void Entropy(SoftmaxTask* task, long r, Workspace* space)
    {
        RowSource source;
        var row = Wide(task, r, &source);
        var top = Seen(row, space, out var shares);
        var entropy = EntropyKernel.Run(row, top, shares, space);
        if (shares.Total.Sum.High == 0 && task->EmptyRowZero)
            entropy = 0.0;
        task->Results.Set(r, (task->Bits ? entropy / RowMath.Ln2 : entropy).Value);
    }

    /// <summary>For entropies, which are computed in double-double.</summary>
    internal static Row Wide(SoftmaxTask* task, long r, RowSource* wide) =>
        task->Source.Wide ? SoftmaxTask.Row(task, r) : RowSource.Widened(&task->Source, wide, r);

    /// <summary>runTile: the same of several rows of few classes, or null; returns which are done.</summary>
    internal static void Run(
        SoftmaxTask* task, long first, long end, delegate*<SoftmaxTask*, long, Workspace*, void> runRow,
        delegate*<SoftmaxTask*, long, int, uint> runTile = null)
    {
        Workspace space;
        Workspace.Start(&space);
        var tiled = runTile != null && DoubleTile.Takes(&task->Source);
        // Others were moved before.
        var moves = Effort.IsWorthIt && task->Logits != null && task->Source.Type == ElementType.F64;
        var done = 0u;
        for (var r = first; r < end; r++, done >>= 1)
        {
            var starts = tiled && (r - first) % F64.Count == 0;
            var rows = starts ? DoubleTile.Rows(r, end) : 1;
            // A long row does not wait for others, so that it is still in the cache.
            if (moves && (starts || !tiled))
                MovedRows.Move(task, r, rows);
            if (starts)
                done = runTile(task, r, rows);
            if ((done & 1) == 0)
                runRow(task, r, &space);
        }
    }

    /// <summary>The most probable class, and the row seen from it.</summary>
    internal static long Seen(in Row row, Workspace* space, out Shares shares)
    {
        var top = ArgMax.Run(row, out var max);
        var others = RowSummer.Run(row, top, space);
        Shares.Of(others, max, out shares);
        return top;
    }
}
