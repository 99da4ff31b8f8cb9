// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Rows of the softmax family with few classes, computed in f32, a tile at a time. A row whose logits are too large for that, infinite
/// or NaN goes the way of <see cref="SoftmaxRows"/>.
/// </summary>
internal static unsafe class SoftmaxTileRows
{
    internal static void Softmax(void* data, long first, long end, int block)
    {
        var task = (SoftmaxTask*)data;
        TileState state;
        LabelBatch batch;
        Workspace space;
        Workspace.Start(&space);
        var logits = stackalloc float[RowTile.Size];
        for (var r = first; r < end;)
        {
            var tile = Tile(task, r, end);
            tile.Load(logits);
            var usable = TileSummer.Run(tile.Rows, tile.Classes, labelled: false, logits, &state, &batch);
            LabelBatch.Invert(&batch, tile.Rows, tile.Classes);
            for (var i = 0; i < tile.Rows; i++)
            {
                if ((usable & (1u << i)) != 0)
                    continue;
                SoftmaxRows.Softmax(task, r + i, &space);
            }
            TileSummer.Scale(tile.Rows, tile.Classes, logits, &state, batch.Scales, batch.References);
            tile.Store(logits, task->Output, task->OutputStride, usable);
            r += tile.Rows;
        }
    }

    internal static void LogSoftmax(void* data, long first, long end, int block)
    {
        var task = (SoftmaxTask*)data;
        TileState state;
        LabelBatch batch;
        Workspace space;
        Workspace.Start(&space);
        var logits = stackalloc float[RowTile.LogSize];
        for (var r = first; r < end;)
        {
            var tile = Tile(task, r, end);
            tile.Load(logits);
            var usable = Seen(tile, logits, &state, &batch);
            for (var i = 0; i < tile.Rows; i++)
            {
                if ((usable & (1u << i)) == 0)
                    SoftmaxRows.LogSoftmax(task, r + i, &space);
                batch.AtLabels[i] = 0.0 - batch.NegativeLogs[i];
                state.LogTotals[i] = batch.LogTotals[i];
            }
            TileKernel.Subtract(logits, tile.Classes, &state);
            TileState.PutIn(&state, tile.Rows, batch.AtLabels, logits);
            tile.Store(logits, task->Output, task->OutputStride, usable);
            r += tile.Rows;
        }
    }

    internal static void LogSumExp(void* data, long first, long end, int block)
    {
        var task = (SoftmaxTask*)data;
        TileState state;
        LabelBatch batch;
        Workspace space;
        Workspace.Start(&space);
        var logits = stackalloc float[RowTile.LogSize];
        for (var r = first; r < end;)
        {
            var tile = Tile(task, r, end);
            tile.Load(logits);
            var usable = Seen(tile, logits, &state, &batch);
            for (var i = 0; i < tile.Rows; i++)
            {
                var value = (usable & (1u << i)) != 0 ? batch.LogTotals[i] : SoftmaxRows.LogSumExp(SoftmaxTask.Row(task, r + i), &space).Value;
                task->Results.Set(r + i, value);
            }
            r += tile.Rows;
        }
    }

    private static RowTile Tile(SoftmaxTask* task, long row, long end) =>
        new(&task->Source, row, RowTile.Fit(&task->Source, row, end), task->Rows);

    /// <summary>Every row seen from its most probable class, which takes the label's place.</summary>
    private static uint Seen(in RowTile tile, float* logits, TileState* state, LabelBatch* batch)
    {
        TileKernel.ArgMax(logits, tile.Classes, state);
        var usable = TileSummer.Run(tile.Rows, tile.Classes, labelled: true, logits, state, batch);
        LabelBatch.Run(batch, tile.Rows, tile.Classes);
        for (var i = 0; i < tile.Rows; i++)
        {
            if (!double.IsFinite(batch->LogTotals[i]))
                usable &= ~(1u << i);
        }
        return usable;
    }
}
