// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// destination = factor * exp(x) * 2^-reference + addend, over whole blocks of lanes; destination may be x or one of the addend's rows.
/// The addend is b; first * a + b where first is given; second * (first * a + b) where both are.
/// </summary>
internal static unsafe class ExpWriteKernel<T, TVec, TExp>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
    where TExp : struct, IExp<TExp, TVec, T>
{
    internal static void Run(
        T* x, nint elements, T* destination, T* constants, int reference, T factor, T* first, T* second, T a, T b)
    {
        if (second != null)
            Vectors<On, On>(x, elements, destination, constants, reference, factor, first, second, a, b);
        else if (first != null)
            Vectors<On, Off>(x, elements, destination, constants, reference, factor, first, second, a, b);
        else
            Vectors<Off, Off>(x, elements, destination, constants, reference, factor, first, second, a, b);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Vectors<TFirst, TSecond>(
        T* x, nint elements, T* destination, T* constants, int reference, T factor, T* first, T* second, T a, T b)
        where TFirst : ISwitch
        where TSecond : ISwitch
    {
        var exp = TExp.Create(constants, reference);
        var factors = TVec.Broadcast(factor);
        var scales = TVec.Broadcast(a);
        var offsets = TVec.Broadcast(b);
        for (nint i = 0; i < elements; i += 2 * TVec.Count)
        {
            var x0 = exp.Bound<On>(TVec.Load(x + i));
            var x1 = exp.Bound<On>(TVec.Load(x + i + TVec.Count));
            exp.Parts<On>(x0, x1, exp.Exponent(x0), exp.Exponent(x1), out var s0, out var s1, out var e0, out var e1);
            var addend0 = TFirst.IsOn ? TVec.Fma(TVec.Load(first + i), scales, offsets) : offsets;
            var addend1 = TFirst.IsOn ? TVec.Fma(TVec.Load(first + i + TVec.Count), scales, offsets) : offsets;
            if (TSecond.IsOn)
            {
                addend0 *= TVec.Load(second + i);
                addend1 *= TVec.Load(second + i + TVec.Count);
            }
            e0 = TVec.Fma(s0, e0, s0);
            e1 = TVec.Fma(s1, e1, s1);
            TVec.Store(TVec.Fma(e0, factors, addend0), destination + i);
            TVec.Store(TVec.Fma(e1, factors, addend1), destination + i + TVec.Count);
        }
    }
}
