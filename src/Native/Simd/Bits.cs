// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>Bits of numbers: vectors of one pattern, and without the signs'; how many there are.</summary>
internal static class Bits
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec Single<TVec>(uint pattern)
        where TVec : struct, ILanes<TVec, float> => TVec.Broadcast(BitConverter.UInt32BitsToSingle(pattern));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec Double<TVec>(ulong pattern)
        where TVec : struct, ILanes<TVec, double> => TVec.Broadcast(BitConverter.UInt64BitsToDouble(pattern));

    /// <summary>How many are set. The class library's function is not there on every processor without more of the library.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Count(uint bits)
    {
        bits -= (bits >> 1) & 0x5555_5555;
        bits = (bits & 0x3333_3333) + ((bits >> 2) & 0x3333_3333);
        return (int)((((bits + (bits >> 4)) & 0x0F0F_0F0F) * 0x0101_0101) >> 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec Magnitudes<TVec>(TVec values)
        where TVec : struct, ILanes<TVec, double> => TVec.And(values, Double<TVec>(0x7FFF_FFFF_FFFF_FFFF));
}
