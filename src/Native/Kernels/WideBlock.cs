// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>Sixteen elements as f64, for what is accumulated or updated in f64 whatever the element type.</summary>
internal static unsafe class WideBlock<T, TVec>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
{
    internal const int Size = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Load(T* source, double* wide)
    {
        for (var i = 0; i < Size; i += TVec.Count)
            TVec.StoreWide(TVec.Load(source + i), wide + i);
    }

    /// <summary>The first count of 16 elements, the rest padded.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void LoadPart(T* source, nint count, double padding, double* wide)
    {
        for (nint i = 0; i < Size; i++)
            wide[i] = i < count ? Scalar<T>.ToDouble(source[i]) : padding;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(double* wide, T* destination)
    {
        for (var i = 0; i < Size; i += TVec.Count)
            TVec.Store(TVec.LoadNarrow(wide + i), destination + i);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void StorePart(double* wide, T* destination, nint count)
    {
        for (nint i = 0; i < count; i++)
            destination[i] = Scalar<T>.Round(wide[i]);
    }
}
