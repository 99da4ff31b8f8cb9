// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>A row in ascending order: a merge sort from the bottom up, stable, with n log n steps for every row.</summary>
internal static unsafe class SortKernel
{
    /// <summary>
    /// Sorts a row into one of two arrays, and returns that one; the other one is free then. Null for a row with NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static RankPair* Run(ElementType type, void* x, long count, RankPair* from, RankPair* to, out RankPair* free)
    {
        free = to;
        for (long i = 0; i < count; i++)
        {
            from[i].Value = Elements.Get(type, x, i);
            from[i].Index = i;
            if (double.IsNaN(from[i].Value))
                return null;
        }
        for (long width = 1; width < count; width *= 2)
        {
            for (long start = 0; start < count; start += 2 * width)
                Merge(from, to, start, Least(start + width, count), Least(start + (2 * width), count));
            free = from;
            from = to;
            to = free;
        }
        return from;
    }

    private static long Least(long a, long b) => a < b ? a : b;

    private static void Merge(RankPair* from, RankPair* to, long first, long middle, long end)
    {
        var second = middle;
        for (var i = first; i < end; i++)
        {
            if (first < middle && (second == end || from[first].Value <= from[second].Value))
                to[i] = from[first++];
            else
                to[i] = from[second++];
        }
    }
}
