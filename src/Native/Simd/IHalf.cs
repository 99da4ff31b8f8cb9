// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Simd;

/// <summary>
/// A 16-bit floating-point format. Its conversions are integer and f32 operations on whole vectors: no level has an instruction that
/// all the others have too. Patterns are in the low halves of 32-bit lanes, with nothing above.
/// </summary>
internal interface IHalf
{
    /// <summary>Significant bits of a normal number.</summary>
    static abstract int Digits { get; }

    static abstract double SmallestNormal { get; }

    /// <summary>Exact; NaN becomes the canonical one.</summary>
    static abstract TVec Widen<TVec>(TVec bits)
        where TVec : struct, IVector<TVec, float>;

    /// <summary>Exact; NaN stays any NaN.</summary>
    static abstract TVec WidenAny<TVec>(TVec bits)
        where TVec : struct, IVector<TVec, float>;

    /// <summary>Rounds to nearest even; NaN becomes the canonical one.</summary>
    static abstract TVec Narrow<TVec>(TVec value)
        where TVec : struct, IVector<TVec, float>;

    /// <summary>The same of numbers; what becomes of NaN is not said.</summary>
    static abstract TVec NarrowNumber<TVec>(TVec value)
        where TVec : struct, IVector<TVec, float>;
}
