// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// Exponentials of numbers up to 0 in f64, for results that are then rounded to f32: relative error 2^-44; 0 below 2^-1022.
///
///   k = round(x / ln 2);  r = x - k ln2;  exp = 2^k (1 + r + r^2 (c2 + c3 r + ...)), minimax, relative error 2^-45.8
/// </summary>
internal static unsafe class ExpRounded<TVec>
    where TVec : struct, IVector<TVec, double>
{
    private const double Ln2 = 0.6931471805599453;

    internal static double* Constants
    {
        // See ExpDouble.
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Table));
    }

    private static ReadOnlySpan<double> Table =>
    [
        0.49999999999664574, 0.16666666667264735, 0.04166666696206849, 0.008333333095229307, 0.0013888811175252313, 0.00019841538988995405,
        2.4880794246406036e-05, 2.7493074788318333e-06,
        1.4426950408889634, 6755399441055744.0 + 1023.0, -Ln2, -1023 * Ln2,
    ];

    [MethodImpl(Inline.Sequence)]
    internal static TVec Exp(TVec x, double* constants)
    {
        var round = TVec.Broadcast(constants[9]);
        x = TVec.MaxOrSecond(TVec.Broadcast(constants[11]), x);
        var exponent = TVec.Fma(x, TVec.Broadcast(constants[8]), round);
        var r = TVec.Fma(exponent - round, TVec.Broadcast(constants[10]), x);
        var q = TVec.Fma(r, TVec.Broadcast(constants[7]), TVec.Broadcast(constants[6]));
        q = TVec.Fma(r, q, TVec.Broadcast(constants[5]));
        q = TVec.Fma(r, q, TVec.Broadcast(constants[4]));
        q = TVec.Fma(r, q, TVec.Broadcast(constants[3]));
        q = TVec.Fma(r, q, TVec.Broadcast(constants[2]));
        q = TVec.Fma(r, q, TVec.Broadcast(constants[1]));
        q = TVec.Fma(r, q, TVec.Broadcast(constants[0]));
        return TVec.ShiftLeft(exponent, 52) * TVec.Fma(r * r, q, TVec.Broadcast(1.0) + r);
    }
}
