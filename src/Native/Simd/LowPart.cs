// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>What the second part of a number in two parts does to an exponential of the first.</summary>
internal static class LowPart<TVec, T>
    where TVec : struct, IVector<TVec, T>
    where T : unmanaged
{
    /// <summary>Where s (1 + e) is the exponential of x, the e of that of x + low: e + low (1 + e), for a low part of less than 2^-34.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec Add(TVec e, TVec low) => e + TVec.Fma(low, e, low);
}
