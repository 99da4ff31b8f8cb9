// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// The lanes' running sums as double-doubles, and their final fold: lane i meets lane i + 16, then 8, 4, 2, 1. Caller's stack.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LaneSums
{
    internal const int Capacity = 32;

    private fixed double high[Capacity];
    private fixed double low[Capacity];

    internal static double* High(LaneSums* sums) => sums->high;

    internal static double* Low(LaneSums* sums) => sums->low;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Clear(LaneSums* sums, int lanes)
    {
        var zero = F64.Broadcast(0.0);
        for (var i = 0; i < lanes; i += F64.Count)
        {
            F64.Store(zero, sums->high + i);
            F64.Store(zero, sums->low + i);
        }
    }

    /// <summary>Adds all lanes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Add(LaneSums* sums, double* lanes)
    {
        for (var lane = 0; lane < Capacity; lane += F64.Count)
            F64.AddTo(F64.Load(lanes + lane), sums->high + lane, sums->low + lane);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Fold(LaneSums* sums, int lanes)
    {
        for (var half = lanes / 2; half >= 1; half /= 2)
        {
            var i = 0;
            for (; i + F64.Count <= half; i += F64.Count)
            {
                F64.AddTo(F64.Load(sums->high + half + i), sums->high + i, sums->low + i);
                F64.Store(F64.Load(sums->low + i) + F64.Load(sums->low + half + i), sums->low + i);
            }
            for (; i < half; i++)
            {
                var sum = Dd.Sum(sums->high[i], sums->high[half + i]);
                sums->high[i] = sum.High;
                sums->low[i] = sums->low[i] + sum.Low + sums->low[half + i];
            }
        }
        // The error terms of an infinite sum are NaN.
        return double.IsFinite(sums->high[0]) ? Dd.OrderedSum(sums->high[0], sums->low[0]) : sums->high[0];
    }
}
