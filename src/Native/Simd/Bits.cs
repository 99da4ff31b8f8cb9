// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>Vectors of one bit pattern.</summary>
internal static class Bits
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec Single<TVec>(uint pattern)
        where TVec : struct, IVector<TVec, float> => TVec.Broadcast(BitConverter.UInt32BitsToSingle(pattern));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec Double<TVec>(ulong pattern)
        where TVec : struct, IVector<TVec, double> => TVec.Broadcast(BitConverter.UInt64BitsToDouble(pattern));
}
