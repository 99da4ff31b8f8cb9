// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Simd;

/// <summary>
/// exp(x) * 2^-reference on vectors, in steps that share the rounded exponent:
/// <c>Exponent</c> gives it (biased, monotone in x), <c>Parts</c> the scaled exponential. The reference is an integer, so it costs no
/// operation (it is folded into the rounding constant) and changing it scales every result exactly.
///
/// Contract, for a reference in [-ReferenceLimit, ReferenceLimit]: results of at least the smallest normal number are right, NaN gives NaN,
/// and with TBounded on what is smaller, -inf included, gives nothing that counts: +0, or in f64 at most the smallest normal number.
/// </summary>
internal unsafe interface IExp<TSelf, TVec, T>
    where TSelf : struct, IExp<TSelf, TVec, T>
    where TVec : struct, IVector<TVec, T>
    where T : unmanaged
{
    /// <summary>Accumulator lanes: the same number at every level, so that sums have the same order.</summary>
    static abstract int Lanes { get; }

    /// <summary>Terms that a lane adds in T before they are folded into something wider.</summary>
    static abstract int FoldBlocks { get; }

    /// <summary>
    /// Octaves that a result is computed above where it belongs, so that what flushes to 0 would round to 0: then multiplied by that power of two.
    /// </summary>
    static abstract int Lift { get; }

    /// <summary>Octaves above 1 at which results are safe from overflow, whatever was lifted.</summary>
    static abstract int Room { get; }

    static abstract int ReferenceLimit { get; }

    /// <summary>Constants, handed through a call that is not inlined: otherwise the compiler reloads each from memory at every use.</summary>
    static abstract T* Constants { get; }

    /// <summary>
    /// Constants for results times scale, a number in [1, 2): the factor goes into the table or the power of two before the last
    /// rounding, so that a scaled exponential is as accurate as a plain one and costs no more.
    /// </summary>
    static abstract void ScaleConstants(in Dd scale, T* scaled);

    static abstract TSelf Create(T* constants, int reference);

    /// <summary>x, with TBounded raised to where its exponential no longer counts: keeps -inf out of the polynomial. NaN stays.</summary>
    TVec Bound<TBounded>(TVec x)
        where TBounded : ISwitch;

    TVec Exponent(TVec bounded);

    /// <summary>
    /// The exponential is s + s * e, with |e| at most 0.42 (f32: 0.044).
    /// TResult: off for terms of a sum, from <see cref="Constants"/>, for a sum that in f32 is to be restored; on for results, from
    /// scaled constants.
    /// </summary>
    void Parts<TResult, TBounded>(TVec bounded, TVec exponent, out TVec s, out TVec e)
        where TResult : ISwitch
        where TBounded : ISwitch;
}
