// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>What <see cref="TileKernel"/> knows of a tile's rows: a vector each.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TileState
{
    internal const int Size = 16;

    /// <summary>The class that stands apart from the row's sum; below 0 for none.</summary>
    internal fixed float Labels[Size];

    /// <summary>Its logit, as it is read, see <see cref="Gain"/>.</summary>
    internal fixed float Logits[Size];

    /// <summary>The largest of the others.</summary>
    internal fixed float Maxima[Size];

    internal fixed float References[Size];

    /// <summary>What exponentials are multiplied by, in two parts.</summary>
    internal fixed float Scales[Size];

    internal fixed float ScalesLow[Size];

    /// <summary>What is added to those products.</summary>
    internal fixed float Addends[Size];

    /// <summary>What stands in the label's place in the end.</summary>
    internal fixed float Results[Size];

    private bool across;

    /// <summary>There is one row, which lies across the lanes: see <see cref="AcrossKernel"/>.</summary>
    // Where the level has no such rows, what is done with them is not compiled.
    internal bool Across
    {
        get => Effort.IsWorthIt && across;
        set => across = value;
    }

    /// <summary>See <see cref="RowSource.Exponential"/>.</summary>
    internal float* Exponential;

    /// <summary>What the logits are times what is read of them.</summary>
    internal double Gain;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Start(TileState* state, RowSource* source)
    {
        state->Across = false;
        state->Exponential = source->Exponential;
        state->Gain = source->ReadGain;
    }

    internal static void AddNothing(TileState* state) => F32.Store(F32.Broadcast(-0f), state->Addends);

    /// <summary>What the first row has, for all lanes.</summary>
    internal static void Spread(float* values) => F32.Store(F32.Broadcast(values[0]), values);

    /// <summary>From a vector's number of classes to the next: a label is as far from there.</summary>
    internal static void Advance(TileState* state) => F32.Store(F32.Load(state->Labels) - F32.Broadcast(F32.Count), state->Labels);

    /// <summary>No label in any row.</summary>
    internal static void LabelNothing(TileState* state) => F32.Store(F32.Broadcast(-1f), state->Labels);

    /// <summary>Labels of rows, or <see cref="LabelBatch.Skipped"/>; none in the lanes behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Label(TileState* state, long* labels, int rows)
    {
        LabelNothing(state);
        var lanes = state->Labels;
        for (; rows >= Vector128<float>.Count; rows -= Vector128<float>.Count)
        {
            var some = Vector128.Narrow(Vector128.Load(labels), Vector128.Load(labels + Vector128<long>.Count));
            Vector128.ConvertToSingle(some).Store(lanes);
            labels += Vector128<float>.Count;
            lanes += Vector128<float>.Count;
        }
        for (; rows > 0; rows--)
            *lanes++ = *labels++;
    }
}
