// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Ops;

/// <summary>For structs that are too large for the compiler's own copies and clears: those call into a runtime that is not there.
/// Sizes are multiples of 4.</summary>
internal static unsafe class Bytes
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Clear(void* destination, int size)
    {
        for (var i = 0; i < size; i += sizeof(int))
            *(int*)((byte*)destination + i) = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Copy(void* source, void* destination, int size)
    {
        for (var i = 0; i < size; i += sizeof(int))
            *(int*)((byte*)destination + i) = *(int*)((byte*)source + i);
    }
}
