// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Simd;

/// <summary>
/// One native vector of <typeparamref name="T"/> (f32 or f64). The instruction-set level is a type argument: a kernel is written once
/// against this interface and compiled for every implementation. Each operation is one IEEE operation per lane, so the level
/// changes speed and nothing else.
/// </summary>
internal unsafe interface IVector<TSelf, T>
    where TSelf : struct, IVector<TSelf, T>
    where T : unmanaged
{
    static abstract int Count { get; }

    static abstract TSelf Broadcast(T value);

    static abstract TSelf Load(T* source);

    static abstract void Store(TSelf value, T* destination);

    /// <summary>Lane 0.</summary>
    static abstract T First(TSelf value);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>a * b + c, rounded once.</summary>
    static abstract TSelf Fma(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Sqrt(TSelf a);

    /// <summary>a where a &gt; b, else b: a NaN in a is dropped, one in b stays.</summary>
    static abstract TSelf MaxOrSecond(TSelf a, TSelf b);

    /// <summary>ifTrue where a = b, ifFalse elsewhere.</summary>
    static abstract TSelf SelectWhereEqual(TSelf a, TSelf b, TSelf ifTrue, TSelf ifFalse);

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

    /// <summary>The bit patterns, a or (b xor c).</summary>
    static abstract TSelf OrXor(TSelf a, TSelf b, TSelf c);

    /// <summary>The largest lane; none may be NaN.</summary>
    static abstract T Max(TSelf a);

    /// <summary>The sum of the lanes: lane i meets lane i + Count / 2, then Count / 4, and so on.</summary>
    static abstract T Sum(TSelf a);

    /// <summary>First half of a 16-entry table, or all of it where a vector holds 16; see <see cref="Lookup16"/>.</summary>
    static abstract TSelf LoadTableLow(T* table);

    /// <summary>Second half of a 16-entry table where a vector holds 8.</summary>
    static abstract TSelf LoadTableHigh(T* table);

    /// <summary>table[low four bits of the lane]; low and high hold the table where registers can.</summary>
    static abstract TSelf Lookup16(T* table, TSelf low, TSelf high, TSelf bits);

    /// <summary>wide[i] += lane i, as a double-double in (high, low) where T is f64, in f64 where T is f32.</summary>
    static abstract void AddTo(TSelf lanes, double* high, double* low);

    /// <summary>Count lanes of f64, rounded to T.</summary>
    static abstract TSelf LoadNarrow(double* source);

    /// <summary>The lanes as Count values of f64.</summary>
    static abstract void StoreWide(TSelf value, double* destination);

    /// <summary>Count 16-bit patterns, each in the low half of a 32-bit lane; the high halves are 0.</summary>
    static abstract TSelf LoadHalves(ushort* source);

    /// <summary>The low halves of the 32-bit lanes; the high halves are 0.</summary>
    static abstract void StoreHalves(TSelf bits, ushort* destination);
}
