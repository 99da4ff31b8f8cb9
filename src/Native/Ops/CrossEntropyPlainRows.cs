// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Rows of cross-entropy with one label each, computed in f32, without a soft cap, and without class weights beside smoothing or a z-loss; or
/// as <see cref="CrossEntropyTargets"/> takes them. What happens once a row happens for up to sixteen rows at a time, in f64. A row whose
/// logits are too large for that, infinite or NaN, or whose weight is, or whose label is too far below the others, goes the way of <see cref="CrossEntropyRows"/>.
/// </summary>
internal static unsafe class CrossEntropyPlainRows
{
    internal static bool Takes(CrossEntropyTask* task)
    {
        var plainly = (task->Smoothing == 0 && task->ZLoss == 0) || task->Weights.Data == null;
        return task->Source.Arithmetic == ElementType.F32 && task->SecondLabels.Data == null && Math.Abs(task->ZLoss) < 1e9
            && (task->Targets == null ? plainly : CrossEntropyTargets.Takes(task));
    }

    internal static void Run(void* data, long first, long end, int block)
    {
        var task = (CrossEntropyTask*)data;
        var mix = new LossMix(task->Smoothing, task->Source.Classes, task->ZLoss, task->Scale.Value);
        var tiled = task->Source.Classes <= (task->Targets == null ? RowTile.MaxClasses : CrossEntropyTargets.MaxClasses);
        var most = LabelBatch.Most(task->Source.Classes);
        LaneSums total;
        LaneSums.Clear(&total);
        for (var r = first; r < end;)
        {
            // Rows that would wait for no other are done together where they lie side by side, and still added one after the other.
            var rows = most == 1 && task->Source.Inner > 1 ? RowTile.Fit(&task->Source, r, end) : (int)(end - r < most ? end - r : most);
            if (task->Stats.AnyApart)
                CrossEntropyStats.KeepApart(task, r, r + rows);
            Several(task, r, rows, most, tiled, mix, &total);
            r += rows;
        }
        task->BlockSums[block] = LaneSums.Fold(&total);
    }

    // What it needs is not on the stack beside what KeepApart needs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Several(CrossEntropyTask* task, long first, int rows, long most, bool tiled, in LossMix mix, LaneSums* total)
    {
        // A piece stores whole vectors, wherever its first row is; behind all rows is room for a single vector.
        var losses = stackalloc double[LabelBatch.Size + F64.Count];
        for (var i = 0; i < LabelBatch.Size; i += F64.Count)
            F64.Store(F64.Broadcast(0.0), losses + i);
        var done = tiled || task->Source.Inner > 1 ? Pieces(task, first, rows, tiled, mix, losses) : Whole(task, first, rows, mix, losses);
        for (var i = 0; done != (1u << rows) - 1 && i < rows; i++)
        {
            if ((done & (1u << i)) == 0)
                losses[i] = CrossEntropyRows.Alone(task, first + i);
        }
        var each = task->Reduction == Reduction.None && task->Loss != null;
        for (var i = 0; each && i < rows; i++)
            Elements.Set(task->Real, task->Loss, first + i, losses[i]);
        Add(total, losses, rows, most);
    }

    /// <summary>Losses of a batch, a lane each; of rows that wait for no other all into the first, as if each were a batch.</summary>
    private static void Add(LaneSums* total, double* losses, int rows, long most)
    {
        if (most > 1)
        {
            for (var i = 0; i < LabelBatch.Size; i += F64.Count)
                LaneSums.Add(total, i, F64.Load(losses + i));
            return;
        }
        var one = losses + LabelBatch.Size;
        F64.Store(F64.Broadcast(0.0), one);
        for (var i = 0; i < rows; i++)
        {
            one[0] = losses[i];
            LaneSums.Add(total, 0, F64.Load(one));
        }
    }

    /// <summary>As many rows at a time as fit into a tile.</summary>
    private static uint Pieces(CrossEntropyTask* task, long first, int rows, bool tiled, in LossMix mix, double* losses)
    {
        var usable = 0u;
        for (var done = 0; done < rows;)
        {
            var fit = RowTile.Fit(&task->Source, first + done, first + rows);
            usable |= (tiled ? Tiled(task, first + done, fit, mix, losses + done) : Whole(task, first + done, fit, mix, losses + done)) << done;
            done += fit;
        }
        return usable;
    }

    private static uint Tiled(CrossEntropyTask* task, long first, int rows, in LossMix mix, double* losses)
    {
        var tile = new RowTile(&task->Source, first, rows, task->Rows);
        return task->Targets == null ? Tile(task, tile, mix, losses) : CrossEntropyTargets.Tile(task, tile, mix, losses);
    }

    private static uint Whole(CrossEntropyTask* task, long first, int rows, in LossMix mix, double* losses) =>
        task->Targets == null ? Batch(task, first, rows, mix, losses) : CrossEntropyTargets.Batch(task, first, rows, mix, losses);

    // What a tile or a batch needs is on the stack while its rows are in it, and no longer: those that go the other way need much themselves.
    // Each returns the rows that are done.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Tile(CrossEntropyTask* task, in RowTile tile, in LossMix mix, double* losses)
    {
        var memory = stackalloc byte[TileSpace.Bytes(RowTile.Size)];
        var logits = TileSpace.Cut(memory, RowTile.Size, out var batch, out var state);
        // Until the tile is summed there is room for them in the batch.
        var labels = (long*)batch->Logits;
        var weights = LabelBatch.Weights(batch);
        for (var i = 0; i < TileState.Size; i += F64.Count)
            F64.Store(F64.Broadcast(0.0), weights + i);
        TileState.AddNothing(state);
        var usable = Load(task, tile.First, tile.Rows, mix, labels, weights);
        TileState.Label(state, labels, tile.Rows);
        for (var i = 0; mix.Spread != 0 && i < tile.Rows; i++)
            state->Addends[i] = (float)Addend(mix, weights[i]);
        TileState.Start(state, tile.Source);
        state->Across = tile.GoesAcross;
        tile.Load(logits, state->Across);
        usable &= TileSummer.Run(tile.Rows, tile.Classes, labelled: true, logits, state, batch);
        LabelBatch.Run(batch, tile.Rows);
        if (mix.Spread != 0)
        {
            // Until there are scales there is room for them.
            var totals = (double*)state->Scales;
            TileKernel.Total(logits, tile.Classes, state->Across, totals);
            for (var i = 0; i < tile.Rows; i++)
                LabelBatch.Gaps(batch)[i] = (mix.Classes * batch->Logits[i]) - totals[i];
        }
        LabelBatch.Weigh(batch, tile.Rows, mix, losses);
        usable &= Fit(task, batch, tile.Rows, mix, losses);
        for (var i = 0; task->Stats.AnyOfLoss && i < tile.Rows; i++)
        {
            if ((usable & (1u << i)) != 0)
                Keep(task, tile.First + i, batch, i);
        }
        if (task->Grad == null)
            return usable;
        F32.Store(F32.LoadNarrow(batch->AtLabels), state->Results);
        TileSummer.Scale(tile.Rows, tile.Classes, labelled: true, logits, state, batch->Scales, batch->References, state->Addends, 0);
        tile.Store(logits, task->Grad, task->GradStride, usable, state->Across);
        return usable;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Batch(CrossEntropyTask* task, long first, int rows, in LossMix mix, double* losses)
    {
        LabelBatch batch;
        LabelBatch.Clear(&batch);
        var labels = stackalloc long[LabelBatch.Size];
        Load(task, first, rows, mix, labels, LabelBatch.Weights(&batch));
        var usable = LabelBatch.Take(&batch, &task->Source, first, rows, labels, out var flat);
        LabelBatch.Run(&batch, rows);
        for (var i = 0; mix.Spread != 0 && i < rows; i++)
        {
            if ((usable & (1u << i)) != 0)
                LabelBatch.Gaps(&batch)[i] = Gaps(RowSource.At(&task->Source, first + i), batch.Logits[i]);
        }
        LabelBatch.Weigh(&batch, rows, mix, losses);
        usable &= Fit(task, &batch, rows, mix, losses);
        for (var i = 0; task->Stats.AnyOfLoss && i < rows; i++)
        {
            if ((usable & (1u << i)) != 0)
                Keep(task, first + i, &batch, i);
        }
        if (task->Grad == null)
            return usable;
        var written = Effort.IsWorthIt ? WriteTogether(task, first, rows, labels, mix, usable, flat, &batch) : 0;
        for (var i = 0; i < rows; i++)
        {
            if ((usable & ~written & (1u << i)) != 0)
                Write(task, first + i, labels[i], mix, &batch, i);
        }
        return usable;
    }

    /// <summary>
    /// Labels of some rows and what those count by; none and 0 for rows that are not done here, as their label is ignored or their gradient so
    /// large that f32 might not hold it. Returns the others.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Load(CrossEntropyTask* task, long first, int rows, in LossMix mix, long* labels, double* weights)
    {
        task->Labels.Load(first, rows, labels);
        var weighted = task->Weights.Data != null || task->RowWeights.Data != null;
        var scale = mix.Scale;
        var here = 0u;
        if (!weighted && !task->IgnoresIndex && Math.Abs(scale) < LabelBatch.Heaviest)
        {
            var row = 0;
            for (; row + F64.Count <= rows; row += F64.Count)
                F64.Store(F64.Broadcast(1.0), weights + row);
            for (; row < rows; row++)
                weights[row] = 1.0;
            return (1u << rows) - 1;
        }
        for (var i = 0; i < rows; i++)
        {
            var weight = task->IsIgnored(labels[i]) ? double.NaN : weighted ? Weight(task, first + i, labels[i]) : 1.0;
            var fits = Math.Abs(weight * scale) < LabelBatch.Heaviest;
            weights[i] = fits ? weight : 0.0;
            labels[i] = fits ? labels[i] : LabelBatch.Skipped;
            here |= fits ? 1u << i : 0;
        }
        return here;
    }

    /// <summary>How far all classes lie below one, in total.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Gaps(in Row row, double logit)
    {
        LaneSums sums;
        return (((Dd)logit * (double)row.Count) - DotKernel.Run(row.Stored, default, row.Count, &sums)).Value;
    }

    /// <summary>The gradients of rows that lie side by side or need no bound; returns which. flat: whose terms need none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint WriteTogether(
        CrossEntropyTask* task, long first, int rows, long* labels, in LossMix mix, uint usable, uint flat, LabelBatch* batch)
    {
        var addends = stackalloc float[LabelBatch.Size];
        for (var i = 0; i < rows; i++)
        {
            addends[i] = 0f;
            if ((usable & (1u << i)) == 0)
                continue;
            var weight = Weight(task, first + i, labels[i]);
            addends[i] = (float)Addend(mix, weight);
            // The smallest of an even row's other classes has 2^-122 of the largest of them, which has a classes-th of what they have together; results
            // from 2^-158 on need no bound. Where something is added a row has one anyway.
            var factor = weight * mix.Scale * (1.0 + (2.0 * mix.Z * batch->LogTotals[i]));
            if (addends[i] != 0 || Math.Abs(factor) * batch->Others[i] < mix.Classes / (1L << 34))
                flat &= ~(1u << i);
        }
        var written = Columns.Write(&task->Source, first, rows, usable, batch, addends, task->Grad, task->GradStride);
        written |= RowWriter.RunUnbounded(
            &task->Source, first, rows, usable & flat & ~written, batch->Scales, batch->References, task->Grad, task->GradStride);
        for (var i = 0; i < rows; i++)
        {
            if ((written & (1u << i)) != 0)
                RowSource.Set(&task->Source, task->Grad, task->GradStride, first + i, labels[i], batch->AtLabels[i]);
        }
        return written;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Write(CrossEntropyTask* task, long r, long label, in LossMix mix, LabelBatch* batch, int i)
    {
        Workspace space;
        var grad = task->GradRow(r);
        var weight = Weight(task, r, label);
        RowWriter.RunSingle(RowSource.At(&task->Source, r), grad, batch->Scales[i], (int)batch->References[i], &space, Addend(mix, weight));
        grad.Set(label, batch->AtLabels[i]);
    }

    /// <summary>The rows whose results are numbers of full accuracy.</summary>
    internal static uint Fit(CrossEntropyTask* task, LabelBatch* batch, int rows, in LossMix mix, double* losses)
    {
        // Nearer 0 the logarithm of a sum of f32 terms has lost digits.
        var smallest = F64.Broadcast(mix.Z != 0 || task->Stats.AnyLse ? 0.5 : 0.0);
        var fit = 0u;
        for (var i = 0; i < rows; i += F64.Count)
        {
            var logs = Bits.Magnitudes(F64.Load(batch->LogTotals + i));
            // Further from 0, the label's term loses digits.
            var some = F64.WhereLess(logs, F64.Broadcast(600.0)) & ~F64.WhereLess(logs, smallest);
            if (mix.Spread != 0)
                some &= F64.WhereLess(Bits.Magnitudes(F64.Load(losses + i)), F64.Broadcast(double.PositiveInfinity));
            fit |= some << i;
        }
        return fit;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep(CrossEntropyTask* task, long r, LabelBatch* batch, int i)
    {
        var lse = batch->LogTotals[i];
        task->Stats.KeepLse(task->Real, r, lse);
        task->Stats.KeepProbability(task->Real, r, LabelBatch.Probabilities(batch)[i]);
        task->Stats.KeepZLoss(task->Real, r, task->ZLoss == 0 ? 0.0 : task->RowWeight(r) * (task->ZLoss * lse * lse));
    }

    /// <summary>What every class's gradient has besides its probability.</summary>
    private static double Addend(in LossMix mix, double weight) => -(mix.Spread * (weight * mix.Scale));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Weight(CrossEntropyTask* task, long r, long label) => task->Weight(label) * task->RowWeight(r);
}
