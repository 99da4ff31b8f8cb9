// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>sum a[i] * b[i], or sum a[i] where b is null, in 16 lanes of double-double.</summary>
internal static unsafe class DotKernel
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Run(in Series a, in Series b, long count, LaneSums* sums)
    {
        var one = stackalloc double[WideBlock.Size];
        var two = stackalloc double[WideBlock.Size];
        LaneSums.Clear(sums);
        long done = 0;
        if (a.Data != null && a.IsPlain(ElementType.F32) && b.Data == null)
        {
            done = count - (count % WideBlock.Size);
            SingleLoops.Sum((float*)a.Data, done, sums);
        }
        for (var i = done; i < count; i += WideBlock.Size)
        {
            var length = WideBlock.Load(a, i, count, 0.0, one);
            WideBlock.LoadOrOnes(b, i, count, two);
            for (var lane = 0; lane < length; lane += F64.Count)
                LaneSums.Add(sums, lane, F64.Load(one + lane) * F64.Load(two + lane));
        }
        return LaneSums.Fold(sums);
    }
}
