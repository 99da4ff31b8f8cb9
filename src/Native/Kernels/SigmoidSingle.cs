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

    /// <summary>Of the block's inputs, whole blocks of 16; NaN becomes the canonical one. The destination may be the inputs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(ElementBlock* block, nint count, float* destination)
    {
        var t = (float*)block->X;
        var u = (float*)block->Y;
        Exponentials(block->Inputs, count, t, u);
        var zero = F32.Broadcast(0f);
        var one = F32.Broadcast(1f);
        var lowered = F32.Broadcast(Lowered);
        for (nint i = 0; i < count; i += F32.Count)
        {
            var x = F32.Load(block->Inputs + i);
            var high = F32.Load(t + i);
            var low = F32.Load(u + i);
            var d = F32.Fma(high, lowered, one);
            var v = F32.Fma(low, lowered, F32.Fma(high, lowered, one - d));
            var inverse = one / d;
            var excess = F32.Fma(v, inverse, F32.Fma(d, inverse, zero - one));
            high = F32.SelectWhereLess(x, zero, high, one);
            low = F32.SelectWhereLess(x, zero, low, zero);
            var quotient = high * inverse;
            var minus = zero - quotient;
            var rest = F32.Fma(low, inverse, F32.Fma(high, inverse, minus));
            quotient += F32.Fma(minus, excess, rest);
            quotient *= F32.SelectWhereLess(x, zero, lowered, one);
            F32.Store(F32.SelectWhereEqual(x, x, quotient, F32.Broadcast((float)Canonical.NaN)), destination + i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Exponentials(float* x, nint count, float* t, float* u)
    {
        var constants = stackalloc float[ConstantsLength];
        ExpF32.ScaleConstants(1.0, constants);
        var exp = ExpF32.Create(constants, -Lift);
        for (nint i = 0; i < count; i += F32.Count)
        {
            var bounded = F32.MaxOrSecond(F32.Broadcast(Lowest), F32.Or(F32.Load(x + i), F32.Broadcast(-0f)));
            exp.Parts<On, Off>(bounded, exp.Exponent(bounded), out var s, out var e);
            var high = F32.Fma(s, e, s);
            F32.Store(high, t + i);
            F32.Store(F32.Fma(s, e, s - high), u + i);
        }
    }
}
