// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Sigmoids in f32, at most 0.6 ulp (0.8 subnormal): with t + u = exp(-|x|), the quotient of 1 or t + u and d + v = 1 + t + u, by the one
/// division 1 / d, put right by what d + v times it differs from 1. t and u are lifted, so that only the result may be subnormal.
/// </summary>
internal static unsafe class SigmoidSingle
{
    private const int Lift = 100;
    private const float Lowered = 7.888609e-31f; // 2^-Lift

    /// <summary>Half the least subnormal number is not reached from here on.</summary>
    private const float Lowest = -110f;

    private const int ConstantsLength = 32;

    /// <summary>How many elements are worked on at a time: what a step leaves for the next stays in the nearest cache.</summary>
    private const int Most = 128;

    /// <summary>Of inputs in whole blocks of 16; NaN becomes the canonical one. The destination may be the inputs.</summary>
    // A processor's scheduler holds three such chains of operations, or many more of their parts: hence the steps.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(float* x, nint count, float* destination)
    {
        var constants = stackalloc float[ConstantsLength];
        ExpF32.ScaleConstants(1.0, constants);
        for (nint done = 0; done < count; done += Most)
        {
            var part = count - done < Most ? count - done : Most;
            Part(x + done, part, constants, destination + done);
        }
    }

    private static void Part(float* x, nint count, float* constants, float* destination)
    {
        var memory = stackalloc byte[(2 * Most * sizeof(float)) + Lines.Spare];
        var t = (float*)Lines.Align(memory);
        var u = t + Most;
        Reduce(x, count, constants, t, u);
        Exponentials(count, constants, t, u);
        Quotients(x, count, t, u, destination);
    }

    /// <summary>Exponents, and what is left of -|x| beside them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Reduce(float* x, nint count, float* constants, float* exponents, float* rests)
    {
        var exp = ExpF32.CreateScaled(constants, -Lift);
        for (nint i = 0; i < count; i += F32.Count)
        {
            var bounded = F32.MaxOrSecond(F32.Broadcast(Lowest), F32.Or(F32.Load(x + i), F32.Broadcast(-0f)));
            var exponent = exp.Exponent(bounded);
            F32.Store(exponent, exponents + i);
            F32.Store(exp.Rest<On>(bounded, exponent), rests + i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Exponentials(nint count, float* constants, float* t, float* u)
    {
        var exp = ExpF32.CreateScaled(constants, -Lift);
        for (nint i = 0; i < count; i += F32.Count)
        {
            var exponent = F32.Load(t + i);
            var s = exp.Power<Off>(exponent);
            var e = exp.ExpM1<On>(F32.Load(u + i), exponent);
            var high = F32.Fma(s, e, s);
            F32.Store(high, t + i);
            F32.Store(F32.Fma(s, e, s - high), u + i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Quotients(float* x, nint count, float* t, float* u, float* destination)
    {
        var zero = F32.Broadcast(0f);
        var one = F32.Broadcast(1f);
        var lowered = F32.Broadcast(Lowered);
        var lifted = F32.Broadcast(1 / Lowered);
        for (nint i = 0; i < count; i += F32.Count)
        {
            var value = F32.Load(x + i);
            var high = F32.Load(t + i);
            var low = F32.Load(u + i);
            var d = F32.Fma(high, lowered, one);
            var v = F32.Fma(low, lowered, F32.Fma(high, lowered, one - d));
            var inverse = one / d;
            var excess = F32.Fma(v, inverse, F32.Fma(d, inverse, zero - one));
            high = F32.SelectWhereLess(value, zero, high, lifted);
            low = F32.SelectWhereLess(value, zero, low, zero);
            var quotient = high * inverse;
            var minus = zero - quotient;
            var rest = F32.Fma(low, inverse, F32.Fma(high, inverse, minus));
            quotient = (quotient + F32.Fma(minus, excess, rest)) * lowered;
            F32.Store(F32.SelectWhereEqual(value, value, quotient, F32.Broadcast((float)Canonical.NaN)), destination + i);
        }
    }
}
