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

    /// <summary>With a reference of its own in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ExpDouble(double* constants, TVec references)
        : this(constants, 0)
    {
        round -= references;
        lowest = TVec.Fma(references, TVec.Broadcast(0.6931471805599453), lowest);
    }

    public static int Lanes => 16;

    // Equal terms round alike, and e is up to 0.42 here: fewer at a time than in f32.
    public static int FoldBlocks => 8;

    public static int Lift => LowestPeak;

    public static int Room => (2 * Grid) - 3;

    /// <summary>References of sums are multiples of this.</summary>
    internal static int Grid => 512;

    /// <summary>
    /// The largest element of a run lies in [2^LowestPeak, 2^(LowestPeak + Grid)) of its reference's scale: high enough that what
    /// flushes to 0 would round to 0 in every result, low enough that a sum cannot overflow.
    /// </summary>
    internal static int LowestPeak => 128;

    public static int ReferenceLimit => 1 << 19;

    public static double* Constants
    {
        // Inlined, its numbers become vectors in memory, each eight times as long, wherever they are used.
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Table));
    }

    private static ReadOnlySpan<double> Table =>
    [
        0.5000000000000011, 0.16666666666666413, 0.04166666666653026, 0.00833333333349437, 0.00138888889435999,
        0.00019841269506700818, 2.4801493133435835e-05, 2.7557586333461096e-06, 2.7630235049618455e-07, 2.5000052570902687e-08,
        1.4426950408889634, -0.6931471805599453, -2.3190468138462996e-17, Round,
        // bits(scale) - bits(1), and what the scale's rounding lost, relative.
        0.0, 0.0,
    ];

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ScaleConstants(in Dd scale, double* scaled)
    {
        for (var i = 0; i < 16; i++)
            scaled[i] = Constants[i];
        scaled[14] = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(scale.High) - BitConverter.DoubleToInt64Bits(1.0));
        scaled[15] = scale.Low / scale.High;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExpDouble<TVec> Create(double* constants, int reference) => new(constants, reference);

    /// <summary>Whether the largest exponent of a run says that its reference was the right one.</summary>
    internal static bool PeakFits(double largest) =>
        largest >= Round + 1023 + LowestPeak && largest < Round + 1023 + LowestPeak + Grid;

    /// <summary>floor(log2(exp(x))) as <see cref="Exponent"/> rounds it, for |x| up to 2^20.</summary>
    internal static int Octave(double x) => Pow2.Integer(ScalarMath.Fma(x, 1.4426950408889634, Round) - Round);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Bound<TBounded>(TVec x)
        where TBounded : ISwitch => TVec.MaxOrSecond(lowest, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Exponent(TVec x) => TVec.Fma(x, scale, round);

    /// <summary>exp(x) with the reference, rounded to f64, from constants without a scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TVec Result(TVec x)
    {
        x = Bound<On>(x);
        Parts<Loose, On>(x, Exponent(x), out var s, out var e);
        return TVec.Fma(s, e, s);
    }

    [MethodImpl(Inline.Sequence)]
    public void Parts<TResult, TBounded>(TVec x, TVec exponent, out TVec s, out TVec e)
        where TResult : ISwitch
        where TBounded : ISwitch
    {
        var k = exponent - round;
        var exact = TVec.Fma(k, stepHigh, x);
        var r = TVec.Fma(k, stepLow, exact);
        var rest = TVec.Fma(k, stepLow, exact - r);
        var q = TVec.Fma(r, c11, c10);
        q = TVec.Fma(r, q, c9);
        q = TVec.Fma(r, q, c8);
        q = TVec.Fma(r, q, c7);
        q = TVec.Fma(r, q, c6);
        q = TVec.Fma(r, q, c5);
        q = TVec.Fma(r, q, c4);
        q = TVec.Fma(r, q, c3);
        q = TVec.Fma(r, q, c2);
        s = TVec.ShiftLeft(exponent, 52);
        if (TResult.IsOn)
        {
            rest += scaleLow;
            s = TVec.AddBits(s, scaleBits);
        }
        e = r + TVec.Fma(r * r, q, rest);
    }
}
