// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NativeLoss.Native.Ops;

/// <summary>For structs that are too large for the compiler's own copies and clears: those call into a runtime that is not there.
/// Sizes are multiples of 4.</summary>
internal static unsafe class Bytes
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Clear(void* destination, int size)
    {
        var i = 0;
        for (; i + sizeof(Vector128<byte>) <= size; i += sizeof(Vector128<byte>))
            Vector128<byte>.Zero.Store((byte*)destination + i);
        for (; i < size; i += sizeof(int))
            *(int*)((byte*)destination + i) = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Copy(void* source, void* destination, int size)
    {
        var i = 0;
        for (; i + sizeof(Vector128<byte>) <= size; i += sizeof(Vector128<byte>))
            Vector128.Load((byte*)source + i).Store((byte*)destination + i);
        for (; i < size; i += sizeof(int))
            *(int*)((byte*)destination + i) = *(int*)((byte*)source + i);
    }
}
