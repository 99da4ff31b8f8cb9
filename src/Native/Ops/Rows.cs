// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Ops;

/// <summary>Rows as a kernel's task walks them.</summary>
internal static unsafe class Rows<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Fill(T* row, long count, T value)
    {
        for (long i = 0; i < count; i++)
            row[i] = value;
    }
}
