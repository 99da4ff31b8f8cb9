// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// f32 exponential, at most 0.6 ulp.
///
///   k = round(16 x / ln 2)                        by adding 1.5 * 2^23, whose low bits then hold k: the table index in four of
///                                                 them, above it the power of two, already moved by bias and reference
///   r = x - k ln2/16                              two fused steps, the first exact; |r| at most ln2/32
///   e = r + c2 r^2 + c3 r^3 + low[k mod 16]       expm1(r), and what the table entry lost when it was rounded
///   s = 2^(k/16 - reference)                      integer add of a table entry to the shifted bits
///   exp = s + s e
///
/// c2, c3: minimax over |r| at most ln2/32, relative error 1.6e-9 (0.03 ulp).
/// </summary>
internal readonly unsafe struct ExpSingle<TVec> : IExp<ExpSingle<TVec>, TVec, float>
    where TVec : struct, IVector<TVec, float>
{
    private const float Round = 12582912f;                  // 1.5 * 2^23
    private const float Smallest = Round + (16 * 1);        // biased exponent 1: the smallest normal result
    private const double StepsPerUnit = 23.083120346069336; // 16 / ln 2 as an f32

    private readonly TVec scale;
    private readonly TVec round;
    private readonly TVec stepHigh;
    private readonly TVec stepLow;
    private readonly TVec c2;
    private readonly TVec c3;
    private readonly TVec smallest;
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
        smallest = TVec.Broadcast(constants[37]);
        round = TVec.Broadcast(constants[38] + (16 * (127 - reference)));
    }

    public static int Lanes => 32;

    public static int Grid => 64;

    public static int LowestPeak => 32;

    public static int ReferenceLimit => 1 << 14;

    public static float* Constants => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Table));

    private static ReadOnlySpan<int> Table =>
    [
        // bits(2^(j/16)) - bits(1) - (j << 19)
        0x0, unchecked((int)0xfffdaac3), unchecked((int)0xfffb95c2), unchecked((int)0xfff9c3d3),
        unchecked((int)0xfff837f0), unchecked((int)0xfff6f532), unchecked((int)0xfff5fed7), unchecked((int)0xfff5583f),
        unchecked((int)0xfff504f3), unchecked((int)0xfff508a4), unchecked((int)0xfff5672a), unchecked((int)0xfff6248c),
        unchecked((int)0xfff744fd), unchecked((int)0xfff8ccdf), unchecked((int)0xfffac0c7), unchecked((int)0xfffd257d),
        // 2^(j/16) / its rounded value - 1
        0x00000000, 0x3346cb6a, unchecked((int)0xb24e0611), 0x334b2482,
        0x33092801, 0x331b85f2, unchecked((int)0xb3051aa8), unchecked((int)0xb2006c56),
        0x329302ae, unchecked((int)0xb302e5a2), 0x31b3d0e5, 0x31d1daf2,
        unchecked((int)0xb27ce182), unchecked((int)0xb1b4b0da), unchecked((int)0xb1d290be), 0x31b0a147,
        // 16 / ln 2, -ln2/16 in two parts, c2, c3, the two rounding constants
        0x41b8aa3b, unchecked((int)0xbd317218), 0x2f02e308, 0x3f000110,
        0x3e2aaacd, 0x4b400010, 0x4b400000,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExpSingle<TVec> Create(float* constants, int reference) => new(constants, reference);

    public static bool PeakFits(float largest) =>
        largest >= Round + (16 * (127 + LowestPeak)) && largest < Round + (16 * (127 + LowestPeak + Grid));

    public static int Octave(float x)
    {
        // The product is exact in f64; adding and removing 1.5 * 2^52 rounds it to an integer, ties to even, as the vector form does.
        var steps = (x * StepsPerUnit) + 6755399441055744.0 - 6755399441055744.0;
        return (int)steps >> 4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Exponent(TVec x) => TVec.Fma(x, scale, round);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVec Value(TVec x, TVec exponent)
    {
        var k = exponent - round;
        var r = TVec.Fma(k, stepLow, TVec.Fma(k, stepHigh, x));
        var e = TVec.Fma(r * r, TVec.Fma(r, c3, c2), r) + TVec.Lookup16(table + 16, restLow, restHigh, exponent);
        var s = TVec.AddBits(TVec.ShiftLeft(exponent, 19), TVec.Lookup16(table, tableLow, tableHigh, exponent));
        return TVec.ZeroWhereLess(TVec.Fma(s, e, s), exponent, smallest);
    }
}
