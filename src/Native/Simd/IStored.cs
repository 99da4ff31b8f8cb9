// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Simd;

/// <summary>How vectors of the arithmetic's type lie in memory.</summary>
internal unsafe interface IStored<TVec>
    where TVec : struct
{
    /// <summary>Whether elements are f32.</summary>
    static abstract bool IsSingle { get; }

    /// <summary>Starts to load from memory what lies a number of bytes behind an element.</summary>
    static abstract void Fetch(void* source, nint index, nint bytes);

    /// <summary>One vector from element index on; a NaN need not become the canonical one.</summary>
    static abstract TVec Load(void* source, nint index);

    /// <summary>Numbers, rounded to nearest even where elements are narrower; what becomes of NaN is not said.</summary>
    static abstract void Store(TVec value, void* destination, nint index);
}
