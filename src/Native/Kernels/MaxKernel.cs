// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>Maximum of f64, NaN passed over; -inf where there is nothing else.</summary>
internal static unsafe class MaxKernel
{
    internal static double Value(double* x, nint count)
    {
        var max = double.NegativeInfinity;
        var whole = count - (count % F64.Count);
        if (whole > 0)
            max = Vectors(x, whole);
        for (var i = whole; i < count; i++)
        {
            if (x[i] > max)
                max = x[i];
        }
        return max;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Vectors(double* x, nint count)
    {
        var max0 = F64.Broadcast(double.NegativeInfinity);
        var max1 = max0;
        nint i = 0;
        for (; i + (2 * F64.Count) <= count; i += 2 * F64.Count)
        {
            max0 = F64.MaxOrSecond(F64.Load(x + i), max0);
            max1 = F64.MaxOrSecond(F64.Load(x + i + F64.Count), max1);
        }
        if (i < count)
            max0 = F64.MaxOrSecond(F64.Load(x + i), max0);
        return F64.Max(F64.MaxOrSecond(max1, max0));
    }
}
