// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// The lanes' running sums: 16 of double-double, high parts, then low parts. In the final fold lane i meets lane i + 8, then 4, 2, 1. On the
/// caller's stack.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LaneSums
{
    internal const int DoubleDoubles = 16;
    private const int Doubles = 2 * DoubleDoubles;

    private fixed double values[Doubles];

    internal static double* High(LaneSums* sums) => sums->values;

    internal static double* Low(LaneSums* sums) => sums->values + DoubleDoubles;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Clear(LaneSums* sums)
    {
        for (var i = 0; i < Doubles; i += F64.Count)
            F64.Store(F64.Broadcast(0.0), sums->values + i);
    }

    /// <summary>Adds one vector to the double-doubles from lane on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add(LaneSums* sums, int lane, F64 value) => F64.AddTo(value, High(sums) + lane, Low(sums) + lane);

    /// <summary>Adds one vector of double-doubles from lane on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add(LaneSums* sums, int lane, in DdF64 value)
    {
        var zero = F64Short.Broadcast(0.0);
        F64Short.AddTo(value.High, High(sums) + lane, Low(sums) + lane);
        // The low part of what is not finite means nothing.
        var low = F64Short.SelectWhereEqual(value.High - value.High, zero, value.Low, zero);
        F64Short.AddTo(low, High(sums) + lane, Low(sums) + lane);
    }

    /// <summary>The sum of all lanes. Short vectors: eight lanes become four at once in them, too.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Fold(LaneSums* sums)
    {
        var high = High(sums);
        var low = Low(sums);
        for (var half = DoubleDoubles / 2; half >= 1; half /= 2)
        {
            var i = 0;
            for (; i + F64Short.Count <= half; i += F64Short.Count)
            {
                F64Short.AddTo(F64Short.Load(high + half + i), high + i, low + i);
                F64Short.Store(F64Short.Load(low + i) + F64Short.Load(low + half + i), low + i);
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
