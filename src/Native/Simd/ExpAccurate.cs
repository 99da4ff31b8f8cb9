// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// exp of a double-double on f64 vectors, as a double-double with an error of about 2^-59 and a power of two: for the label's term, which
/// divides everything else in its row, and where exponentials are compared. The reduction and the polynomial are those of
/// <see cref="ExpDouble{TVec}"/>, with the remainder and the leading terms 1 + r + r^2/2 carried in two parts.
/// </summary>
internal static class ExpAccurate<TVec>
    where TVec : struct, IVector<TVec, double>
{
    private const double Round = 6755399441055744.0; // 1.5 * 2^52

    [MethodImpl(Inline.Sequence)]
    internal static void Exp(TVec x, TVec xLow, out TVec high, out TVec low, out TVec exponent)
    {
        var round = TVec.Broadcast(Round);
        exponent = TVec.Fma(x, TVec.Broadcast(1.4426950408889634), round) - round;
        var exact = TVec.Fma(exponent, TVec.Broadcast(-0.6931471805599453), x);
        var correction = TVec.Fma(exponent, TVec.Broadcast(-2.3190468138462996e-17), xLow);
        var r = exact + correction;
        var rLow = correction - (r - exact);
        var q = TVec.Fma(r, TVec.Broadcast(2.082665549029972e-09), TVec.Broadcast(2.5112025885393023e-08));
        q = TVec.Fma(r, q, TVec.Broadcast(2.7557581689391474e-07));
        q = TVec.Fma(r, q, TVec.Broadcast(2.755723489282542e-06));
        q = TVec.Fma(r, q, TVec.Broadcast(2.4801586926913384e-05));
        q = TVec.Fma(r, q, TVec.Broadcast(0.0001984126989635344));
        q = TVec.Fma(r, q, TVec.Broadcast(0.0013888888889115423));
        q = TVec.Fma(r, q, TVec.Broadcast(0.008333333333317046));
        q = TVec.Fma(r, q, TVec.Broadcast(0.041666666666666095));
        q = TVec.Fma(r, q, TVec.Broadcast(0.16666666666666682));
        var one = TVec.Broadcast(1.0);
        var half = r * TVec.Broadcast(0.5);
        var square = r * half;
        var squareLow = TVec.Fma(r, half, TVec.Broadcast(0.0) - square);
        var first = one + r;
        var sum = first + square;
        var rest = ((r - (first - one)) + (square - (sum - first))) + squareLow;
        rest = rest + TVec.Fma(r * r, r * q, TVec.Fma(rLow, r, rLow));
        high = sum + rest;
        low = rest - (high - sum);
    }
}
