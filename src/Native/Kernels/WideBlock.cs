// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>Sixteen elements of any type as f64, for what is accumulated or updated in f64 whatever the element type.</summary>
internal static unsafe class WideBlock
{
    internal const int Size = 16;

    /// <summary>Elements [index, index + 16) of an array of count, padded behind its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Load(ElementType type, void* source, long index, long count, double padding, double* wide)
    {
        if (count - index < Size)
            LoadPart(type, source, index, count, padding, wide);
        else if (type == ElementType.F32)
            Load<float, F32>((float*)source + index, wide);
        else
            Load<double, F64>((double*)source + index, wide);
    }

    /// <summary>The counterpart of <see cref="Load(ElementType, void*, long, long, double, double*)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(ElementType type, double* wide, void* destination, long index, long count)
    {
        if (count - index < Size)
            StorePart(type, wide, destination, index, count);
        else if (type == ElementType.F32)
            Store<float, F32>(wide, (float*)destination + index);
        else
            Store<double, F64>(wide, (double*)destination + index);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<T, TVec>(T* source, double* wide)
        where T : unmanaged
        where TVec : struct, IVector<TVec, T>
    {
        for (var i = 0; i < Size; i += TVec.Count)
            TVec.StoreWide(TVec.Load(source + i), wide + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T, TVec>(double* wide, T* destination)
        where T : unmanaged
        where TVec : struct, IVector<TVec, T>
    {
        for (var i = 0; i < Size; i += TVec.Count)
            TVec.Store(TVec.LoadNarrow(wide + i), destination + i);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadPart(ElementType type, void* source, long index, long count, double padding, double* wide)
    {
        for (long i = 0; i < Size; i++)
            wide[i] = index + i < count ? Elements.Get(type, source, index + i) : padding;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StorePart(ElementType type, double* wide, void* destination, long index, long count)
    {
        for (long i = 0; index + i < count; i++)
            Elements.Set(type, destination, index + i, wide[i]);
    }
}
