// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Simd;

/// <summary>
/// One native vector of <typeparamref name="T"/> (f32 or f64). The instruction-set level is a type argument: a kernel is written once
/// against this interface and compiled for every implementation.
/// </summary>
internal unsafe interface IVector<TSelf, T> : ILanes<TSelf, T>
    where TSelf : struct, IVector<TSelf, T>
    where T : unmanaged
{
    /// <summary>Past the caches, to an address that is aligned to the vector; <see cref="Cache.Finish"/> must follow.</summary>
    static abstract void StoreAside(TSelf value, T* destination);

    /// <summary>Lane 0.</summary>
    static abstract T First(TSelf value);

    static abstract TSelf Sqrt(TSelf a);

    /// <summary>ifTrue where a = b, ifFalse elsewhere.</summary>
    static abstract TSelf SelectWhereEqual(TSelf a, TSelf b, TSelf ifTrue, TSelf ifFalse);

    /// <summary>A bit for every lane, set where a &lt; b.</summary>
    static abstract uint WhereLess(TSelf a, TSelf b);

    /// <summary>The bit patterns, or-ed.</summary>
    static abstract TSelf Or(TSelf a, TSelf b);

    /// <summary>The bits, and those in which the two patterns differ.</summary>
    static abstract TSelf OrDifferences(TSelf bits, TSelf a, TSelf b);

    /// <summary>Whether any bit of any lane is set.</summary>
    static abstract bool AnyBits(TSelf bits);

    /// <summary>The first lane where the two are equal, or -1.</summary>
    static abstract int IndexOfEqual(TSelf a, TSelf b);

    /// <summary>The largest lane; none may be NaN.</summary>
    static abstract T Max(TSelf a);

    /// <summary>The sum of the lanes: lane i meets lane i + Count / 2, then Count / 4, and so on.</summary>
    static abstract T Sum(TSelf a);

    /// <summary>A table of eight entries, which lies there twice in a row; see <see cref="Lookup8"/>.</summary>
    static abstract TSelf LoadTable(T* table);

    /// <summary>table[low three bits of the lane]; entries holds the table where registers can.</summary>
    static abstract TSelf Lookup8(T* table, TSelf entries, TSelf bits);

    /// <summary>wide[i] += lane i, as a double-double in (high, low) where T is f64, in f64 where T is f32.</summary>
    static abstract void AddTo(TSelf lanes, double* high, double* low);

    /// <summary>wide[i] += the sum of the lanes i of both, for f32.</summary>
    static abstract void AddSumTo(TSelf a, TSelf b, double* wide);

    /// <summary>Count lanes of f64, rounded to T.</summary>
    static abstract TSelf LoadNarrow(double* source);

    /// <summary>Count lanes of f32, for f64.</summary>
    static abstract TSelf LoadSingles(float* source);

    /// <summary>As many elements as there are, up to Count, without reading behind them; the other lanes are the rest's. For f32.</summary>
    static abstract TSelf LoadPart(float* source, int count, TSelf rest);

    /// <summary>The lanes as Count values of f64.</summary>
    static abstract void StoreWide(TSelf value, double* destination);

    /// <summary>Lane i less wide[i], times the factor, in f64, rounded once, for f32.</summary>
    static abstract TSelf ScaleDifference(TSelf a, double* wide, double factor);

    /// <summary>Lane i is a[i] times what b[i] is more than wide[i], in f64, rounded once, for f32; a product of 0 is +0.</summary>
    static abstract TSelf MultiplyDifference(float* a, float* b, double* wide);

    /// <summary>A square block of f32, Count vectors of Count elements, in place.</summary>
    static abstract void Transpose(float* block);

    /// <summary>Count 16-bit patterns, each in the low half of a 32-bit lane; the high halves are 0.</summary>
    static abstract TSelf LoadHalves(ushort* source);

    /// <summary>The low halves of the 32-bit lanes; the high halves are 0.</summary>
    static abstract void StoreHalves(TSelf bits, ushort* destination);
}
