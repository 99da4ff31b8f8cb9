// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>Sums of what has no more digits than f32: sixteen lanes of f64, on the caller's stack. Else see <see cref="Simd.LaneSums"/>.</summary>
internal static unsafe class PlainSums
{
    internal const int Lanes = 16;

    internal static void Clear(double* lanes)
    {
        for (var i = 0; i < Lanes; i += F64.Count)
            F64.Store(F64.Broadcast(0.0), lanes + i);
    }

    /// <summary>Lane i meets lane i + 8, then 4, 2, 1.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double Fold(double* lanes)
    {
        var half = Lanes / 2;
        for (; half > F64.Count; half /= 2)
        {
            for (var i = 0; i < half; i += F64.Count)
                F64.Store(F64.Load(lanes + i) + F64.Load(lanes + half + i), lanes + i);
        }
        return F64.Sum(F64.Load(lanes) + F64.Load(lanes + half));
    }
}
