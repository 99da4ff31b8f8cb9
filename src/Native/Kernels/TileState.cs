// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.InteropServices;

namespace NativeLoss.Native.Kernels;

/// <summary>What <see cref="TileKernel"/> knows of a tile's rows: a vector each.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TileState
{
    internal const int Size = 16;

    /// <summary>The class that stands apart from the row's sum; below 0 for none.</summary>
    internal fixed float Labels[Size];

    /// <summary>Its logit.</summary>
    internal fixed float Logits[Size];

    /// <summary>The largest of the other logits.</summary>
    internal fixed float Maxima[Size];

    internal fixed float References[Size];

    /// <summary>What exponentials are multiplied by, in two parts.</summary>
    internal fixed float Scales[Size];

    internal fixed float ScalesLow[Size];

    /// <summary>What is added to those products.</summary>
    internal fixed float Addends[Size];

    internal static void AddNothing(TileState* state) => F32.Store(F32.Broadcast(-0f), state->Addends);

    /// <summary>Takes the labels' logits out of a tile.</summary>
    internal static void TakeOut(TileState* state, int rows, float* tile)
    {
        for (var row = 0; row < rows; row++)
        {
            if (state->Labels[row] < 0)
                continue;
            var logit = At(state, row, tile);
            state->Logits[row] = *logit;
            *logit = float.NegativeInfinity;
        }
    }

    /// <summary>
    /// In the labels' places, what adds nothing to a sum but needs no bound: 1e-35 of the largest other term.
    /// </summary>
    internal static void FillIn(TileState* state, int rows, float* tile)
    {
        const float Depth = 70;
        for (var row = 0; row < rows; row++)
        {
            if (state->Labels[row] >= 0)
                *At(state, row, tile) = state->Maxima[row] - Depth;
        }
    }

    internal static void PutBack(TileState* state, int rows, float* tile)
    {
        for (var row = 0; row < rows; row++)
        {
            if (state->Labels[row] >= 0)
                *At(state, row, tile) = state->Logits[row];
        }
    }

    /// <summary>Results at the labels.</summary>
    internal static void PutIn(TileState* state, int rows, double* values, float* tile)
    {
        for (var row = 0; row < rows; row++)
        {
            if (state->Labels[row] >= 0)
                *At(state, row, tile) = (float)values[row];
        }
    }

    private static float* At(TileState* state, int row, float* tile) => tile + ((int)state->Labels[row] * RowTile.Width) + row;
}
