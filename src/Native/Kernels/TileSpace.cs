// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>What rows need on the stack while they are in a <see cref="RowTile"/>: its memory, a batch and a state, aligned, see <see cref="Lines"/>.</summary>
internal static unsafe class TileSpace
{
    /// <summary>With so many elements for the tile.</summary>
    internal static int Bytes(int elements) => (elements * sizeof(float)) + sizeof(LabelBatch) + sizeof(TileState) + Lines.Spare;

    /// <summary>As many elements, a multiple of a vector's; behind them the others, of which the state alone is no multiple of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float* Cut(void* memory, int elements, out LabelBatch* batch, out TileState* state)
    {
        var tile = (float*)Lines.Align(memory);
        batch = (LabelBatch*)(tile + elements);
        state = (TileState*)(batch + 1);
        return tile;
    }
}
