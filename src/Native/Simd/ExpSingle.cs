// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// f32 exponential, at most 0.6 ulp.
///
///   k = round(16 x / ln 2)              by adding 1.5 * 2^23, whose low bits then hold k: the table index in four of them, above it
///                                       the power of two, already moved by bias and reference
///   r = x - k ln2/16 - d[k mod 16]      two fused steps, the first exact, then what the table entry is off; |r| at most 0.0218
///   e = r + c2 r^2 + c3 r^3             expm1(r): minimax, relative error 1.7e-9 (0.03 ulp)
///   s = T[k mod 16] 2^(...)             integer add of a table entry, less the bias's excess, to the shifted bits
///   exp = s + s e
///
/// T[j] is 2^(j/16) rounded to 12 bits, and d[j] makes up for it: sums of s are then exact as long as their terms are within a factor
/// of 4096, and what a sum of exponentials loses is what the sum of s e loses, 1/50 of it. See <see cref="Kernels.ExpSumKernel{T, TVec, TExp}"/>.
/// </summary>
internal readonly unsafe struct ExpSingle<TVec> : IExp<ExpSingle<TVec>, TVec, float>
    where TVec : struct, IVector<TVec, float>
{
    private const float Round = 12582912f;                  // 1.5 * 2^23
    private const int Excess = 33;                          // of the bias: puts the window's end on a power of two
    private const int Bias = 127 + Excess;

    // As steps above Round: where 2^(LowestPeak - Grid) is. From there to 2^(LowestPeak + Grid) all steps have bit 11 and none above; bit
    // 10 is set from 2^LowestPeak on.
    private const int WindowStart = 2048;
    private const double StepsPerUnit = 23.083120346069336; // 16 / ln 2 as an f32

    private readonly TVec scale;
    private readonly TVec round;
    private readonly TVec stepHigh;
    private readonly TVec stepLow;
    private readonly TVec c2;
    private readonly TVec c3;
    private readonly TVec lowest;
    private readonly TVec window;
    private readonly TVec tableLow;
    private readonly TVec tableHigh;
    private readonly TVec restLow;
    private readonly TVec restHigh;
    private readonly float* table;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ExpSingle(float* constants, int reference)
    {
        table = constants;
        tableLow = TVec.LoadTableLow(constants);
        tableHigh = TVec.LoadTableHigh(constants);
        restLow = TVec.LoadTableLow(constants + 16);
        restHigh = TVec.LoadTableHigh(constants + 16);
        scale = TVec.Broadcast(constants[32]);
        stepHigh = TVec.Broadcast(constants[33]);
        stepLow = TVec.Broadcast(constants[34]);
        c2 = TVec.Broadcast(constants[35]);
        c3 = TVec.Broadcast(constants[36]);
        round = TVec.Broadcast(constants[37] + (16 * (Bias - reference)));
        // Rounds to the exponent field 0, index 0: the scale's bits are then those of +0.
        lowest = TVec.Broadcast((float)((reference - 127) * 0.6931471805599453));
        window = TVec.Broadcast(constants[37] + WindowStart);
    }

    public static int Lanes => 32;

    public static int FoldBlocks => 16;

    public static int Grid => 64;

    public static int LowestPeak => 32;

    public static int ReferenceLimit => 1 << 14;

    public static float* Constants => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Table));

    private static ReadOnlySpan<int> Table =>
    [
        // bits(T[j]) - bits(1) - (j << 19) - (Excess << 23)
        unchecked((int)0xef800000), unchecked((int)0xef7db000), unchecked((int)0xef7b9000), unchecked((int)0xef79c000),
        unchecked((int)0xef783000), unchecked((int)0xef76f000), unchecked((int)0xef760000), unchecked((int)0xef756000),
        unchecked((int)0xef750000), unchecked((int)0xef751000), unchecked((int)0xef756000), unchecked((int)0xef762000),
        unchecked((int)0xef774000), unchecked((int)0xef78d000), unchecked((int)0xef7ac000), unchecked((int)0xef7d2000),
        // d[j] = ln T[j] - j ln2/16
        0x00000000, 0x3920751b, unchecked((int)0xb928f583), unchecked((int)0xb8d70815),
        unchecked((int)0xb955a498), unchecked((int)0xb905eb25), 0x37e54670, 0x393735e8,
        unchecked((int)0xb8e00620), 0x391f7bc1, unchecked((int)0xb914aa90), unchecked((int)0xb8b4b5fe),
        unchecked((int)0xb8bdce0e), 0x38640eeb, unchecked((int)0xb758e8dd), unchecked((int)0xb8b76b5d),
        // 16 / ln 2, -ln2/16 in two parts, c2, c3, 1.5 * 2^23
        0x41b8aa3b, unchecked((int)0xbd317218), 0x2f02e308, 0x3f000115,
        0x3e2aaace, 0x4b400000,
        // -bits(1) - (j << 19) - (Excess << 23)
        unchecked((int)0xb0000000), unchecked((int)0xaff80000), unchecked((int)0xaff00000), unchecked((int)0xafe80000),
        unchecked((int)0xafe00000), unchecked((int)0xafd80000), unchecked((int)0xafd00000), unchecked((int)0xafc80000),
        unchecked((int)0xafc00000), unchecked((int)0xafb80000), unchecked((int)0xafb00000), unchecked((int)0xafa80000),
        unchecked((int)0xafa00000), unchecked((int)0xaf980000), unchecked((int)0xaf900000), unchecked((int)0xaf880000),
    ];

    public static int ConstantCount => 38;

    // T[j], and its reciprocal.
    private static ReadOnlySpan<double> Powers =>
    [
        1.0, 1.04443359375, 1.09033203125, 1.138671875,
        1.18896484375, 1.24169921875, 1.296875, 1.3544921875,
        1.4140625, 1.47705078125, 1.5419921875, 1.6103515625,
        1.681640625, 1.75634765625, 1.833984375, 1.9150390625,
        1.0, 0.9574567554932212, 0.9171518137035378, 0.8782161234991424,
        0.8410677618069815, 0.805348014156508, 0.7710843373493976, 0.738284066330209,
        0.7071823204419889, 0.6770247933884298, 0.6485117162761241, 0.6209824135839903,
        0.59465737514518, 0.5693633583541841, 0.5452609158679447, 0.522182559918409,
    ];

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ScaleConstants(Dd scale, float* scaled)
    {
        for (var i = 32; i < ConstantCount; i++)
            scaled[i] = Constants[i];
        var powers = (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Powers));
        var wide = stackalloc double[16];
        var rounded = stackalloc double[16];
        var factors = F64.Broadcast(scale.High);
        var inverse = F64.Broadcast(1.0 / scale.High);
        for (var i = 0; i < 16; i += F64.Count)
            F64.Store(F64.Load(powers + i) * factors, wide + i);
        for (var i = 0; i < 16; i += TVec.Count)
        {
            var entries = TVec.LoadNarrow(wide + i);
            TVec.StoreWide(entries, rounded + i);
            // What the index and the bias will add again.
            TVec.Store(TVec.AddBits(entries, TVec.Load(Constants + 38 + i)), scaled + i);
        }
        for (var i = 0; i < 16; i += F64.Count)
        {
            // ln(1 + lost) is lost, relative to the entry.
            var lost = F64.Load(wide + i) - F64.Load(rounded + i);
            F64.Store(lost * F64.Load(powers + 16 + i) * inverse, wide + i);
        }
        for (var i = 0; i < 16; i += TVec.Count)
            TVec.Store(TVec.Load(Constants + 16 + i) - TVec.LoadNarrow(wide + i), scaled + 16 + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExpSingle<TVec> Create(float* constants, int reference) => new(constants, reference);

    public static bool PeakFits(float largest) =>
        largest >= Round + (16 * (Bias + LowestPeak)) && largest < Round + (16 * (Bias + LowestPeak + Grid));

    public static int Octave(float x)
    {
        // The product is exact in f64; adding and removing 1.5 * 2^52 rounds it to an integer, ties to even, as the vector form does.
        var steps = (x * StepsPerUnit) + 6755399441055744.0 - 6755399441055744.0;
        return Pow2.Integer(steps) >> 4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Bound<TBounded>(TVec x)
        where TBounded : ISwitch => TBounded.IsOn ? TVec.MaxOrSecond(lowest, x) : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Exponent(TVec x) => TVec.Fma(x, scale, round);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Gather<TBounded>(TVec exponent, TVec seen)
        where TBounded : ISwitch => TBounded.IsOn ? TVec.MaxOrSecond(exponent, seen) : TVec.OrXor(seen, exponent, window);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Largest<TBounded>(TVec seen)
        where TBounded : ISwitch
    {
        if (TBounded.IsOn)
            return seen;
        var beyond = TVec.AddBits(TVec.ShiftRight(seen, 11), window);
        return TVec.SelectWhereEqual(beyond, window, TVec.AddBits(seen, window), TVec.Broadcast(float.PositiveInfinity));
    }

    [MethodImpl(Inline.Exponential)]
    public void Parts<TScaled>(
        TVec x0, TVec x1, TVec exponent0, TVec exponent1, out TVec s0, out TVec s1, out TVec e0, out TVec e1)
        where TScaled : ISwitch
    {
        var k0 = exponent0 - round;
        var k1 = exponent1 - round;
        var d0 = TVec.Lookup16(table + 16, restLow, restHigh, exponent0);
        var d1 = TVec.Lookup16(table + 16, restLow, restHigh, exponent1);
        var r0 = TVec.Fma(k0, stepHigh, x0);
        var r1 = TVec.Fma(k1, stepHigh, x1);
        r0 = TVec.Fma(k0, stepLow, r0);
        r1 = TVec.Fma(k1, stepLow, r1);
        r0 -= d0;
        r1 -= d1;
        s0 = TVec.ShiftLeft(exponent0, 19);
        s1 = TVec.ShiftLeft(exponent1, 19);
        var t0 = TVec.Lookup16(table, tableLow, tableHigh, exponent0);
        var t1 = TVec.Lookup16(table, tableLow, tableHigh, exponent1);
        var q0 = TVec.Fma(r0, c3, c2);
        var q1 = TVec.Fma(r1, c3, c2);
        var square0 = r0 * r0;
        var square1 = r1 * r1;
        s0 = TVec.AddBits(s0, t0);
        s1 = TVec.AddBits(s1, t1);
        e0 = TVec.Fma(square0, q0, r0);
        e1 = TVec.Fma(square1, q1, r1);
    }
}
