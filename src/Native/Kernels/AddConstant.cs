// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>b.</summary>
internal readonly unsafe struct AddConstant<TVec, T> : IAddend<TVec, T>
    where TVec : struct, IVector<TVec, T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVec At(T* first, T* second, TVec a, TVec b) => b;
}
