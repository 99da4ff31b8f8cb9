// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// IEEE binary16: sign, 5 bits of exponent, 10 of fraction. Moved 13 bits to the left, a pattern has its fields where f32 has them, and
/// the exponents differ by 112. Subnormals of the format go through a sum or difference of normal f32 numbers: f32 subnormals are slow
/// on many a processor, and small probabilities in this format are subnormal.
/// </summary>
internal readonly struct Binary16 : IHalf
{
    private const uint Sign = 0x8000;
    private const uint NaN = 0x7E00;
    private const int Shift = 13;
    private const uint Rebias = 112;
    private const uint Half = 0x3F00_0000;
    private const float Smallest = 1 / 16384f;

    /// <summary>The exponent above the largest: infinity, and below NaN.</summary>
    private const float Infinity = 65536f;

    public static int Digits => 11;

    public static double SmallestNormal => Smallest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Widen<TVec>(TVec bits)
        where TVec : struct, IVector<TVec, float>
    {
        var magnitude = TVec.And(bits, Bits.Single<TVec>(Sign - 1));
        var sign = TVec.And(TVec.ShiftLeft(bits, 16), Bits.Single<TVec>(Sign << 16));
        var value = TVec.AddBits(TVec.ShiftLeft(magnitude, Shift), Bits.Single<TVec>(Rebias << 23));
        // A subnormal looks like 2^-15 (1 + f) here, and is 2^-14 f.
        var smallest = TVec.Broadcast(Smallest);
        var subnormal = TVec.AddBits(value, Bits.Single<TVec>(1 << 23)) - smallest;
        var infinity = TVec.Broadcast(Infinity);
        var finite = TVec.SelectWhereLess(value, smallest, subnormal, value);
        var number = TVec.AddBits(TVec.SelectWhereLess(value, infinity, finite, TVec.Broadcast(float.PositiveInfinity)), sign);
        return TVec.SelectWhereLess(infinity, value, TVec.Broadcast((float)Canonical.NaN), number);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec WidenAny<TVec>(TVec bits)
        where TVec : struct, IVector<TVec, float> => Widen(bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec NarrowNumber<TVec>(TVec value)
        where TVec : struct, IVector<TVec, float> => Narrow(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec Narrow<TVec>(TVec value)
        where TVec : struct, IVector<TVec, float>
    {
        var sign = TVec.And(TVec.ShiftRight(value, 16), Bits.Single<TVec>(Sign));
        var magnitude = TVec.And(value, Bits.Single<TVec>(int.MaxValue));
        var infinity = TVec.Broadcast(Infinity);
        magnitude = TVec.SelectWhereLess(magnitude, infinity, magnitude, infinity);
        // Half a unit less one, plus the unit's last bit: ties go to even. A carry goes into the exponent, where it belongs.
        var odd = TVec.And(TVec.ShiftRight(magnitude, Shift), Bits.Single<TVec>(1));
        var rounded = TVec.AddBits(TVec.AddBits(magnitude, Bits.Single<TVec>((1 << (Shift - 1)) - 1)), odd);
        var normal = TVec.AddBits(TVec.ShiftRight(rounded, Shift), Bits.Single<TVec>(unchecked(0 - (Rebias << 10))));
        // The last bit of 1/2 is 2^-24, the unit of the subnormals: the addition rounds to it.
        var subnormal = TVec.AddBits(magnitude + Bits.Single<TVec>(Half), Bits.Single<TVec>(unchecked(0 - Half)));
        var bits = TVec.SelectWhereLess(magnitude, TVec.Broadcast(Smallest), subnormal, normal);
        return TVec.SelectWhereEqual(value, value, TVec.AddBits(bits, sign), Bits.Single<TVec>(NaN));
    }
}
