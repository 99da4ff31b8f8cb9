// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>Polynomials, whose coefficients are in memory, the lowest first.</summary>
internal static unsafe class Horner<TVec>
    where TVec : struct, IVector<TVec, double>
{
    [MethodImpl(Inline.Sequence)]
    internal static TVec Degree9(in TVec x, double* c)
    {
        var q = TVec.Fma(x, TVec.Broadcast(c[9]), TVec.Broadcast(c[8]));
        q = TVec.Fma(x, q, TVec.Broadcast(c[7]));
        q = TVec.Fma(x, q, TVec.Broadcast(c[6]));
        q = TVec.Fma(x, q, TVec.Broadcast(c[5]));
        q = TVec.Fma(x, q, TVec.Broadcast(c[4]));
        q = TVec.Fma(x, q, TVec.Broadcast(c[3]));
        q = TVec.Fma(x, q, TVec.Broadcast(c[2]));
        q = TVec.Fma(x, q, TVec.Broadcast(c[1]));
        return TVec.Fma(x, q, TVec.Broadcast(c[0]));
    }
}
