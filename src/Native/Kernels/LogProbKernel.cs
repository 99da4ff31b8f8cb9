// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>destination = (x - shift) - lse, in f64, where lse = high + low is relative to the shift. May be in place.</summary>
internal static unsafe class LogProbKernel<T, TVec>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(T* x, nint count, T* destination, double shift, Dd lse)
    {
        var wide = stackalloc double[WideBlock<T, TVec>.Size];
        var zero = F64.Broadcast(0.0);
        var shifts = F64.Broadcast(shift);
        var highs = F64.Broadcast(lse.High);
        var lows = F64.Broadcast(lse.Low);
        for (nint i = 0; i < count; i += WideBlock<T, TVec>.Size)
        {
            var length = count - i;
            if (length >= WideBlock<T, TVec>.Size)
                WideBlock<T, TVec>.Load(x + i, wide);
            else
                WideBlock<T, TVec>.LoadPart(x + i, length, 0, wide);
            for (var lane = 0; lane < WideBlock<T, TVec>.Size; lane += F64.Count)
            {
                var value = F64.Load(wide + lane);
                value = F64.SelectWhereEqual(value, shifts, zero, value - shifts);
                F64.Store(value - highs - lows, wide + lane);
            }
            if (length >= WideBlock<T, TVec>.Size)
                WideBlock<T, TVec>.Store(wide, destination + i);
            else
                WideBlock<T, TVec>.StorePart(wide, destination + i, length);
        }
    }
}
