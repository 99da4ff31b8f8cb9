// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>destination = (x - shift) - lse, in f64, where lse = high + low is relative to the shift. May be in place.</summary>
internal static unsafe class LogProbKernel
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(ElementType type, void* x, long count, void* destination, double shift, Dd lse)
    {
        var wide = stackalloc double[WideBlock.Size];
        var zero = F64.Broadcast(0.0);
        var shifts = F64.Broadcast(shift);
        var highs = F64.Broadcast(lse.High);
        var lows = F64.Broadcast(lse.Low);
        for (long i = 0; i < count; i += WideBlock.Size)
        {
            var length = WideBlock.Load(type, x, i, count, 0.0, wide);
            for (var lane = 0; lane < length; lane += F64.Count)
            {
                var value = F64.Load(wide + lane);
                value = F64.SelectWhereEqual(value, shifts, zero, value - shifts);
                F64.Store(value - highs - lows, wide + lane);
            }
            WideBlock.Store(type, wide, destination, i, count);
        }
    }
}
