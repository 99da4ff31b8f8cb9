// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>The order of a row: largest first, ties by index, NaN before all else.</summary>
internal static unsafe class Ranking
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static long ArgMax(in Series values, long count)
    {
        long best = 0;
        var largest = values[0];
        for (long i = 1; i < count && !double.IsNaN(largest); i++)
        {
            var value = values[i];
            if (value > largest || double.IsNaN(value))
            {
                best = i;
                largest = value;
            }
        }
        return best;
    }

    /// <summary>How many elements come before the one at index.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static long Rank(in Series values, long count, long index)
    {
        long before = 0;
        var own = values[index];
        for (long i = 0; i < count; i++)
        {
            var value = values[i];
            var same = value == own || (double.IsNaN(value) && double.IsNaN(own));
            var larger = value > own || (double.IsNaN(value) && !double.IsNaN(own));
            if (larger || (same && i < index))
                before++;
        }
        return before;
    }
}
