// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Simd;

/// <summary>
/// exp(x) * 2^-reference on vectors, in steps that share the rounded exponent:
/// <c>Exponent</c> gives it (biased, monotone in x), <c>Parts</c> the scaled exponential. The reference is an integer, so it costs no
/// operation (it is folded into the rounding constant) and changing it scales every result exactly.
///
/// Contract, for a reference in [-ReferenceLimit, ReferenceLimit]: -inf, and results of less than half the smallest normal number, give
/// +0 (just above, they are of the right magnitude only); NaN gives NaN; results at or above 2^(LowestPeak + Grid) are garbage, which the largest exponent seen tells.
/// </summary>
internal unsafe interface IExp<TSelf, TVec, T>
    where TSelf : struct, IExp<TSelf, TVec, T>
    where TVec : struct, IVector<TVec, T>
    where T : unmanaged
{
    /// <summary>Accumulator lanes: the same number at every level, so that sums have the same order.</summary>
    static abstract int Lanes { get; }

    /// <summary>Terms that a lane adds in T before it is folded into a double-double.</summary>
    static abstract int FoldBlocks { get; }

    /// <summary>References are multiples of this.</summary>
    static abstract int Grid { get; }

    /// <summary>
    /// The largest element of a run lies in [2^LowestPeak, 2^(LowestPeak + Grid)) of its reference's scale: high enough that what
    /// flushes to 0 would round to 0 in every result, low enough that a sum cannot overflow.
    /// </summary>
    static abstract int LowestPeak { get; }

    static abstract int ReferenceLimit { get; }

    /// <summary>Constants, handed through a call that is not inlined: otherwise the compiler reloads each from memory at every use.</summary>
    static abstract T* Constants { get; }

    static abstract int ConstantCount { get; }

    /// <summary>
    /// Constants for results times scale, a number in [1, 2): the factor goes into the table or the power of two before the last
    /// rounding, so that a scaled exponential is as accurate as a plain one and costs no more.
    /// </summary>
    static abstract void ScaleConstants(Dd scale, T* scaled);

    static abstract TSelf Create(T* constants, int reference);

    /// <summary>Whether the largest biased exponent of a run says that its reference was the right one.</summary>
    static abstract bool PeakFits(T largest);

    /// <summary>floor(log2(exp(x))) as <c>Exponent</c> rounds it, for |x| up to 2^20.</summary>
    static abstract int Octave(T x);

    /// <summary>
    /// x, raised to where its exponential is exactly 0: keeps -inf out of the polynomial. NaN stays.
    /// TBounded: whether it must be raised. An implementation that can tell from the exponents afterwards that no x had to be
    /// leaves that out where it is off, here and in the next two.
    /// </summary>
    TVec Bound<TBounded>(TVec x)
        where TBounded : ISwitch;

    TVec Exponent(TVec bounded);

    /// <summary>What <see cref="Largest"/> needs to know of the exponents seen so far, and of one more. Starts from 0.</summary>
    TVec Gather<TBounded>(TVec exponent, TVec seen)
        where TBounded : ISwitch;

    /// <summary>
    /// For <see cref="PeakFits"/>: the largest exponent seen. Where nothing was bounded: one that fits if the largest does, or one too large
    /// if any x may have needed it, or was NaN.
    /// </summary>
    TVec Largest<TBounded>(TVec seen)
        where TBounded : ISwitch;

    /// <summary>
    /// The exponential is s + s * e, with |e| at most 0.42 (f32: 0.022) and an s of few bits, so that sums of s are exact or nearly.
    /// TScaled: whether the constants may be scaled ones; s has all bits then.
    /// Two vectors at a time, their operations interleaved: a processor's scheduler holds some three of these chains, too few to hide
    /// the latency of ones that come after each other.
    /// </summary>
    void Parts<TScaled>(
        TVec bounded0, TVec bounded1, TVec exponent0, TVec exponent1, out TVec s0, out TVec s1, out TVec e0, out TVec e1)
        where TScaled : ISwitch;
}
