// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// exp of a double-double on f64 vectors, as a double-double with an error of about 2^-59 and a power of two: for the label's term, which
/// divides everything else in its row, and where exponentials are compared. The reduction and the polynomial are those of
/// <see cref="ExpDouble{TVec}"/>, with the remainder and the leading terms 1 + r + r^2/2 carried in two parts.
/// </summary>
internal static unsafe class ExpAccurate<TVec>
    where TVec : struct, IVector<TVec, double>
{
    internal static double* Constants
    {
        // See ExpDouble.
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Table));
    }

    private static ReadOnlySpan<double> Table =>
    [
        6755399441055744.0, 1.4426950408889634, -0.6931471805599453, -2.3190468138462996e-17, // 1.5 * 2^52
        0.16666666666666682, 0.041666666666666095, 0.008333333333317046, 0.0013888888889115423, 0.0001984126989635344,
        2.4801586926913384e-05, 2.755723489282542e-06, 2.7557581689391474e-07, 2.5112025885393023e-08, 2.082665549029972e-09,
    ];

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Exp(in TVec x, in TVec xLow, out TVec high, out TVec low, out TVec exponent)
    {
        var c = Constants;
        Reduce(c, x, xLow, out var r, out var rLow, out exponent);
        Combine(r, rLow, Polynomial(c, r), out high, out low);
    }

    /// <summary>What is left of x, in two parts, beside its power of two.</summary>
    [MethodImpl(Inline.Sequence)]
    internal static void Reduce(double* c, in TVec x, in TVec xLow, out TVec r, out TVec rLow, out TVec exponent)
    {
        var round = TVec.Broadcast(c[0]);
        exponent = TVec.Fma(x, TVec.Broadcast(c[1]), round) - round;
        var exact = TVec.Fma(exponent, TVec.Broadcast(c[2]), x);
        var correction = TVec.Fma(exponent, TVec.Broadcast(c[3]), xLow);
        r = exact + correction;
        rLow = correction - (r - exact);
    }

    /// <summary>Of the terms from r^3 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec Polynomial(double* c, in TVec r) => Horner<TVec>.Degree9(r, c + 4);

    [MethodImpl(Inline.Sequence)]
    internal static void Combine(in TVec r, in TVec rLow, in TVec q, out TVec high, out TVec low)
    {
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
