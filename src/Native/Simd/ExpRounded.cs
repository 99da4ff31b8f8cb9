// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// Exponentials of numbers up to 1024 ln 2 in f64, for results that are then rounded to f32: relative error 2^-44; 0 below 2^-1022,
/// infinity from 2^1023.5 on.
///
///   k = round(x / ln 2);  r = x - k ln2;  exp = 2^k (1 + r + r^2 (c2 + c3 r + ...)), minimax, relative error 2^-45.8
/// </summary>
internal static class ExpRounded<TVec>
    where TVec : struct, ILanes<TVec, double>
{
    private const double Ln2 = 0.6931471805599453;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec Exp(TVec x)
    {
        var power = Power(x, out var r, out var q);
        return power * TVec.Fma(r * r, q, TVec.Broadcast(1.0) + r);
    }

    /// <summary>And exp(x) - 1, which near 0 has no fewer digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ExpM1(TVec x, out TVec exp, out TVec expM1)
    {
        var power = Power(x, out var r, out var q);
        var rest = TVec.Fma(r * r, q, r);
        exp = TVec.Fma(power, rest, power);
        expM1 = TVec.Fma(power, rest, power - TVec.Broadcast(1.0));
    }

    /// <summary>2^k, r, and q with exp(r) = 1 + r + r^2 q.</summary>
    [MethodImpl(Inline.Sequence)]
    private static TVec Power(TVec x, out TVec r, out TVec q)
    {
        var round = TVec.Broadcast(6755399441055744.0 + 1023.0); // 1.5 * 2^52
        x = TVec.MaxOrSecond(TVec.Broadcast(-1023 * Ln2), x);
        var exponent = TVec.Fma(x, TVec.Broadcast(1.4426950408889634), round);
        r = TVec.Fma(exponent - round, TVec.Broadcast(-Ln2), x);
        q = TVec.Fma(r, TVec.Broadcast(2.7493074788318333e-06), TVec.Broadcast(2.4880794246406036e-05));
        q = TVec.Fma(r, q, TVec.Broadcast(0.00019841538988995405));
        q = TVec.Fma(r, q, TVec.Broadcast(0.0013888811175252313));
        q = TVec.Fma(r, q, TVec.Broadcast(0.008333333095229307));
        q = TVec.Fma(r, q, TVec.Broadcast(0.04166666696206849));
        q = TVec.Fma(r, q, TVec.Broadcast(0.16666666667264735));
        q = TVec.Fma(r, q, TVec.Broadcast(0.49999999999664574));
        return TVec.ShiftLeft(exponent, 52);
    }
}
