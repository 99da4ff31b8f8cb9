// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>Elements of a 16-bit type, computed with in f32.</summary>
internal readonly unsafe struct StoredHalf<THalf, TVec> : IStored<TVec>
    where THalf : struct, IHalf
    where TVec : struct, IVector<TVec, float>
{
    public static bool IsSingle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(void* source, nint index, nint bytes) => Cache.Fetch((byte*)((ushort*)source + index) + bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Load(void* source, nint index) => THalf.WidenAny(TVec.LoadHalves((ushort*)source + index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TVec value, void* destination, nint index) =>
        TVec.StoreHalves(THalf.NarrowNumber(value), (ushort*)destination + index);
}
