// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// The largest element of a row of f32 and the lowest place where it is, in one pass: every lane keeps the first of its largest. NaN is passed over.
/// </summary>
internal static unsafe class TopKernel
{
    /// <summary>The most elements whose places are numbers in f32.</summary>
    private const long Most = 1 << 24;

    /// <summary>Whether so many elements are for it.</summary>
    internal static bool Takes(long count) => count >= F32.Count && count <= Most;

    /// <summary>Returns any place where everything is -inf or NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static long Run(float* x, long count, out float max, out bool hasNaN)
    {
        var zero = F32.Broadcast(0f);
        var one = F32.Broadcast(1f);
        var none = F32.Broadcast(float.NegativeInfinity);
        var index = F32.Load(LaneIndices.Pointer);
        var max0 = none;
        var max1 = none;
        var places0 = index;
        var places1 = index;
        var unlike = zero;
        // Two vectors at a time, as a maximum waits for the one before it. They overlap where there are no two, and the last two those before them.
        var apart = count < 2 * F32.Count ? count - F32.Count : F32.Count;
        var step = F32.Broadcast(2 * apart);
        var last = count - F32.Count - apart;
        for (long i = 0; ; i += 2 * F32.Count, index += step)
        {
            var x0 = F32.Load(x + i);
            var x1 = F32.Load(x + i + apart);
            places0 = F32.SelectWhereLess(max0, x0, index, places0);
            places1 = F32.SelectWhereLess(max1, x1, index, places1);
            unlike = F32.SelectWhereEqual(x0, x0, F32.SelectWhereEqual(x1, x1, unlike, one), one);
            max0 = F32.MaxOrSecond(x0, max0);
            max1 = F32.MaxOrSecond(x1, max1);
            if (i == last)
                break;
            if (last - i >= 2 * F32.Count)
                continue;
            index -= F32.Broadcast((2 * F32.Count) - (last - i));
            i = last - (2 * F32.Count);
        }
        max = F32.Max(F32.MaxOrSecond(max0, max1));
        hasNaN = F32.AnyBits(unlike);
        var all = F32.Broadcast(max);
        places0 = F32.SelectWhereEqual(max0, all, zero - places0, none);
        places1 = F32.SelectWhereEqual(max1, all, zero - (places1 + F32.Broadcast(apart)), none);
        return -(long)F32.Max(F32.MaxOrSecond(places0, places1));
    }
}
