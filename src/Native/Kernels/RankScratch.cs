// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>The caller's scratch of one task, cut into what ranking a row needs: arrays of the row's length.</summary>
internal readonly unsafe struct RankScratch(void* data, long count)
{
    /// <summary>Per element of the row.</summary>
    internal const int Bytes = 64;

    internal RankPair* Pairs => (RankPair*)data;

    internal RankPair* MorePairs => Pairs + count;

    internal Dd* Ranks => (Dd*)(MorePairs + count);

    internal double* OtherRanks => (double*)(Ranks + count);

    internal long* Starts => (long*)(OtherRanks + count);
}
