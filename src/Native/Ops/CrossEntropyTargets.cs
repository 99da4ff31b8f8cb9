// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Rows of cross-entropy with target distributions over few classes, in tiles: logits and targets side by side. Without class weights,
/// smoothing, a z-loss or by-products.
/// </summary>
internal static unsafe class CrossEntropyTargets
{
    /// <summary>Two tiles, whole squares, have to fit on the stack.</summary>
    private const int MaxClasses = 32;

    /// <summary>Of a task that <see cref="CrossEntropyPlainRows"/> would take but for its targets.</summary>
    internal static bool Takes(CrossEntropyTask* task) =>
        task->Smoothing == 0 && task->ZLoss == 0 && task->Weights.Data == null && !task->Stats.Any && task->Source.Classes <= MaxClasses;

    /// <summary>Returns the rows that are done.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Tile(CrossEntropyTask* task, in RowTile tile, in LossMix mix, double* losses)
    {
        TileState state;
        LabelBatch batch;
        TargetBatch masses;
        RowSource source;
        var memory = stackalloc byte[(2 * MaxClasses * RowTile.Width * sizeof(float)) + Lines.Spare];
        var logits = (float*)Lines.Align(memory);
        var targets = logits + (MaxClasses * RowTile.Width);
        RowSource.Plain(&source, tile.Source->Type, task->Targets, task->TargetsStride, tile.Source->Inner, tile.Classes);
        tile.Load(logits);
        new RowTile(&source, tile.First, tile.Rows, task->Rows).Load(targets);
        TileKernel.ArgMax(logits, tile.Classes, &state);
        var usable = TileSummer.Run(tile.Rows, tile.Classes, labelled: true, logits, &state, &batch);
        TileKernel.Targets(logits, targets, tile.Classes, &state, &masses);
        LabelBatch.Run(&batch, tile.Rows, tile.Classes);
        for (var i = 0; i < LabelBatch.Size; i++)
            LabelBatch.Weights(&batch)[i] = i < tile.Rows ? task->RowWeight(tile.First + i) : 0.0;
        usable &= TargetBatch.Weigh(&batch, &masses, tile.Rows, mix.Scale, losses) & CrossEntropyPlainRows.Fit(task, &batch, tile.Rows, mix, losses);
        if (task->Grad == null)
            return usable;
        TileKernel.Multiply(targets, tile.Classes, F32.LoadNarrow(masses.Others));
        F32.Store(F32.LoadNarrow(batch.AtLabels), state.Results);
        TileSummer.Scale(tile.Rows, tile.Classes, labelled: true, logits, &state, batch.Scales, batch.References, targets, RowTile.Width);
        tile.Store(logits, task->Grad, task->GradStride, usable);
        return usable;
    }
}
