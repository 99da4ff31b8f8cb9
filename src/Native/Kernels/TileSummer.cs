// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>What a tile's rows come to, and results from that.</summary>
internal static unsafe class TileSummer
{
    /// <summary>
    /// The rows' sums and references into the batch, without their labels. Returns which rows have one: others are NaN, infinite, too large,
    /// or nothing but the label. The tile is as before.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Run(int rows, int classes, bool labelled, float* tile, TileState* state, LabelBatch* batch)
    {
        F32.Store(F32.Broadcast(0f), state->Logits);
        if (labelled)
            TileState.TakeOut(state, rows, tile);
        TileKernel.Max(tile, classes, state);
        if (labelled)
            TileState.FillIn(state, rows, tile);
        TileKernel.Sum(tile, classes, state, batch->Sums);
        if (labelled)
            TileState.PutBack(state, rows, tile);
        F32.StoreWide(F32.Load(state->References), batch->References);
        F32.StoreWide(F32.Load(state->Logits), batch->Logits);
        var found = 0u;
        for (var row = 0; row < rows; row++)
        {
            if (state->Maxima[row] >= -ExpF32.Largest && state->Maxima[row] <= ExpF32.Largest && double.IsFinite(batch->Sums[row]))
                found |= 1u << row;
        }
        return found;
    }

    /// <summary>Exponentials times scales, normal numbers or 0, and 2^-references, in place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Scale(int rows, int classes, float* tile, TileState* state, double* scales, double* references)
    {
        for (var row = 0; row < rows; row++)
        {
            // As in RowWriter, only what rounds to 0 is flushed; no part of the scale is subnormal.
            var power = Pow2.Exponent(Math.Abs(scales[row]));
            state->References[row] = (float)references[row] - power - ExpF32.Lift;
            var scale = scales[row] == 0 ? 0.0 : scales[row] * Pow2.Double(-power) * (Pow2.Double(-ExpF32.Lift) / ExpF32.TermScale);
            state->Scales[row] = (float)scale;
            state->ScalesLow[row] = (float)(scale - (float)scale);
        }
        TileKernel.Scale(tile, classes, state);
    }
}
