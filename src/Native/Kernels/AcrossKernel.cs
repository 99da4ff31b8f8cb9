// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// What <see cref="TileKernel"/> does of rows side by side, operation for operation, of a single row that lies across the lanes: its classes follow each
/// other in a tile's memory, with -inf up to a whole vector. Only additions still wait for each other.
/// </summary>
internal static unsafe class AcrossKernel
{
    /// <summary>Classes with those that fill the last vector.</summary>
    internal static int Padded(int classes) => (classes + F32.Count - 1) / F32.Count * F32.Count;

    /// <summary>See <see cref="TileKernel.Max"/>; the label is the state's, or below 0 for none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Max(float* row, int classes, TileState* state)
    {
        var nothing = F32.Broadcast(float.NegativeInfinity);
        var label = F32.Broadcast(state->Labels[0]);
        var lanes = nothing;
        for (var i = 0; i < classes; i += F32.Count)
            lanes = F32.MaxOrSecond(F32.SelectWhereEqual(Indices(i), label, nothing, F32.Load(row + i)), lanes);
        var max = F32.Broadcast(F32.Max(lanes));
        F32.Store(max, state->Maxima);
        F32.Store(ExpF32.References(max, state->Exponential), state->References);
        var own = (nint)state->Labels[0];
        F32.Store(F32.Broadcast(own < 0 ? 0f : row[own]), state->Logits);
    }

    /// <summary>See <see cref="TileKernel.ArgMax"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ArgMax(float* row, int classes, TileState* state) =>
        F32.Store(F32.Broadcast(Elements.SingleTop(ElementType.F32, row, Padded(classes), out _)), state->Labels);

    /// <summary>See <see cref="TileKernel.Sum"/>; every lane has the sum.</summary>
    internal static void Sum(float* row, int classes, TileState* state, double* sums)
    {
        Terms(row, classes, state);
        Add(row + RowTile.MaxClasses, classes, sums);
    }

    /// <summary>The two parts of each term behind the row, and behind each other. Bounded, as asking first would take longer.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Terms(float* row, int classes, TileState* state)
    {
        var exp = new ExpF32(state->Exponential, F32.Load(state->References));
        var filler = TileKernel.Filler(state);
        var label = F32.Broadcast(state->Labels[0]);
        for (var i = 0; i < classes; i += F32.Count)
        {
            var x = exp.Bound<On>(F32.SelectWhereEqual(Indices(i), label, filler, F32.Load(row + i)));
            exp.TemperedParts<On>(x, exp.Exponent(x), out var s, out var e);
            F32.Store(s, row + RowTile.MaxClasses + i);
            F32.Store(e, row + (2 * RowTile.MaxClasses) + i);
        }
    }

    /// <summary>Of the classes from one on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F32 Indices(int first) => F32.Load(LaneIndices.Pointer) + F32.Broadcast(first);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(float* parts, int classes, double* sums)
    {
        var ceiling = F32.Broadcast(ExpF32.Ceiling);
        var coarse = ceiling;
        var fine = F32.Broadcast(0f);
        for (var end = parts + classes; parts < end; parts++)
        {
            var s = F32.Broadcast(parts[0]);
            var next = coarse + s;
            fine += F32.Fma(s, F32.Broadcast(parts[RowTile.MaxClasses]), s - (next - coarse));
            coarse = next;
        }
        TileKernel.StoreSum(coarse - ceiling, fine, sums);
    }

    /// <summary>See <see cref="TileKernel.Scale"/>, with what the state has for its first row, label and addend too.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Scale(float* row, int classes, TileState* state)
    {
        TileState.Spread(state->References);
        TileState.Spread(state->Scales);
        TileState.Spread(state->ScalesLow);
        TileState.Spread(state->Addends);
        TileKernel.Scale(row, Padded(classes) / F32.Count, labelled: false, state, state->Addends, 0);
        var label = (nint)state->Labels[0];
        if (label >= 0)
            row[label] = state->Results[0];
    }

    /// <summary>See <see cref="TileKernel.Subtract"/>, with the first row's logarithm.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Subtract(float* row, int classes, TileState* state, double* logarithms)
    {
        for (var i = F32.Count - F64.Count; i >= 0; i -= F64.Count)
            F64.Store(F64.Broadcast(logarithms[0]), logarithms + i);
        var label = (nint)state->Labels[0];
        TileState.LabelNothing(state);
        TileKernel.Subtract(row, Padded(classes) / F32.Count, state, logarithms);
        row[label] = state->Results[0];
    }

    /// <summary>See <see cref="TileKernel.Total"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double Total(float* row, int classes)
    {
        var sum = 0.0;
        for (var c = 0; c < classes; c++)
            sum += row[c];
        return sum;
    }
}
