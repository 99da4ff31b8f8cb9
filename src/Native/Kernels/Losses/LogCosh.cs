// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// log cosh d, d = x - y. With e = exp(-|d|) and m = e - 1 it is log1p(m^2 / (2 e)) near 0, |d| - log 2 + log1p(e^2) elsewhere.
/// </summary>
internal readonly struct LogCosh : IElementLoss
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        var d = DdF64.Difference(lanes.X, lanes.Y);
        var size = DdF64.Abs(d);
        DdMath<F64Short>.ExpM1(-size, out var e, out var m);
        value = Value(size, e, m);
        slope = DdF64.Sign(d) * (m * (F64Short.Broadcast(-1.0) - e) / (F64Short.Broadcast(1.0) + (e * e)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DdF64 Value(DdF64 size, DdF64 e, DdF64 m)
    {
        var one = F64Short.Broadcast(1.0);
        DdMath<F64Short>.Log1p(DdF64.SelectWhereLess(size.High, one, m * m / (e + e), e * e), out var log);
        return DdF64.SelectWhereLess(size.High, one, log, size - DdF64.Broadcast(DdMath<F64Short>.Ln2) + log);
    }
}
