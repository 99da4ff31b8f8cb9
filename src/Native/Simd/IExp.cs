// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Simd;

/// <summary>
/// exp(x) * 2^-reference on vectors, in two steps that share the rounded exponent:
/// <c>Exponent</c> gives it (biased, monotone in x), <c>Value</c> the scaled exponential. The reference is an integer, so it costs no
/// operation (it is folded into the rounding constant) and changing it scales every result exactly.
///
/// Contract, for a reference in [-ReferenceLimit, ReferenceLimit]: an element whose result would be below the smallest normal number,
/// -inf included, gives +0; NaN gives NaN; results at or above 2^(LowestPeak + Grid) are garbage, which the largest exponent seen tells.
/// </summary>
internal unsafe interface IExp<TSelf, TVec, T>
    where TSelf : struct, IExp<TSelf, TVec, T>
    where TVec : struct, IVector<TVec, T>
    where T : unmanaged
{
    /// <summary>Accumulator lanes: the same number at every level, so that sums have the same order.</summary>
    static abstract int Lanes { get; }

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

    static abstract TSelf Create(T* constants, int reference);

    /// <summary>Whether the largest biased exponent of a run says that its reference was the right one.</summary>
    static abstract bool PeakFits(T largest);

    /// <summary>floor(log2(exp(x))) as <c>Exponent</c> rounds it, for |x| up to 2^20.</summary>
    static abstract int Octave(T x);

    TVec Exponent(TVec x);

    TVec Value(TVec x, TVec exponent);
}
