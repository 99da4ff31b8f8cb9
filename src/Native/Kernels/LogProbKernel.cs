// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>destination = (x - shift) - lse, in f64, where lse = high + low is relative to the shift. May be in place.</summary>
internal static unsafe class LogProbKernel
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(Row row, in Series destination, Dd shift, Dd lse)
    {
        var wide = stackalloc double[WideBlock.Size];
        var more = stackalloc double[WideBlock.Size];
        var zero = F64.Broadcast(0.0);
        var shifts = F64.Broadcast(shift.High);
        var shiftLows = F64.Broadcast(shift.Low);
        var highs = F64.Broadcast(lse.High);
        var lows = F64.Broadcast(lse.Low);
        for (long i = 0; i < row.Count; i += WideBlock.Size)
        {
            row.LoadWide(i, row.Count - i, 0.0, wide, more);
            for (var lane = 0; lane < WideBlock.Size; lane += F64.Count)
            {
                var value = F64.Load(wide + lane);
                value = F64.SelectWhereEqual(value, shifts, zero, value - shifts);
                F64.Store(value - highs - lows + (F64.Load(more + lane) - shiftLows), wide + lane);
            }
            WideBlock.Store(destination, wide, i, row.Count);
        }
    }
}
