// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// f64 rounded to the precision of a 16-bit format: what is narrowed to f32 and then to the format is exact in both steps, where two
/// roundings could go the wrong way at a tie.
/// </summary>
internal static class HalfRounding<THalf, TVec>
    where THalf : struct, IHalf
    where TVec : struct, IVector<TVec, double>
{
    /// <summary>Beyond the largest number of every format and of f32: what is here becomes infinite.</summary>
    private const double Huge = 1e60;

    /// <summary>
    /// The sum with a power of two whose last bit is the format's last bit at the value's exponent (at the smallest, for subnormals)
    /// rounds there, to nearest even.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec Round(TVec value)
    {
        var sign = TVec.And(value, Bits.Double<TVec>(1UL << 63));
        var magnitude = TVec.And(value, Bits.Double<TVec>(long.MaxValue));
        var huge = TVec.Broadcast(Huge);
        magnitude = TVec.SelectWhereLess(magnitude, huge, magnitude, huge);
        var power = TVec.And(magnitude, Bits.Double<TVec>(0x7FFUL << 52));
        power = TVec.MaxOrSecond(power, TVec.Broadcast(THalf.SmallestNormal));
        power = TVec.AddBits(power, Bits.Double<TVec>((ulong)(53 - THalf.Digits) << 52));
        var rounded = TVec.AddBits(magnitude + power - power, sign);
        return TVec.SelectWhereEqual(value, value, rounded, TVec.Broadcast(Canonical.NaN));
    }
}
