// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// Natural logarithms in f64, for results that are then rounded to f32: relative error 2^-43.
///
///   log m = 2 atanh(s) = 2 s (1 + z P(z)),  s = (m - 1) / (m + 1),  z = s^2
///
/// P is minimax in the error of the logarithm: for m in [sqrt(1/2), sqrt(2)) with a multiple of ln 2 beside it, and for m in [1, 2].
/// </summary>
internal static class LogRounded<TVec>
    where TVec : struct, ILanes<TVec, double>
{
    private const double Ln2 = 0.6931471805599453;

    /// <summary>log(x) for normal x above 0.</summary>
    [MethodImpl(Inline.Sequence)]
    internal static TVec Log(TVec x)
    {
        // Moving the bit pattern by 1 - sqrt(1/2) makes the exponent field change at sqrt(2) instead of at 2.
        var moved = TVec.AddBits(x, Bits.Double<TVec>(0x3FF0_0000_0000_0000 - 0x3FE6_A09E_667F_3BCD));
        var m = TVec.AddBits(TVec.And(moved, Bits.Double<TVec>(0x000F_FFFF_FFFF_FFFF)), Bits.Double<TVec>(0x3FE6_A09E_667F_3BCD));
        var k = Pow2.Exponents(moved);
        var f = m - TVec.Broadcast(1.0);
        var s = f / (TVec.Broadcast(2.0) + f);
        var z = s * s;
        var p = TVec.Fma(z, TVec.Broadcast(0.09791800445187505), TVec.Broadcast(0.11088113967798209));
        p = TVec.Fma(z, p, TVec.Broadcast(0.14286054097766507));
        p = TVec.Fma(z, p, TVec.Broadcast(0.1999999781556545));
        p = TVec.Fma(z, p, TVec.Broadcast(0.33333333337886567));
        s += s;
        return TVec.Fma(k, TVec.Broadcast(Ln2), TVec.Fma(s * z, p, s));
    }

    /// <summary>log(1 + x) for x from 0 on; of infinity and NaN some number.</summary>
    [MethodImpl(Inline.Sequence)]
    internal static TVec Log1p(TVec x)
    {
        var one = TVec.Broadcast(1.0);
        // Above 1 what 1 + x loses is nothing beside its logarithm.
        var sum = one + x;
        var m = TVec.AddBits(TVec.And(sum, Bits.Double<TVec>(0x000F_FFFF_FFFF_FFFF)), one);
        var f = TVec.SelectWhereLess(x, one, x, m - one);
        var k = TVec.SelectWhereLess(x, one, TVec.Broadcast(0.0), Pow2.Exponents(sum));
        return TVec.Fma(k, TVec.Broadcast(Ln2), Log1pOfRatio(f / (TVec.Broadcast(2.0) + f)));
    }

    /// <summary>log(1 + x) of s = x / (2 + x), for x in [0, 1].</summary>
    [MethodImpl(Inline.Sequence)]
    internal static TVec Log1pOfRatio(TVec s)
    {
        var z = s * s;
        var p = TVec.Fma(z, TVec.Broadcast(0.10003234692419909), TVec.Broadcast(0.07048414981913816));
        p = TVec.Fma(z, p, TVec.Broadcast(0.0915281523511644));
        p = TVec.Fma(z, p, TVec.Broadcast(0.11107890545834953));
        p = TVec.Fma(z, p, TVec.Broadcast(0.14285803203802175));
        p = TVec.Fma(z, p, TVec.Broadcast(0.1999999884110961));
        p = TVec.Fma(z, p, TVec.Broadcast(0.3333333333842873));
        s += s;
        return TVec.Fma(s * z, p, s);
    }
}
