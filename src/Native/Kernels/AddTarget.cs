// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>a * first + b: minus a smoothed target, minus weights, or a gradient.</summary>
internal readonly unsafe struct AddTarget<TVec, T> : IAddend<TVec, T>
    where TVec : struct, IVector<TVec, T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec At(T* first, T* second, TVec a, TVec b) => TVec.Fma(TVec.Load(first), a, b);
}
