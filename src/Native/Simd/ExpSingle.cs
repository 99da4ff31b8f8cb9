// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// f32 exponential, for results at most 0.625 ulp, and 2/3 at a temperature.
///
///   k = round(8 x / ln 2)               by adding 1.5 * 2^23, whose low bits then hold k: the table index in three of them, above it
///                                       the power of two, already moved by bias and reference
///   r = x - k ln2/8                     |r| at most 0.0434
///   e = r + c2 r^2 + c3 r^3 + c4 r^4    expm1(r): minimax, relative error 3.5e-10 (0.006 ulp)
///   s = T[k mod 8] 2^(...)              integer add of a table entry to the shifted bits
///   exp = s + s e
///
/// A result pays for two more things: r takes a second step, for what ln2/8 has beyond an f32, and e the part of its table entry that
/// rounding lost (D). A sum does not: its table entries are those of C 2^(j/8), for the one C of a few hundred million whose eight
/// products all lie within 1/22 of a unit of an f32, and what the missing step costs its terms on average is put right afterwards.
/// </summary>
internal readonly unsafe struct ExpSingle<TVec> : IExp<ExpSingle<TVec>, TVec, float>
    where TVec : struct, IVector<TVec, float>
{
    private const float Round = 12582912f;                  // 1.5 * 2^23
    private const int Steps = 8;                            // of k to an octave
    private const int Shift = 20;                           // from the octave in k to the exponent field
    private const int Bias = 127;
    private const uint RoundBits = 0x4B40_0000;
    private const int StepBits = 11;                        // that hold the biased octave and the index
    private const double Ln2 = 0.6931471805599453;

    /// <summary>C.</summary>
    internal const double TermScale = 1.0877149085915507;
    private const double Ln2Error = 2.747835313156912e-9;   // relative, of ln 2 as an f32

    // Places in the constants: T and D, each twice in a row (a vector may hold two tables), then what a scale does not change, then what
    // a temperature does not change either.
    private const int Table = 0;
    private const int Lost = 16;
    private const int Others = 32;
    private const int TermLow = Others + 8;
    private const int Width = Others + 9;
    private const int Limit = Others + 10;
    private const int Lack = Others + 11;
    private const int Powers = 48;

    /// <summary>Numbers that <see cref="ScaleConstants"/> writes.</summary>
    internal const int ScaledConstants = Others;

    /// <summary>Numbers that <see cref="Temper"/> writes.</summary>
    internal const int TemperedConstants = Powers;

    /// <summary>The least temperature, and one over the highest, that no constant is too large or small for.</summary>
    internal const double Coldest = 1.0 / (1 << 20);

    private readonly TVec scale;
    private readonly TVec round;
    private readonly TVec stepHigh;
    private readonly TVec stepLow;
    private readonly TVec c2;
    private readonly TVec c3;
    private readonly TVec c4;
    private readonly TVec one;
    private readonly TVec lowest;
    private readonly TVec smallest;
    private readonly TVec entries;
    private readonly TVec lost;
    private readonly float* table;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ExpSingle(float* constants, float* others, int reference)
    {
        table = constants;
        entries = TVec.LoadTable(constants + Table);
        lost = TVec.LoadTable(constants + Lost);
        scale = TVec.Broadcast(others[0]);
        stepHigh = TVec.Broadcast(others[1]);
        stepLow = TVec.Broadcast(others[2]);
        c2 = TVec.Broadcast(others[3]);
        c3 = TVec.Broadcast(others[4]);
        c4 = TVec.Broadcast(others[5]);
        one = TVec.Broadcast(others[6]);
        round = TVec.Broadcast(others[7] + (Steps * (Bias - reference)));
        // Rounds to the exponent field 0, index 0.
        lowest = TVec.Broadcast((reference - Bias) * others[Width - Others]);
        smallest = TVec.Broadcast(others[7] + Steps);
    }

    /// <summary>With a reference of its own in every lane, as <see cref="References"/> gives them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ExpSingle(float* constants, TVec references)
        : this(constants, constants + Others, 0)
    {
        round = TVec.Fma(references, TVec.Broadcast(-Steps), round);
        lowest = TVec.Fma(references, TVec.Broadcast(constants[Width]), lowest);
    }

    public static int Lanes => 32;

    public static int FoldBlocks => 32;

    public static int Lift => 32;

    public static int Room => 125;

    /// <summary>
    /// Where the largest term of a sum lies: in [2^Peak, 2^(Peak + 1)), or up to <see cref="Above"/> octaves above it, or <see cref="Below"/>
    /// below. Terms of 2^-106 of Peak need no bound; as results those from 2^-158 on, see <see cref="Lift"/>.
    /// </summary>
    internal static int Peak => -20;

    /// <summary>
    /// How many octaves a chunk's largest term may lie above Peak: most chunks of one distribution share a reference so, and what the fine sum
    /// of a chunk whose terms are at Peak rounds off, because it has so much of them, stays below 2^-28 of it.
    /// </summary>
    internal static int Above => 8;

    /// <summary>And below: beside another chunk that small a sum need not be exact.</summary>
    internal static int Below => 16;

    /// <summary>No term is larger, and a coarse sum that starts from it is never the smaller part of an addition.</summary>
    internal static float Ceiling => 1f / 1024; // 2^(Peak + Above + 2)

    /// <summary>Up to this size of x, 10,000 times the temperature, x * 8 / ln 2 has enough bits after the point.</summary>
    internal static float Largest(float* constants) => constants[Limit];

    /// <summary>An octave of the exponential, in x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float OctaveWidth(float* constants) => constants[Width];

    public static int ReferenceLimit => 1 << 14;

    public static float* Constants => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Data));

    private static ReadOnlySpan<int> Data =>
    [
        // bits(C 2^(j/8)) - bits(1) - (j << 20)
        0x000b3a3e, 0x0007d424, 0x00059202, 0x00048e45,
        0x0004e5be, 0x0006b7da, 0x000a26de, 0x000f5829,
        0x000b3a3e, 0x0007d424, 0x00059202, 0x00048e45,
        0x0004e5be, 0x0006b7da, 0x000a26de, 0x000f5829,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        // 8 / ln 2, -ln2/8 in two parts, c2, c3, c4, 1, 1.5 * 2^23; what a term has of the second part; an octave, ln 2; the largest x; 1 for
        // terms that lack the second part
        0x4138aa3b, unchecked((int)0xbdb17218), 0x2f82e308, 0x3f000000, 0x3e2aadc1, 0x3d2ab028, 0x3f800000, 0x4b400000,
        0, 0x3f317218, 0x461c4000, 0x3f800000, 0, 0, 0, 0,
        // 2^(j/8), what rounding left of it, its reciprocal
        0x3f800000, 0x3f8b95c2, 0x3f9837f0, 0x3fa5fed7, 0x3fb504f3, 0x3fc5672a, 0x3fd744fd, 0x3feac0c7,
        0x3f800000, 0x3f8b95c2, 0x3f9837f0, 0x3fa5fed7, 0x3fb504f3, 0x3fc5672a, 0x3fd744fd, 0x3feac0c7,
        0x00000000, unchecked((int)0xb260aba1), 0x33231b71, unchecked((int)0xb32c9d5e),
        0x32cfe77a, 0x320aa837, unchecked((int)0xb2d4a58a), unchecked((int)0xb24116de),
        0x00000000, unchecked((int)0xb260aba1), 0x33231b71, unchecked((int)0xb32c9d5e),
        0x32cfe77a, 0x320aa837, unchecked((int)0xb2d4a58a), unchecked((int)0xb24116de),
        0x3f800000, 0x3f6ac0c7, 0x3f5744fd, 0x3f45672a, 0x3f3504f3, 0x3f25fed7, 0x3f1837f0, 0x3f0b95c2,
        0x3f800000, 0x3f6ac0c7, 0x3f5744fd, 0x3f45672a, 0x3f3504f3, 0x3f25fed7, 0x3f1837f0, 0x3f0b95c2,
        // -bits(1) - (j << 20)
        unchecked((int)0xc0800000), unchecked((int)0xc0700000), unchecked((int)0xc0600000), unchecked((int)0xc0500000),
        unchecked((int)0xc0400000), unchecked((int)0xc0300000), unchecked((int)0xc0200000), unchecked((int)0xc0100000),
        unchecked((int)0xc0800000), unchecked((int)0xc0700000), unchecked((int)0xc0600000), unchecked((int)0xc0500000),
        unchecked((int)0xc0400000), unchecked((int)0xc0300000), unchecked((int)0xc0200000), unchecked((int)0xc0100000),
    ];

    /// <summary>T: the products with the powers, rounded; D: what they lost, relative, from exact products of f32 numbers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ScaleConstants(in Dd scale, float* scaled)
    {
        var powers = Constants + Powers;
        var single = (float)scale.High;
        var high = TVec.Broadcast(single);
        var low = TVec.Broadcast((float)(scale.High - single));
        var inverse = TVec.Broadcast(1f / single);
        var zero = TVec.Broadcast(0f);
        // As many as a vector's lookup reads, at least.
        for (var i = 0; i < 8 || i < TVec.Count; i += TVec.Count)
        {
            var power = TVec.Load(powers + i);
            var entry = power * high;
            var lost = TVec.Fma(power, high, zero - entry);
            lost = TVec.Fma(power, low, lost);
            lost = TVec.Fma(TVec.Load(powers + 16 + i), high, lost);
            TVec.Store(lost * (TVec.Load(powers + 32 + i) * inverse), scaled + Lost + i);
            // What the index and the bias will add again.
            TVec.Store(TVec.AddBits(entry, TVec.Load(powers + 48 + i)), scaled + Table + i);
        }
    }

    /// <summary>
    /// Constants for exp(x / temperature), which then rounds nothing: k counts steps of x's own, and what the temperature does to r is in the
    /// polynomial's coefficients. Terms take the second step of r too, as the first may be wrong by any part of a unit in its last place.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Temper(double temperature, float* constants)
    {
        // Without vectors it is the same code at two levels, and once in the file.
        for (var i = 0; i < TemperedConstants; i++)
            constants[i] = Constants[i];
        var others = constants + Others;
        var gain = 1 / temperature;
        var step = -Ln2 / Steps * temperature;
        others[0] = (float)(Steps / Ln2 * gain);
        others[1] = (float)step;
        others[2] = (float)(step - others[1]);
        others[3] = (float)(others[3] * gain * gain);
        others[4] = (float)(others[4] * gain * gain * gain);
        others[5] = (float)(others[5] * gain * gain * gain * gain);
        others[6] = (float)gain;
        constants[TermLow] = others[2];
        constants[Width] = (float)(Ln2 * temperature);
        constants[Limit] = (float)(constants[Limit] * temperature);
        constants[Lack] = 0f;
    }

    /// <summary>What of a temperature's constants a scale does not change, behind scaled ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CopyOthers(float* tempered, float* scaled)
    {
        for (var i = Others; i < TemperedConstants; i += TVec.Count)
            TVec.Store(TVec.Load(tempered + i), scaled + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExpSingle<TVec> Create(float* constants, int reference) => new(constants, constants + Others, reference);

    /// <summary>From constants that are scaled and nothing else, of no temperature.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ExpSingle<TVec> CreateScaled(float* constants, int reference) => new(constants, Constants + Others, reference);

    /// <summary>floor(log2) of the exponential of x as <see cref="Exponent"/> rounds it; for |x| up to <see cref="Largest"/>.</summary>
    internal static int Octave(float x, float* constants)
    {
        // The product is exact in f64; adding and removing 1.5 * 2^52 rounds it to an integer, ties to even, as the vector form does.
        var steps = (x * (double)constants[Others]) + 6755399441055744.0 - 6755399441055744.0;
        return Pow2.Integer(steps) >> 3;
    }

    /// <summary>
    /// Without the second step of r a term is too small by its x times ln 2's error. Weighted by the terms themselves, the mean x of n
    /// of them lies between log(sum) - log(n) and log(sum): its middle leaves at most 0.19 ulp for n = 4096.
    /// </summary>
    internal static double Restore(double sum, int reference, long terms, float* constants)
    {
        if (!(sum > 0) || !double.IsFinite(sum))
            return sum;
        var octaves = Pow2.Exponent(sum) + reference + 0.5 - (0.5 * Pow2.Exponent(terms));
        var missing = octaves * (Ln2 * Ln2Error * constants[Lack]);
        return sum * ((1 + missing + (missing * missing * 0.5)) * (1 / TermScale));
    }

    /// <summary><see cref="Restore(double, int, long, float*)"/> of many sums; NaN and infinity stay, 0 too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TWide Restore<TWide>(TWide sums, TWide references, long terms, float* constants)
        where TWide : struct, IVector<TWide, double>
    {
        var octaves = Pow2.Exponents(sums) + references + TWide.Broadcast(0.5 - (0.5 * Pow2.Exponent(terms)));
        var missing = octaves * TWide.Broadcast(Ln2 * Ln2Error * constants[Lack]);
        var factor = TWide.Broadcast(1.0) + missing + (missing * missing * TWide.Broadcast(0.5));
        return sums * (factor * TWide.Broadcast(1 / TermScale));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Bound<TBounded>(TVec x)
        where TBounded : ISwitch => TBounded.IsOn ? TVec.MaxOrSecond(lowest, x) : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Exponent(TVec x) => TVec.Fma(x, scale, round);

    /// <summary>What a sum's elements are bounded by: next to nothing beside its largest term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Lowest(int reference, float* constants) => (reference - 126) * constants[Width];

    /// <summary>x whose exponentials are 2^references: they need no bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec Harmless(TVec references, float* constants) => references * TVec.Broadcast(constants[Width]);

    /// <summary>What was seen, and one exponent more, for <see cref="AnyBelow"/>: bits that are not those of the rounding constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec See(TVec seen, TVec exponent) => TVec.OrDifferences(seen, exponent, Bits.Single<TVec>(RoundBits));

    /// <summary>Whether any exponent that was seen is below those of normal numbers, so that its x must be bounded, or NaN. None is too large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool AnyBelow(TVec seen) => TVec.AnyBits(TVec.And(seen, Bits.Single<TVec>(~((1u << StepBits) - 1))));

    /// <summary>The lanes' references for sums, from their largest x: the octave's floor, less Peak. For |x| up to <see cref="Largest"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec References(TVec largest, float* constants)
    {
        var round = TVec.Broadcast(Round);
        var k = TVec.Fma(largest, TVec.Broadcast(constants[Others]), round) - round;
        // k is an integer: a fraction of 7/16 below an eighth of it rounds to the floor.
        return TVec.Fma(k, TVec.Broadcast(1f / Steps), TVec.Broadcast(-0.4375f)) + round - round - TVec.Broadcast(Peak);
    }

    [MethodImpl(Inline.Sequence)]
    public void Parts<TResult, TBounded>(TVec x, TVec exponent, out TVec s, out TVec e)
        where TResult : ISwitch
        where TBounded : ISwitch
    {
        var r = Rest<TResult>(x, exponent);
        s = Power<TBounded>(exponent);
        e = ExpM1<TResult>(r, exponent);
    }

    /// <summary>Terms of a sum as <see cref="Parts{TResult, TBounded}"/> gives them, from constants for a temperature too; that of 1 changes no bit.</summary>
    [MethodImpl(Inline.Sequence)]
    internal void TemperedParts<TBounded>(TVec x, TVec exponent, out TVec s, out TVec e)
        where TBounded : ISwitch
    {
        var r = TemperedRest(x, exponent);
        s = Power<TBounded>(exponent);
        e = TemperedExpM1(r);
    }

    /// <summary>Two vectors, their operations interleaved: a processor's scheduler holds some three of these chains. TTempered: for a temperature.</summary>
    [MethodImpl(Inline.Sequence)]
    internal void Parts<TTempered>(TVec x0, TVec x1, TVec exponent0, TVec exponent1, out TVec s0, out TVec s1, out TVec e0, out TVec e1)
        where TTempered : ISwitch
    {
        var r0 = TTempered.IsOn ? TemperedRest(x0, exponent0) : Rest<Off>(x0, exponent0);
        var r1 = TTempered.IsOn ? TemperedRest(x1, exponent1) : Rest<Off>(x1, exponent1);
        s0 = Power<Off>(exponent0);
        s1 = Power<Off>(exponent1);
        var q0 = TVec.Fma(r0, c4, c3);
        var q1 = TVec.Fma(r1, c4, c3);
        q0 = TVec.Fma(r0, q0, c2);
        q1 = TVec.Fma(r1, q1, c2);
        var square0 = r0 * r0;
        var square1 = r1 * r1;
        e0 = TVec.Fma(square0, q0, TTempered.IsOn ? r0 * one : r0);
        e1 = TVec.Fma(square1, q1, TTempered.IsOn ? r1 * one : r1);
    }

    /// <summary>
    /// Results from the terms' table: s + s e is <see cref="TermScale"/> times the exponential, each part with all its digits.
    /// </summary>
    [MethodImpl(Inline.Sequence)]
    internal void Terms(TVec bounded, TVec exponent, out TVec s, out TVec e)
    {
        var r = Rest<On>(bounded, exponent);
        s = Power<On>(exponent);
        e = TemperedExpM1(r);
    }

    /// <summary>Results as from a table of <see cref="ScaleConstants"/>, for a scale of each lane's own: in two parts, and one over the first.</summary>
    [MethodImpl(Inline.Sequence)]
    internal void Scaled(TVec bounded, TVec exponent, TVec high, TVec low, TVec inverse, out TVec s, out TVec e)
    {
        var powers = Constants + Powers;
        var zero = TVec.Broadcast(0f);
        var power = TVec.Lookup8(powers, TVec.LoadTable(powers), exponent);
        var entry = power * high;
        var rest = TVec.Fma(power, high, zero - entry);
        rest = TVec.Fma(power, low, rest);
        rest = TVec.Fma(TVec.Lookup8(powers + 16, TVec.LoadTable(powers + 16), exponent), high, rest);
        rest *= TVec.Lookup8(powers + 32, TVec.LoadTable(powers + 32), exponent) * inverse;
        entry = TVec.AddBits(entry, TVec.Lookup8(powers + 48, TVec.LoadTable(powers + 48), exponent));
        s = TVec.SelectWhereLess(exponent, smallest, zero, TVec.AddBits(TVec.ShiftLeft(exponent, Shift), entry));
        var r = Rest<On>(bounded, exponent);
        var q = TVec.Fma(r, TVec.Fma(r, c4, c3), c2);
        e = TVec.Fma(r, TVec.Fma(r, q, one), rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TVec Rest<TResult>(TVec x, TVec exponent)
        where TResult : ISwitch
    {
        var k = exponent - round;
        var r = TVec.Fma(k, stepHigh, x);
        return TResult.IsOn ? TVec.Fma(k, stepLow, r) : r;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVec TemperedRest(TVec x, TVec exponent)
    {
        var k = exponent - round;
        var r = TVec.Fma(k, stepHigh, x);
        // A question costs less than dozens of operations, and more than one.
        return !Effort.IsWorthIt && table == Constants ? r : TVec.Fma(k, TVec.Broadcast(table[TermLow]), r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TVec Power<TBounded>(TVec exponent)
        where TBounded : ISwitch
    {
        var s = TVec.AddBits(TVec.ShiftLeft(exponent, Shift), TVec.Lookup8(table + Table, entries, exponent));
        // A table entry without an exponent would be left.
        return TBounded.IsOn ? TVec.SelectWhereLess(exponent, smallest, TVec.Broadcast(0f), s) : s;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TVec ExpM1<TResult>(TVec r, TVec exponent)
        where TResult : ISwitch
    {
        var q = TVec.Fma(r, c4, c3);
        q = TVec.Fma(r, q, c2);
        return TResult.IsOn
            ? TVec.Fma(r, TVec.Fma(r, q, one), TVec.Lookup8(table + Lost, lost, exponent))
            : TVec.Fma(r * r, q, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVec TemperedExpM1(TVec r) => TVec.Fma(r * r, TVec.Fma(r, TVec.Fma(r, c4, c3), c2), r * one);
}
