// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>bfloat16: the upper half of an f32.</summary>
internal readonly struct BFloat16 : IHalf
{
    private const uint NaN = 0x7FC0;
    private const int Shift = 16;

    public static int Digits => 8;

    public static double SmallestNormal => 1.1754943508222875e-38;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Widen<TVec>(TVec bits)
        where TVec : struct, IVector<TVec, float>
    {
        var value = WidenAny(bits);
        return TVec.SelectWhereEqual(value, value, value, TVec.Broadcast((float)Canonical.NaN));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec WidenAny<TVec>(TVec bits)
        where TVec : struct, IVector<TVec, float> => TVec.ShiftLeft(bits, Shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Narrow<TVec>(TVec value)
        where TVec : struct, IVector<TVec, float> => TVec.SelectWhereEqual(value, value, NarrowNumber(value), Bits.Single<TVec>(NaN));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec NarrowNumber<TVec>(TVec value)
        where TVec : struct, IVector<TVec, float>
    {
        // Half a unit less one, plus the unit's last bit: ties go to even. A carry goes into the exponent, where it belongs.
        var odd = TVec.And(TVec.ShiftRight(value, Shift), Bits.Single<TVec>(1));
        var rounded = TVec.AddBits(TVec.AddBits(value, Bits.Single<TVec>((1 << (Shift - 1)) - 1)), odd);
        return TVec.ShiftRight(rounded, Shift);
    }
}
