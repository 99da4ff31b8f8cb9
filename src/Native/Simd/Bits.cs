// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>Vectors of one bit pattern, and without the signs' bits.</summary>
internal static class Bits
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec Single<TVec>(uint pattern)
        where TVec : struct, ILanes<TVec, float> => TVec.Broadcast(BitConverter.UInt32BitsToSingle(pattern));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec Double<TVec>(ulong pattern)
        where TVec : struct, ILanes<TVec, double> => TVec.Broadcast(BitConverter.UInt64BitsToDouble(pattern));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec Magnitudes<TVec>(TVec values)
        where TVec : struct, ILanes<TVec, double> => TVec.And(values, Double<TVec>(0x7FFF_FFFF_FFFF_FFFF));
}
