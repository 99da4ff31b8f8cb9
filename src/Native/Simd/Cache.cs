// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
#if !ISA_NEON
using System.Runtime.Intrinsics.X86;
#endif

namespace NativeLoss.Native.Simd;

/// <summary>What the processor cannot guess about addresses, and about what is stored.</summary>
internal static unsafe class Cache
{
    /// <summary>
    /// How far behind a vector that is stored, in bytes, the lines are fetched that will be: at the end of a row, or of a page, a processor does not
    /// know which come next.
    /// </summary>
    internal const int AheadOfStores = 8192;

    /// <summary>What was stored past the caches is seen by all who see what is stored after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Finish()
    {
#if !ISA_NEON
        Sse.StoreFence();
#endif
    }

    /// <summary>Starts to load the line with an address, which may be any. Nothing where the core library has no operation for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Fetch(void* address)
    {
#if !ISA_NEON
        Sse.Prefetch0(address);
#endif
    }
}
