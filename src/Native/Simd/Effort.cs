// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Simd;

/// <summary>
/// Whether second ways to the same bits, which only save time, are worth their place in the file: not at the level that computes a fused
/// multiply-add in dozens of operations.
/// </summary>
internal static class Effort
{
#if ISA_V2
    internal const bool IsWorthIt = false;
#else
    internal const bool IsWorthIt = true;
#endif
}
