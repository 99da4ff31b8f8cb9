// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Rows of cross-entropy with one label each, computed in f32, without smoothing, z-loss and soft cap: what happens once a row happens for
/// up to sixteen rows at a time, in f64. A row whose logits are too large for that, infinite or NaN, or whose weight is, goes the way of
/// <see cref="CrossEntropyRows"/>.
/// </summary>
internal static unsafe class CrossEntropyPlainRows
{
    internal static bool Takes(CrossEntropyTask* task) =>
        task->Source.Arithmetic == ElementType.F32 && task->Smoothing == 0 && task->ZLoss == 0 && task->SecondLabels.Data == null;

    internal static void Run(void* data, long first, long end, int block)
    {
        var task = (CrossEntropyTask*)data;
        // A tile stores whole vectors.
        var losses = stackalloc double[2 * LabelBatch.Size];
        var tiled = task->Source.Classes <= RowTile.MaxClasses;
        var most = LabelBatch.Most(task->Source.Classes);
        LaneSums total;
        LaneSums.Clear(&total);
        for (var r = first; r < end; r += most)
        {
            var rows = (int)(end - r < most ? end - r : most);
            for (var i = 0; i < LabelBatch.Size; i += F64.Count)
                F64.Store(F64.Broadcast(0.0), losses + i);
            for (var i = 0; task->Stats.Any && i < rows; i++)
                CrossEntropyRows.KeepAlone(task, r + i);
            var done = tiled ? Tiles(task, r, rows, losses) : Batch(task, r, rows, losses);
            for (var i = 0; i < rows; i++)
            {
                if ((done & (1u << i)) == 0)
                    losses[i] = CrossEntropyRows.Alone(task, r + i);
                if (task->Reduction == Reduction.None && task->Loss != null)
                    Elements.Set(task->Real, task->Loss, r + i, losses[i]);
            }
            for (var i = 0; i < LabelBatch.Size; i += F64.Count)
                LaneSums.Add(&total, i, F64.Load(losses + i));
        }
        task->BlockSums[block] = LaneSums.Fold(&total);
    }

    private static uint Tiles(CrossEntropyTask* task, long first, int rows, double* losses)
    {
        var usable = 0u;
        for (var done = 0; done < rows;)
        {
            var fit = RowTile.Fit(&task->Source, first + done, first + rows);
            usable |= Tile(task, new RowTile(&task->Source, first + done, fit, task->Rows), losses + done) << done;
            done += fit;
        }
        return usable;
    }

    // What a tile or a batch needs is on the stack while its rows are in it, and no longer: those that go the other way need much themselves.
    // Each returns the rows that are done.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Tile(CrossEntropyTask* task, in RowTile tile, double* losses)
    {
        TileState state;
        LabelBatch batch;
        var memory = stackalloc float[RowTile.Size];
        var logits = RowTile.Aligned(memory);
        // Until the tile is summed there is room for them in the batch.
        var labels = (long*)batch.Logits;
        var weights = LabelBatch.Weights(&batch);
        for (var i = 0; i < TileState.Size; i += F64.Count)
            F64.Store(F64.Broadcast(0.0), weights + i);
        var any = task->Stats.Any;
        var others = 0u;
        task->Labels.Load(tile.First, tile.Rows, labels);
        for (var i = 0; i < tile.Rows; i++)
        {
            var weight = Weight(task, tile.First + i, labels[i]);
            var skip = double.IsNaN(weight);
            others |= skip ? 1u << i : 0;
            state.Labels[i] = skip ? -1f : labels[i];
            weights[i] = skip ? 0.0 : weight;
        }
        tile.Load(logits);
        var usable = TileSummer.Run(tile.Rows, tile.Classes, labelled: true, logits, &state, &batch) & ~others;
        LabelBatch.Run(&batch, tile.Rows, tile.Classes);
        LabelBatch.Weigh(&batch, tile.Rows, task->Scale.Value, losses);
        for (var i = 0; i < tile.Rows; i++)
        {
            if (!(batch.LogTotals[i] > -700 && batch.LogTotals[i] < 700))
                usable &= ~(1u << i);
            if (!any || (usable & (1u << i)) == 0)
                continue;
            var r = tile.First + i;
            var probability = LabelBatch.Probabilities(&batch)[i];
            task->Stats.KeepLabel(task->Real, r, RowSource.At(&task->Source, r), (long)state.Labels[i], probability);
            task->Stats.KeepZLoss(task->Real, r, 0.0);
        }
        if (task->Grad == null)
            return usable;
        TileSummer.Scale(tile.Rows, tile.Classes, logits, &state, batch.Scales, batch.References);
        TileState.PutIn(&state, tile.Rows, batch.AtLabels, logits);
        tile.Store(logits, task->Grad, task->GradStride, usable);
        return usable;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Batch(CrossEntropyTask* task, long first, int rows, double* losses)
    {
        LabelBatch batch;
        LabelBatch.Clear(&batch);
        var flat = 0u;
        var usable = 0u;
        for (var i = 0; i < rows; i++)
        {
            var row = RowSource.At(&task->Source, first + i);
            var label = task->Labels[first + i];
            if (double.IsNaN(Weight(task, first + i, label)) || !LabelBatch.TryTake(&batch, i, row, label, out var even))
                continue;
            usable |= 1u << i;
            flat |= even ? 1u << i : 0;
        }
        LabelBatch.Run(&batch, rows, 0);
        for (var i = 0; i < rows; i++)
        {
            if (!(batch.LogTotals[i] > -700 && batch.LogTotals[i] < 700))
                usable &= ~(1u << i);
            if ((usable & (1u << i)) != 0)
                losses[i] = Finish(task, first + i, &batch, i, (flat & (1u << i)) == 0);
        }
        return usable;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Finish(CrossEntropyTask* task, long r, LabelBatch* batch, int i, bool bounded)
    {
        var row = RowSource.At(&task->Source, r);
        var label = task->Labels[r];
        task->Stats.KeepLabel(task->Real, r, row, label, LabelBatch.Probabilities(batch)[i]);
        task->Stats.KeepZLoss(task->Real, r, 0.0);
        var weight = Weight(task, r, label);
        if (task->Grad != null)
        {
            Workspace space;
            var grad = task->GradRow(r);
            var factor = weight * task->Scale.Value;
            // An even row's probabilities need no bound, and neither do they times a factor that is not very small.
            RowWriter.RunSingle(row, grad, batch->Scales[i] * factor, bounded || Math.Abs(factor) < 1.0 / (1 << 18), &space);
            grad.Set(label, -batch->Others[i] * factor);
        }
        return weight == 0 ? 0.0 : weight * batch->NegativeLogs[i];
    }

    /// <summary>What a row counts by; NaN for one that is not done here, as its label is ignored or its gradient no number.</summary>
    private static double Weight(CrossEntropyTask* task, long r, long label)
    {
        if (task->IsIgnored(label))
            return double.NaN;
        var weight = task->Weight(label) * task->RowWeight(r);
        return double.IsFinite(weight * task->Scale.Value) ? weight : double.NaN;
    }
}
