// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Rows of cross-entropy with target distributions, in tiles where the classes are few, logits and targets side by side, or row beside row.
/// Without class weights, smoothing, a z-loss or by-products.
/// </summary>
internal static unsafe class CrossEntropyTargets
{
    /// <summary>Of a tile: it shares the stack with what there is to know of the targets.</summary>
    internal const int MaxClasses = 64;

    /// <summary>Of a task that <see cref="CrossEntropyPlainRows"/> would take but for its targets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Takes(CrossEntropyTask* task) =>
        task->Smoothing == 0 && task->ZLoss == 0 && task->Weights.Data == null && !task->Stats.Any;

    /// <summary>Returns the rows that are done.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Tile(CrossEntropyTask* task, in RowTile tile, in LossMix mix, double* losses)
    {
        TargetBatch masses;
        RowSource targets;
        var elements = (MaxClasses + RowTile.Width) * RowTile.Width;
        var memory = stackalloc byte[TileSpace.Bytes(elements)];
        var logits = TileSpace.Cut(memory, elements, out var batch, out var state);
        var square = logits + (MaxClasses * RowTile.Width);
        TileState.Start(state, tile.Source);
        tile.Load(logits);
        tile.Beside(&targets, task->Targets, task->TargetsStride, tile.Source->Inner, out var beside);
        TileKernel.ArgMax(logits, RowTile.Width, tile.Classes, state);
        var usable = TileSummer.Run(tile.Rows, tile.Classes, labelled: true, logits, state, batch);
        TargetBatch.Clear(&masses);
        for (var start = 0; start < tile.Classes; start += RowTile.Width)
        {
            var count = beside.LoadSquare(start, square);
            TileKernel.Targets(logits + (start * RowTile.Width), square, start, count, state, &masses);
        }
        LabelBatch.Run(batch, tile.Rows);
        for (var i = 0; i < LabelBatch.Size; i++)
            LabelBatch.Weights(batch)[i] = i < tile.Rows ? task->RowWeight(tile.First + i) : 0.0;
        usable &= TargetBatch.Weigh(batch, &masses, tile.Rows, mix.Scale, losses) & CrossEntropyPlainRows.Fit(task, batch, tile.Rows, mix, losses);
        if (task->Grad == null)
            return usable;
        F32.Store(F32.LoadNarrow(batch->AtLabels), state->Results);
        TileSummer.Prepare(tile.Rows, state, batch->Scales, batch->References);
        for (var start = 0; start < tile.Classes; start += RowTile.Width)
        {
            var count = beside.LoadSquare(start, square);
            TileKernel.Multiply(square, count, F32.LoadNarrow(masses.Others));
            TileKernel.Scale(logits + (start * RowTile.Width), count, labelled: true, state, square, RowTile.Width);
            TileState.Advance(state);
        }
        tile.Store(logits, task->Grad, task->GradStride, usable);
        return usable;
    }

    /// <summary>Returns the rows that are done.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Batch(CrossEntropyTask* task, long first, int rows, in LossMix mix, double* losses)
    {
        LabelBatch batch;
        TargetBatch masses;
        var tops = stackalloc long[LabelBatch.Size];
        var usable = LabelBatch.TakeTops(&batch, &task->Source, first, rows, tops);
        for (var i = 0; i < LabelBatch.Size; i++)
        {
            masses.Own[i] = masses.Others[i] = masses.Gaps[i] = masses.Sizes[i] = 0.0;
            if ((usable & (1u << i)) == 0)
                continue;
            masses.Own[i] = task->TargetsRow(first + i)[tops[i]];
            masses.Others[i] = Others(task, first + i, batch.Logits[i], masses.Own[i], out var gaps);
            masses.Gaps[i] = gaps;
            // Of masses that cancel more is not known: the factor itself stays bounded.
            masses.Sizes[i] = 1.0 + Math.Abs(masses.Others[i]);
            LabelBatch.Weights(&batch)[i] = task->RowWeight(first + i);
        }
        LabelBatch.Run(&batch, rows);
        usable &= TargetBatch.Weigh(&batch, &masses, rows, mix.Scale, losses) & CrossEntropyPlainRows.Fit(task, &batch, rows, mix, losses);
        for (var i = 0; task->Grad != null && i < rows; i++)
        {
            // Without a mass there is no exponential, and beside a class far above the others none that counts.
            if (Math.Abs(batch.Scales[i]) < Pow2.Double(-1022))
                usable &= ~(1u << i);
            if ((usable & (1u << i)) == 0)
                continue;
            Write(task, first + i, batch.Scales[i], (int)batch.References[i], masses.Others[i]);
            RowSource.Set(&task->Source, task->Grad, task->GradStride, first + i, tops[i], batch.AtLabels[i]);
        }
        return usable;
    }

    /// <summary>Mass of the classes beside the most probable one, and how far they lie below it by that, in total.</summary>
    // Neither this nor the next has its memory beside that of what comes before it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Others(CrossEntropyTask* task, long r, double max, double own, out double gaps)
    {
        Workspace space;
        TargetSumKernel.Run(RowSource.At(&task->Source, r), task->TargetsRow(r), default, max, &space, out var mass, out var sum);
        gaps = sum.Value;
        return (mass - own).Value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Write(CrossEntropyTask* task, long r, double scale, int reference, double factor)
    {
        Workspace space;
        RowWriter.RunSingle(RowSource.At(&task->Source, r), task->GradRow(r), scale, reference, &space, 0.0, task->TargetsRow(r), factor);
    }
}
