// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// <see cref="ExpSumKernel{T, TVec, TExp}"/> and <see cref="ExpWriteKernel{T, TVec, TExp}"/> for logits in two parts:
/// exp(x + low) = s + s (e + low (1 + e)), for a low part of less than 2^-43.
/// </summary>
internal static unsafe class WideExpKernel
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Sum(double* x, double* lows, long blocks, int reference, LaneSums* sums, double* peaks)
    {
        var exp = ExpF64.Create(ExpF64.Constants, reference);
        var peak = F64.Load(peaks);
        for (long i = 0; i < blocks * ExpF64.Lanes; i += 2 * F64.Count)
        {
            Parts<Off>(exp, x + i, lows + i, ref peak, out var s0, out var s1, out var e0, out var e1);
            var lane = (int)(i % ExpF64.Lanes);
            LaneSums.Add(sums, lane, s0);
            LaneSums.Add(sums, lane, s0 * e0);
            LaneSums.Add(sums, lane + F64.Count, s1);
            LaneSums.Add(sums, lane + F64.Count, s1 * e1);
        }
        F64.Store(peak, peaks);
    }

    /// <summary>destination = factor * exp + addend, with the constants' scale; destination may be x or addend.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Write(
        double* x, double* lows, long elements, double* destination, double* constants, int reference, double factor, double* addend)
    {
        var exp = ExpF64.Create(constants, reference);
        var peak = F64.Broadcast(0.0);
        var factors = F64.Broadcast(factor);
        for (long i = 0; i < elements; i += 2 * F64.Count)
        {
            Parts<On>(exp, x + i, lows + i, ref peak, out var s0, out var s1, out var e0, out var e1);
            F64.Store(F64.Fma(F64.Fma(s0, e0, s0), factors, F64.Load(addend + i)), destination + i);
            F64.Store(F64.Fma(F64.Fma(s1, e1, s1), factors, F64.Load(addend + i + F64.Count)), destination + i + F64.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Parts<TScaled>(
        in ExpF64 exp, double* x, double* lows, ref F64 peak, out F64 s0, out F64 s1, out F64 e0, out F64 e1)
        where TScaled : ISwitch
    {
        var one = F64.Broadcast(1.0);
        var x0 = exp.Bound<On>(F64.Load(x));
        var x1 = exp.Bound<On>(F64.Load(x + F64.Count));
        var z0 = exp.Exponent(x0);
        var z1 = exp.Exponent(x1);
        peak = F64.MaxOrSecond(z1, F64.MaxOrSecond(z0, peak));
        exp.Parts<TScaled>(x0, x1, z0, z1, out s0, out s1, out e0, out e1);
        e0 = F64.Fma(F64.Load(lows), one + e0, e0);
        e1 = F64.Fma(F64.Load(lows + F64.Count), one + e1, e1);
    }
}
