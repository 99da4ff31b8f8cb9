// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>What is added to factor * exp(x) when a row is written; first and second are rows of the caller's, or null.</summary>
internal unsafe interface IAddend<TVec, T>
    where TVec : struct, IVector<TVec, T>
    where T : unmanaged
{
    static abstract TVec At(T* first, T* second, TVec a, TVec b);
}
