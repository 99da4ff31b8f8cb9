// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Rows of f32 with more classes than a <see cref="RowTile"/> whose class axis is not the last, as many as a vector has lanes: what
/// <see cref="LabelBatch"/> and what is written wants of them. Each returns the rows that are done, and does none where others are asked for.
/// </summary>
internal static unsafe class Columns
{
    /// <summary>The maxima's lowest classes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Tops(RowSource* source, long first, int rows, long* tops)
    {
        if (!Effort.IsWorthIt || !Fits(source, rows))
            return 0;
        TileState state;
        TileKernel.ArgMax(At(source, first), (nint)source->Inner, (int)source->Classes, &state);
        for (var row = 0; row < rows; row++)
            tops[row] = (long)state.Labels[row];
        return (1u << rows) - 1;
    }

    /// <summary>As <see cref="LabelBatch.Take"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Take(LabelBatch* batch, RowSource* source, long first, int rows, long* labels)
    {
        if (!Effort.IsWorthIt || !Fits(source, rows))
            return 0;
        TileState state;
        TileState.Start(&state, source);
        var wanted = 0u;
        for (var row = 0; row < rows; row++)
        {
            var label = labels == null ? LabelBatch.Skipped : labels[row];
            state.Labels[row] = label;
            wanted |= labels == null || label != LabelBatch.Skipped ? 1u << row : 0;
        }
        if (wanted == 0)
            return 0;
        TileKernel.Max(At(source, first), (nint)source->Inner, (int)source->Classes, labelled: true, &state);
        if (!ColumnKernel.Sum(At(source, first), (nint)source->Inner, (nint)source->Classes, &state, batch->Sums))
            return 0;
        return TileSummer.Finish(&state, batch, source->Classes) & wanted;
    }

    /// <summary>As <see cref="RowWriter"/>, of usable rows: scale * exp(x) * 2^-reference + addend; what there is of scales and references is used up.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Write(RowSource* source, long first, int rows, uint usable, LabelBatch* batch, float* addends, void* destination, long stride)
    {
        if (!Effort.IsWorthIt || usable == 0 || !Fits(source, rows))
            return 0;
        TileState state;
        for (var row = 0; row < rows; row++)
        {
            // The scales go into the exponentials, without their signs.
            state.Results[row] = (float)(batch->Scales[row] < 0 ? -Pow2.Double(-ExpF32.Lift) : Pow2.Double(-ExpF32.Lift));
            if (batch->Scales[row] == 0)
                usable &= ~(1u << row);
        }
        F32.Store(F32.Load(addends), state.Addends);
        TileSummer.Split(rows, 0x000F_FFFF_FFFF_FFFF, 1.0, &state, batch->Scales, batch->References);
        Use(usable, &state);
        ColumnKernel.Write(
            At(source, first), (nint)source->Inner, (nint)source->Classes, (float*)destination + RowSource.Offset(source->Inner, first, stride), &state);
        return usable;
    }

    /// <summary>As <see cref="LogProbKernel"/>, of usable rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Subtract(RowSource* source, long first, int rows, uint usable, double* logarithms, void* destination, long stride)
    {
        if (!Effort.IsWorthIt || usable == 0 || !Fits(source, rows))
            return 0;
        TileState state;
        Use(usable, &state);
        ColumnKernel.Subtract(
            At(source, first), (nint)source->Inner, (nint)source->Classes, (float*)destination + RowSource.Offset(source->Inner, first, stride), &state,
            logarithms);
        return usable;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Fits(RowSource* source, int rows) =>
        rows == F32.Count && source->Inner > 1 && source->Type == ElementType.F32 && source->Plainly
        && source->Classes > RowTile.MaxClasses && source->Classes <= RowSummer.Chunk;

    /// <summary>A label of 1 for the rows that are used, 0 for the others.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Use(uint rows, TileState* state)
    {
        for (var row = 0; row < F32.Count; row++)
            state->Labels[row] = (rows >> row) & 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float* At(RowSource* source, long row) => (float*)source->Data + RowSource.Offset(source->Inner, row, source->Stride);
}
