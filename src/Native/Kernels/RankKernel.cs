// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>Ranks of a row, from 1, smallest first; equal elements share the average of theirs.</summary>
internal static unsafe class RankKernel
{
    /// <summary>Writes ranks by the elements' indices. Half numbers: exact in f64.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(RankPair* sorted, long count, ElementType type, void* ranks)
    {
        for (long start = 0, end; start < count; start = end)
        {
            end = start + 1;
            while (end < count && sorted[end].Value == sorted[start].Value)
                end++;
            for (var i = start; i < end; i++)
                Elements.Set(type, ranks, sorted[i].Index, Average(start, end));
        }
    }

    /// <summary>Of the ranks of the positions from start to end.</summary>
    internal static double Average(long start, long end) => 0.5 * (start + end + 1);
}
