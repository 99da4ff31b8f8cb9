// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NativeLoss.Native.Simd;

/// <summary>The last steps of folding a vector into one lane.</summary>
internal static class Halves<T>
    where T : unmanaged
{
    /// <summary>The two halves exchanged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<T> Swap(Vector128<T> v) => Vector128.Shuffle(v.AsInt64(), Vector128.Create(1L, 0)).As<long, T>();

    /// <summary>The two halves of each half exchanged, where an element is no larger than that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<T> SwapWithin(Vector128<T> v) =>
        typeof(T) == typeof(double) ? v : Vector128.Shuffle(v.AsInt32(), Vector128.Create(1, 0, 3, 2)).As<int, T>();
}
