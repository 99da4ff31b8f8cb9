// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>Maximum of a row, NaN passed over; -inf where there is nothing else.</summary>
internal static unsafe class MaxKernel<T, TVec>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
{
    internal static double Value(T* x, nint count)
    {
        var max = double.NegativeInfinity;
        var whole = count - (count % TVec.Count);
        if (whole > 0)
            max = Vectors(x, whole);
        for (var i = whole; i < count; i++)
        {
            var value = Scalar<T>.ToDouble(x[i]);
            if (value > max)
                max = value;
        }
        return max;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Vectors(T* x, nint count)
    {
        var low = TVec.Broadcast(Scalar<T>.Round(double.NegativeInfinity));
        var max0 = low;
        var max1 = low;
        nint i = 0;
        for (; i + (2 * TVec.Count) <= count; i += 2 * TVec.Count)
        {
            max0 = TVec.MaxOrSecond(TVec.Load(x + i), max0);
            max1 = TVec.MaxOrSecond(TVec.Load(x + i + TVec.Count), max1);
        }
        if (i < count)
            max0 = TVec.MaxOrSecond(TVec.Load(x + i), max0);
        return Scalar<T>.ToDouble(TVec.Max(TVec.MaxOrSecond(max1, max0)));
    }
}
