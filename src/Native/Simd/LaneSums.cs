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

    /// <summary>Adds one vector to the lanes from lane on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add(LaneSums* sums, int lane, F64 value) => F64.AddTo(value, sums->high + lane, sums->low + lane);

    /// <summary>Of f32 lanes, whose f64 sums have no low parts.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double FoldHigh(LaneSums* sums)
    {
        var high = sums->high;
        var half = Capacity / 2;
        for (; half >= F64.Count; half /= 2)
        {
            for (var i = 0; i < half; i += F64.Count)
                F64.Store(F64.Load(high + i) + F64.Load(high + half + i), high + i);
        }
        for (; half >= 1; half /= 2)
        {
            for (var i = 0; i < half; i++)
                high[i] += high[half + i];
        }
        return high[0];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Fold(LaneSums* sums, int lanes, int offset = 0)
    {
        var high = sums->high + offset;
        var low = sums->low + offset;
        for (var half = lanes / 2; half >= 1; half /= 2)
        {
            var i = 0;
            for (; i + F64.Count <= half; i += F64.Count)
            {
                F64.AddTo(F64.Load(high + half + i), high + i, low + i);
                F64.Store(F64.Load(low + i) + F64.Load(low + half + i), low + i);
            }
            for (; i < half; i++)
            {
                var sum = Dd.Sum(high[i], high[half + i]);
                high[i] = sum.High;
                low[i] = low[i] + sum.Low + low[half + i];
            }
        }
        // The error terms of an infinite sum are NaN.
        return double.IsFinite(high[0]) ? Dd.OrderedSum(high[0], low[0]) : high[0];
    }
}
