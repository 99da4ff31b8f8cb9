// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Memory on the stack, which is aligned to 16 bytes only, for vectors: one that lies across two lines of the cache and is loaded soon after it was
/// stored waits until it is in the cache.
/// </summary>
internal static unsafe class Lines
{
    /// <summary>What the stack is aligned to.</summary>
    private const int OfTheStack = 16;

    private const int Line = 64;

    private const int Page = 4096;

    /// <summary>Bytes that such memory needs more.</summary>
    internal static int Spare => sizeof(F32) - OfTheStack;

    /// <summary>
    /// Bytes to allocate behind others, which end there. Temporaries that the compiler puts on the stack are not aligned, either: behind these bytes they
    /// lie in the same places of a line at every call, and none in the first frames bytes across two pages: one that did made sigmoids of f64 take twice as
    /// long, in one process of ten.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Pad(nuint end, int frames)
    {
        var left = (int)(end & (Page - 1));
        return left < frames ? left & -OfTheStack : left & (Line - OfTheStack);
    }

    /// <summary>The first address that is aligned to a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void* Align(void* memory) => (void*)(((nuint)memory + (nuint)sizeof(F32) - 1) & ~((nuint)sizeof(F32) - 1));
}
