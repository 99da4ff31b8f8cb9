// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.Intrinsics;

namespace NativeLoss.Native.Simd;

/// <summary>a * b + c in one rounding, on 128-bit vectors of f32 or f64.</summary>
internal interface IFma
{
    static abstract Vector128<T> Fma<T>(Vector128<T> a, Vector128<T> b, Vector128<T> c)
        where T : unmanaged;
}
