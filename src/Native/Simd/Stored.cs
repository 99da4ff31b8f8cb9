// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>Elements of the arithmetic's own type.</summary>
internal readonly unsafe struct Stored<T, TVec> : IStored<TVec>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
{
    public static bool IsSingle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(void* source, nint index, nint bytes) => Cache.Fetch((byte*)((T*)source + index) + bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Load(void* source, nint index) => TVec.Load((T*)source + index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TVec value, void* destination, nint index) => TVec.Store(value, (T*)destination + index);
}
