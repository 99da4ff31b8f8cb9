// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Kernels;

/// <summary>An element of a row and where it was, for sorting.</summary>
internal struct RankPair
{
    internal double Value;
    internal long Index;
}
