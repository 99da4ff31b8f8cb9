// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>Sums of what has no more digits than f32: sixteen lanes of f64, on the caller's stack. Else see <see cref="Simd.LaneSums"/>.</summary>
internal static unsafe class PlainSums
{
    internal const int Lanes = 16;

    internal static void Clear(double* lanes) => Clear(lanes, Lanes);

    /// <summary>Of a block of f32.</summary>
    internal static void ClearBlock(double* lanes) => Clear(lanes, ExpF32.Lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(double* lanes, int count)
    {
        for (var i = 0; i < count; i += F64.Count)
            F64.Store(F64.Broadcast(0.0), lanes + i);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double Fold(double* lanes) => Fold(lanes, Lanes);

    /// <summary>Of a block of f32.</summary>
    // Inlined it would be what the compiler refuses to inline of a loop beside it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double FoldBlock(double* lanes) => Fold(lanes, ExpF32.Lanes);

    /// <summary>The first half of the lanes meets the second, then that its own, down to one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Fold(double* lanes, int count)
    {
        if (count == 4 * F64.Count)
            return F64.Sum(F64.Load(lanes) + F64.Load(lanes + (2 * F64.Count)) + (F64.Load(lanes + F64.Count) + F64.Load(lanes + (3 * F64.Count))));
        var half = count / 2;
        for (; half > F64.Count; half /= 2)
        {
            for (var i = 0; i < half; i += F64.Count)
                F64.Store(F64.Load(lanes + i) + F64.Load(lanes + half + i), lanes + i);
        }
        return F64.Sum(F64.Load(lanes) + F64.Load(lanes + half));
    }
}
