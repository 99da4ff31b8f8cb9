// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// f64 exponential, below 1 ulp.
///
///   k = round(x / ln 2)                 by adding 1.5 * 2^52 with bias and reference folded in
///   r = x - k ln2                       two fused steps, the first exact, and what the second rounds off; |r| at most ln2/2
///   e = r + (r^2 (c2 + c3 r + ...) + rest)  expm1(r): minimax, relative error 3.6e-18 (0.03 ulp)
///   exp = s + s e,  s = 2^(k - reference)
///
/// No table: it would need more registers than AVX2 has and a permutation that it lacks.
/// </summary>
internal readonly unsafe struct ExpDouble<TVec> : IExp<ExpDouble<TVec>, TVec, double>
    where TVec : struct, IVector<TVec, double>
{
    private const double Round = 6755399441055744.0; // 1.5 * 2^52

    private readonly TVec scale;
    private readonly TVec round;
    private readonly TVec stepHigh;
    private readonly TVec stepLow;
    private readonly TVec lowest;
    private readonly TVec c2;
    private readonly TVec c3;
    private readonly TVec c4;
    private readonly TVec c5;
    private readonly TVec c6;
    private readonly TVec c7;
    private readonly TVec c8;
    private readonly TVec c9;
    private readonly TVec c10;
    private readonly TVec c11;
    private readonly TVec scaleBits;
    private readonly TVec scaleLow;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ExpDouble(double* constants, int reference)
    {
        c2 = TVec.Broadcast(constants[0]);
        c3 = TVec.Broadcast(constants[1]);
        c4 = TVec.Broadcast(constants[2]);
        c5 = TVec.Broadcast(constants[3]);
        c6 = TVec.Broadcast(constants[4]);
        c7 = TVec.Broadcast(constants[5]);
        c8 = TVec.Broadcast(constants[6]);
        c9 = TVec.Broadcast(constants[7]);
        c10 = TVec.Broadcast(constants[8]);
        c11 = TVec.Broadcast(constants[9]);
        scale = TVec.Broadcast(constants[10]);
        stepHigh = TVec.Broadcast(constants[11]);
        stepLow = TVec.Broadcast(constants[12]);
        // Rounds to the biased exponent 0, index 0: the scale's bits are then those of +0.
        lowest = TVec.Broadcast((reference - 1023) * 0.6931471805599453);
        round = TVec.Broadcast(constants[13] + (1023 - reference));
        scaleBits = TVec.Broadcast(constants[14]);
        scaleLow = TVec.Broadcast(constants[15]);
    }

    public static int Lanes => 16;

    // Equal terms round alike, and e is up to 0.42 here: fewer at a time than in f32.
    public static int FoldBlocks => 8;

    public static int Grid => 512;

    public static int LowestPeak => 128;

    public static int ReferenceLimit => 1 << 19;

    public static double* Constants => (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Table));

    private static ReadOnlySpan<double> Table =>
    [
        0.5000000000000011, 0.16666666666666413, 0.04166666666653026, 0.00833333333349437, 0.00138888889435999,
        0.00019841269506700818, 2.4801493133435835e-05, 2.7557586333461096e-06, 2.7630235049618455e-07, 2.5000052570902687e-08,
        1.4426950408889634, -0.6931471805599453, -2.3190468138462996e-17, Round,
        // bits(scale) - bits(1), and what the scale's rounding lost, relative.
        0.0, 0.0,
    ];

    public static int ConstantCount => 16;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ScaleConstants(Dd scale, double* scaled)
    {
        for (var i = 0; i < ConstantCount; i++)
            scaled[i] = Constants[i];
        scaled[14] = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(scale.High) - BitConverter.DoubleToInt64Bits(1.0));
        scaled[15] = scale.Low / scale.High;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExpDouble<TVec> Create(double* constants, int reference) => new(constants, reference);

    public static bool PeakFits(double largest) =>
        largest >= Round + 1023 + LowestPeak && largest < Round + 1023 + LowestPeak + Grid;

    public static int Octave(double x) => Pow2.Integer(ScalarMath.Fma(x, 1.4426950408889634, Round) - Round);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Bound<TBounded>(TVec x)
        where TBounded : ISwitch => TVec.MaxOrSecond(lowest, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Exponent(TVec x) => TVec.Fma(x, scale, round);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Gather<TBounded>(TVec exponent, TVec seen)
        where TBounded : ISwitch => TVec.MaxOrSecond(exponent, seen);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Largest<TBounded>(TVec seen)
        where TBounded : ISwitch => seen;

    [MethodImpl(Inline.Exponential)]
    public void Parts<TScaled>(
        TVec x0, TVec x1, TVec exponent0, TVec exponent1, out TVec s0, out TVec s1, out TVec e0, out TVec e1)
        where TScaled : ISwitch
    {
        var k0 = exponent0 - round;
        var k1 = exponent1 - round;
        var exact0 = TVec.Fma(k0, stepHigh, x0);
        var exact1 = TVec.Fma(k1, stepHigh, x1);
        var r0 = TVec.Fma(k0, stepLow, exact0);
        var r1 = TVec.Fma(k1, stepLow, exact1);
        var rest0 = TVec.Fma(k0, stepLow, exact0 - r0);
        var rest1 = TVec.Fma(k1, stepLow, exact1 - r1);
        var q0 = TVec.Fma(r0, c11, c10);
        var q1 = TVec.Fma(r1, c11, c10);
        q0 = TVec.Fma(r0, q0, c9);
        q1 = TVec.Fma(r1, q1, c9);
        q0 = TVec.Fma(r0, q0, c8);
        q1 = TVec.Fma(r1, q1, c8);
        q0 = TVec.Fma(r0, q0, c7);
        q1 = TVec.Fma(r1, q1, c7);
        q0 = TVec.Fma(r0, q0, c6);
        q1 = TVec.Fma(r1, q1, c6);
        q0 = TVec.Fma(r0, q0, c5);
        q1 = TVec.Fma(r1, q1, c5);
        q0 = TVec.Fma(r0, q0, c4);
        q1 = TVec.Fma(r1, q1, c4);
        q0 = TVec.Fma(r0, q0, c3);
        q1 = TVec.Fma(r1, q1, c3);
        q0 = TVec.Fma(r0, q0, c2);
        q1 = TVec.Fma(r1, q1, c2);
        s0 = TVec.ShiftLeft(exponent0, 52);
        s1 = TVec.ShiftLeft(exponent1, 52);
        if (TScaled.IsOn)
        {
            rest0 += scaleLow;
            rest1 += scaleLow;
            s0 = TVec.AddBits(s0, scaleBits);
            s1 = TVec.AddBits(s1, scaleBits);
        }
        e0 = r0 + TVec.Fma(r0 * r0, q0, rest0);
        e1 = r1 + TVec.Fma(r1 * r1, q1, rest1);
    }
}
