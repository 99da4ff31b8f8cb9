// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>What a tile's rows come to, and results from that.</summary>
internal static unsafe class TileSummer
{
    /// <summary>
    /// The rows' sums and references into the batch, without their labels. Returns which rows have one: others are NaN, infinite, too large,
    /// or nothing but the label. A row across the lanes has the state's label, or one below 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Run(int rows, int classes, bool labelled, float* tile, TileState* state, LabelBatch* batch)
    {
        if (state->Across)
        {
            AcrossKernel.Max(tile, classes, state);
            AcrossKernel.Sum(tile, classes, state, batch->Sums);
        }
        else
        {
            TileKernel.Max(tile, F32.Count, classes, labelled, state);
            TileKernel.Sum(tile, classes, labelled, state, batch->Sums);
        }
        return Finish(state, batch, classes) & ((1u << rows) - 1);
    }

    /// <summary>What the state knows of sums of so many terms that are in the batch already, and are restored; which of them are sums.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Finish(TileState* state, LabelBatch* batch, long terms)
    {
        F32.StoreWide(F32.Load(state->References), batch->References);
        F32.StoreWide(F32.Load(state->Logits), batch->Logits);
        for (var i = 0; i < F32.Count; i += F64.Count)
            F64.Store(F64.Load(batch->Logits + i) * F64.Broadcast(state->Gain), batch->Logits + i);
        LabelBatch.Restore(batch, F32.Count, terms, state->Exponential);
        var sizes = F32.And(F32.Load(state->Maxima), Bits.Single<F32>(0x7FFF_FFFF));
        return LabelBatch.Finite(batch) & ~F32.WhereLess(F32.Broadcast(ExpF32.Largest(state->Exponential)), sizes);
    }

    /// <summary>
    /// Exponentials times scales and 2^-references, in place, and with what is added to them: step elements further on for each class. What
    /// there is of scales and references is used up.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Scale(
        int rows, int classes, bool labelled, float* tile, TileState* state, double* scales, double* references, float* addends, int step)
    {
        Prepare(rows, state, scales, references);
        if (state->Across)
            AcrossKernel.Scale(tile, classes, state);
        else
            TileKernel.Scale(tile, classes, labelled, state, addends, step);
    }

    /// <summary>Scales and references as <see cref="TileKernel.Scale"/> takes them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Prepare(int rows, TileState* state, double* scales, double* references) =>
        Split(rows, 0x800F_FFFF_FFFF_FFFF, Pow2.Double(-ExpF32.Lift) / ExpF32.TermScale, state, scales, references);

    /// <summary>Scales into powers of two, in the references, and mantissas times a unit, in two parts. kept: what stays of their bits, the sign or not.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Split(int rows, ulong kept, double unit, TileState* state, double* scales, double* references)
    {
        for (var i = 0; i < F32.Count; i += F64.Count)
        {
            if (i >= rows)
            {
                F64.Store(F64.Broadcast(0.0), scales + i);
                F64.Store(F64.Broadcast(0.0), references + i);
                continue;
            }
            // As in RowWriter, only what rounds to 0 is flushed; no part of the scale is subnormal.
            var scale = F64.Load(scales + i);
            var size = Bits.Magnitudes(scale);
            var power = Pow2.Exponents(size);
            var mantissa = F64.AddBits(F64.And(scale, Bits.Double<F64>(kept)), F64.Broadcast(1.0));
            // What has no mantissa of that form: 0, or next to it.
            mantissa = F64.SelectWhereLess(size, F64.Broadcast(Pow2.Double(-1022)), scale * F64.Broadcast(Pow2.Double(1023)), mantissa);
            F64.Store(mantissa * F64.Broadcast(unit), scales + i);
            F64.Store(F64.Load(references + i) - power - F64.Broadcast(ExpF32.Lift), references + i);
        }
        var high = F32.LoadNarrow(scales);
        F32.Store(high, state->Scales);
        F32.Store(F32.Broadcast(0f) - F32.ScaleDifference(high, scales, 1.0), state->ScalesLow);
        F32.Store(F32.LoadNarrow(references), state->References);
    }
}
