// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// Natural logarithm of double-double numbers on f64 vectors, as a double-double whose error is about 2^-58 of the result.
///
///   x = m 2^k, m in [sqrt(1/2), sqrt(2));  f = m - 1;  s = f / (2 + f)
///   log x = k ln2 + 2 s + s z Q(z),  z = s^2,  since log(1 + f) = 2 atanh(s)
///
/// 2 s is carried in two parts; s z Q(z) is at most 1 % of it, so that its roundings stay far below the last bit.
/// Q: minimax over z in [0, 0.0295], relative error of the logarithm 8e-21.
/// </summary>
internal static class LogDouble<TVec>
    where TVec : struct, IVector<TVec, double>
{
    // ln 2 in two parts; the first has 21 trailing zero bits, so that a multiple by an exponent is exact.
    private const double Ln2High = 0.6931471803691238;
    private const double Ln2Low = 1.9082149292705877e-10;

    [MethodImpl(Inline.Sequence)]
    internal static void Log(in TVec high, in TVec low, out TVec resultHigh, out TVec resultLow)
    {
        Reduce(high, low, out var k, out var f, out var fLow);
        Finish(k, f, fLow, out resultHigh, out resultLow);
    }

    /// <summary>log(1 + x), x at least 0: below 0.41 the reduction of 1 + x is x itself, exactly.</summary>
    [MethodImpl(Inline.Sequence)]
    internal static void Log1p(in TVec high, in TVec low, out TVec resultHigh, out TVec resultLow)
    {
        var one = TVec.Broadcast(1.0);
        var sum = one + high;
        var part = sum - one;
        Reduce(sum, ((one - (sum - part)) + (high - part)) + low, out var k, out var f, out var fLow);
        var limit = TVec.Broadcast(0.41);
        k = TVec.SelectWhereLess(high, limit, TVec.Broadcast(0.0), k);
        f = TVec.SelectWhereLess(high, limit, high, f);
        fLow = TVec.SelectWhereLess(high, limit, low, fLow);
        Finish(k, f, fLow, out resultHigh, out resultLow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce(TVec high, TVec low, out TVec k, out TVec f, out TVec fLow)
    {
        // Moving the bit pattern by 1 - sqrt(1/2) makes the exponent field change at sqrt(2) instead of at 2.
        var moved = TVec.AddBits(high, Bits(0x3FF0_0000_0000_0000 - 0x3FE6_A09E_667F_3BCD));
        var biased = TVec.ShiftRight(moved, 52);
        var m = TVec.AddBits(TVec.And(moved, Bits(0x000F_FFFF_FFFF_FFFF)), Bits(0x3FE6_A09E_667F_3BCD));
        // The integer under the exponent of 2^52 is that integer above 2^52.
        k = TVec.AddBits(biased, Bits(0x4330_0000_0000_0000)) - TVec.Broadcast(4503599627370496.0 + 1023.0);
        var power = TVec.ShiftLeft(TVec.Broadcast(6755399441055744.0 + 1023.0) - k, 52);
        var first = m - TVec.Broadcast(1.0);
        var second = low * power;
        f = first + second;
        fLow = second - (f - first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(TVec k, TVec f, TVec fLow, out TVec resultHigh, out TVec resultLow)
    {
        var two = TVec.Broadcast(2.0);
        var d = two + f;
        var dLow = (f - (d - two)) + fLow;
        var s = f / d;
        var rest = TVec.Fma(TVec.Broadcast(0.0) - s, d, f);
        var sLow = ((rest + fLow) - (s * dLow)) / d;
        var z = s * s;
        var q = TVec.Fma(z, TVec.Broadcast(0.13251480006567337), TVec.Broadcast(0.13250101502491826));
        q = TVec.Fma(z, q, TVec.Broadcast(0.15387091497889965));
        q = TVec.Fma(z, q, TVec.Broadcast(0.18181775648474244));
        q = TVec.Fma(z, q, TVec.Broadcast(0.2222222264701168));
        q = TVec.Fma(z, q, TVec.Broadcast(0.28571428569084434));
        q = TVec.Fma(z, q, TVec.Broadcast(0.40000000000006253));
        q = TVec.Fma(z, q, TVec.Broadcast(0.6666666666666666));
        var high = s + s;
        var low = TVec.Fma(s * z, q, sLow + sLow);
        // k ln2 dominates or is 0; the error terms of the exact sum join the low part.
        var kHigh = k * TVec.Broadcast(Ln2High);
        var sum = kHigh + high;
        var part = sum - kHigh;
        low = low + ((kHigh - (sum - part)) + (high - part)) + (k * TVec.Broadcast(Ln2Low));
        resultHigh = sum + low;
        resultLow = low - (resultHigh - sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVec Bits(long bits) => TVec.Broadcast(BitConverter.Int64BitsToDouble(bits));
}
