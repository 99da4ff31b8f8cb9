// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Simd;

/// <summary>
/// Lanes of <typeparamref name="T"/> (f32 or f64) that know nothing of each other. Each operation is one IEEE operation per lane, so how many
/// of them there are, and the instruction-set level, change speed and nothing else.
/// </summary>
internal unsafe interface ILanes<TSelf, T>
    where TSelf : struct, ILanes<TSelf, T>
    where T : unmanaged
{
    static abstract int Count { get; }

    static abstract TSelf Broadcast(T value);

    static abstract TSelf Load(T* source);

    static abstract void Store(TSelf value, T* destination);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>a * b + c, rounded once.</summary>
    static abstract TSelf Fma(TSelf a, TSelf b, TSelf c);

    /// <summary>a where a &gt; b, else b: a NaN in a is dropped, one in b stays.</summary>
    static abstract TSelf MaxOrSecond(TSelf a, TSelf b);

    /// <summary>ifTrue where a &lt; b, ifFalse elsewhere.</summary>
    static abstract TSelf SelectWhereLess(TSelf a, TSelf b, TSelf ifTrue, TSelf ifFalse);

    /// <summary>The bit patterns, shifted left as integers.</summary>
    static abstract TSelf ShiftLeft(TSelf bits, int count);

    /// <summary>The bit patterns, shifted right as unsigned integers.</summary>
    static abstract TSelf ShiftRight(TSelf bits, int count);

    /// <summary>The bit patterns, added as integers.</summary>
    static abstract TSelf AddBits(TSelf a, TSelf b);

    /// <summary>The bit patterns, and-ed.</summary>
    static abstract TSelf And(TSelf a, TSelf b);
}
