// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>sum a[i] * b[i], or sum a[i] where b is null, in 16 lanes.</summary>
internal static unsafe class DotKernel
{
    /// <summary>In double-double.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Run(in Series a, in Series b, long count, LaneSums* sums)
    {
        var one = stackalloc double[2 * WideBlock.Size];
        var two = one + WideBlock.Size;
        LaneSums.Clear(sums);
        long done = 0;
        if (Effort.IsWorthIt && a.Data != null && a.IsPlain(ElementType.F32) && b.Data == null)
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

    /// <summary>In f64, of what has no more digits than f32: its products are exact.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double RunPlain(in Series a, in Series b, long count)
    {
        var memory = stackalloc byte[((PlainSums.Lanes + (2 * WideBlock.Size)) * sizeof(double)) + Lines.Spare];
        var lanes = (double*)Lines.Align(memory);
        var one = lanes + PlainSums.Lanes;
        var two = one + WideBlock.Size;
        PlainSums.Clear(lanes);
        long done = 0;
        if (Effort.IsWorthIt && a.IsPlain(ElementType.F32) && b.IsPlain(ElementType.F32))
        {
            done = count - (count % WideBlock.Size);
            SingleLoops.Dot((float*)a.Data, (float*)b.Data, done, lanes);
        }
        for (var i = done; i < count; i += WideBlock.Size)
        {
            WideBlock.Load(a, i, count, 0.0, one);
            WideBlock.LoadOrOnes(b, i, count, two);
            for (var lane = 0; lane < WideBlock.Size; lane += F64.Count)
                F64.Store(F64.Load(lanes + lane) + (F64.Load(one + lane) * F64.Load(two + lane)), lanes + lane);
        }
        return PlainSums.Fold(lanes);
    }
}
