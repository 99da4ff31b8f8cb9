// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// <see cref="SingleSumKernel{TStored}"/> and <see cref="ExpWriteKernel{T, TVec, TExp}"/> for logits in two parts:
/// exp(x + low) = s + s (e + low (1 + e)), for a low part of less than 2^-43.
/// </summary>
internal static unsafe class WideExpKernel
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Sum(double* x, double* lows, long blocks, int reference, LaneSums* sums, double* peaks)
    {
        var exp = ExpF64.Create(ExpF64.Constants, reference);
        var peak = F64.Load(peaks);
        for (long i = 0; i < blocks * ExpF64.Lanes; i += F64.Count)
        {
            Parts<Loose>(exp, x + i, lows + i, ref peak, out var s, out var e);
            var lane = (int)(i % ExpF64.Lanes);
            LaneSums.Add(sums, lane, s);
            LaneSums.Add(sums, lane, s * e);
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
        for (long i = 0; i < elements; i += F64.Count)
        {
            Parts<On>(exp, x + i, lows + i, ref peak, out var s, out var e);
            F64.Store(F64.Fma(F64.Fma(s, e, s), factors, F64.Load(addend + i)), destination + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Parts<TResult>(in ExpF64 exp, double* x, double* lows, ref F64 peak, out F64 s, out F64 e)
        where TResult : ISwitch
    {
        var high = F64.Load(x);
        var bounded = exp.Bound<On>(high);
        var exponent = exp.Exponent(bounded);
        peak = F64.MaxOrSecond(exponent, peak);
        exp.Parts<TResult, On>(bounded, exponent, out s, out e);
        // What lies below the bound is far beyond it: its low part may be anything.
        var low = F64.SelectWhereEqual(bounded, high, F64.Load(lows), F64.Broadcast(0.0));
        e = F64.Fma(low, F64.Broadcast(1.0) + e, e);
    }
}
