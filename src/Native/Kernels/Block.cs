// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>The last, partial block of a row goes through the same vector code, from a padded copy: no second arithmetic for tails.</summary>
internal static unsafe class Block<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T* Copy(T* source, nint count, nint size, T padding, void* buffer)
    {
        var block = (T*)buffer;
        for (nint i = 0; i < count; i++)
            block[i] = source[i];
        for (var i = count; i < size; i++)
            block[i] = padding;
        return block;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void CopyBack(void* buffer, T* destination, nint count)
    {
        for (nint i = 0; i < count; i++)
            destination[i] = ((T*)buffer)[i];
    }
}
