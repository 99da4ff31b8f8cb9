// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>Rows of the softmax family that fit into a tile. Each returns the rows that are done.</summary>
internal static unsafe class SoftmaxTile
{
    /// <summary>Probabilities, each row's times its upstream gradient where there is one.</summary>
    // What a tile needs is on the stack while its rows are in it, and no longer: those that go the other way need much themselves.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Softmax(SoftmaxTask* task, in RowTile tile)
    {
        if (task->Upstream != null && !task->Source.Wholly)
            return 0;
        var memory = stackalloc byte[TileSpace.Bytes(RowTile.Size)];
        var logits = TileSpace.Cut(memory, RowTile.Size, out var batch, out var state);
        // The batch is not in use yet and has room for a square.
        var fitting = tile.Start(logits, state, (float*)batch, AddedMask.Far);
        if (fitting == 0)
            return 0;
        TileState.LabelNothing(state);
        TileState.AddNothing(state);
        var usable = TileSummer.Run(tile.Rows, tile.Classes, labelled: false, logits, state, batch) & fitting;
        LabelBatch.Invert(batch, tile.Rows);
        if (task->Upstream != null)
            usable = SoftmaxTask.TimesUpstream(task, tile.First, tile.Rows, usable, batch->Scales);
        TileSummer.Scale(tile.Rows, tile.Classes, labelled: false, logits, state, batch->Scales, batch->References, state->Addends, 0);
        tile.Store(logits, task->Output, task->OutputStride, usable, state->Across);
        return usable;
    }

    /// <summary>Upstream less probability times its total.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint LogSoftmaxBackward(SoftmaxTask* task, in RowTile tile)
    {
        if (!task->Source.Plainly)
            return 0;
        RowSource source;
        var memory = stackalloc byte[TileSpace.Bytes(RowTile.Size)];
        var totals = stackalloc double[LabelBatch.Size];
        var values = TileSpace.Cut(memory, RowTile.Size, out var batch, out var state);
        tile.Beside(&source, task->Upstream, task->UpstreamStride, task->Source.Inner, out var upstream);
        // Of the state only how they lie is left to the logits, which lie alike.
        upstream.Start(values, state, null, 0);
        TileKernel.Total(values, tile.Classes, state->Across, totals);
        tile.Start(values, state, null, 0);
        TileState.LabelNothing(state);
        TileState.AddNothing(state);
        var usable = TileSummer.Run(tile.Rows, tile.Classes, labelled: false, values, state, batch);
        LabelBatch.Invert(batch, tile.Rows);
        for (var i = 0; i < tile.Rows; i++)
        {
            batch->Scales[i] *= -totals[i];
            if (!LabelBatch.IsFactor(totals[i]))
                usable &= ~(1u << i);
        }
        TileSummer.Scale(tile.Rows, tile.Classes, labelled: false, values, state, batch->Scales, batch->References, state->Addends, 0);
        // The batch is used up and has room for a square, or a row.
        var turned = false;
        if (state->Across)
            upstream.AddAcross(values, (float*)batch);
        else
            turned = upstream.AddTo(values, (float*)batch);
        tile.Store(values, task->Output, task->OutputStride, usable, state->Across, turned);
        return usable;
    }

    /// <summary>See <see cref="SoftmaxBatch.Entropy"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Entropy(SoftmaxTask* task, in RowTile tile)
    {
        var memory = stackalloc byte[TileSpace.Bytes(RowTile.Size)];
        var logits = TileSpace.Cut(memory, RowTile.Size, out var batch, out var state);
        // Nothing is scaled: there is room for them.
        var gaps = (double*)state->Scales;
        TileState.Start(state, tile.Source);
        tile.Load(logits);
        TileKernel.ArgMax(logits, RowTile.Width, tile.Classes, state);
        var usable = TileSummer.Run(tile.Rows, tile.Classes, labelled: true, logits, state, batch);
        GapKernel.Run(logits, tile.Classes, state->Logits, state->References, gaps);
        return SoftmaxBatch.Entropies(task, tile.First, tile.Rows, usable, gaps, batch);
    }

    internal static uint LogSoftmax(SoftmaxTask* task, in RowTile tile) => Logarithms(task, tile, perRow: false);

    internal static uint LogSumExp(SoftmaxTask* task, in RowTile tile) => Logarithms(task, tile, perRow: true);

    /// <summary>Every row seen from its most probable class, which takes the label's place. perRow: one result a row, the logarithm of its sum.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Logarithms(SoftmaxTask* task, in RowTile tile, bool perRow)
    {
        var memory = stackalloc byte[TileSpace.Bytes(RowTile.Size)];
        var logits = TileSpace.Cut(memory, RowTile.Size, out var batch, out var state);
        var fitting = tile.Start(logits, state, (float*)batch, float.PositiveInfinity);
        if (fitting == 0)
            return 0;
        if (state->Across)
            AcrossKernel.ArgMax(logits, tile.Classes, state);
        else
            TileKernel.ArgMax(logits, RowTile.Width, tile.Classes, state);
        var usable = TileSummer.Run(tile.Rows, tile.Classes, labelled: true, logits, state, batch) & fitting;
        LabelBatch.Run(batch, tile.Rows);
        for (var i = 0; i < tile.Rows; i++)
        {
            if (!double.IsFinite(batch->LogTotals[i]))
                usable &= ~(1u << i);
            else if (perRow && (usable & (1u << i)) != 0)
                task->Results.Set(tile.First + i, batch->LogTotals[i]);
        }
        if (perRow)
            return usable;
        F32.Store(F32.Broadcast(0f) - F32.LoadNarrow(batch->NegativeLogs), state->Results);
        if (state->Across)
            AcrossKernel.Subtract(logits, tile.Classes, state, batch->LogTotals);
        else
            TileKernel.Subtract(logits, tile.Classes, state, batch->LogTotals);
        tile.Store(logits, task->Output, task->OutputStride, usable, state->Across);
        return usable;
    }
}
