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
        DdMath<F64Short>.ExpM1(-DdF64.Abs(d), out var e, out var m);
        Value(d, e, m, out value);
        Slope(d, e, m, out slope);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Value(in DdF64 d, in DdF64 e, in DdF64 m, out DdF64 value)
    {
        var size = DdF64.Abs(d);
        var one = F64Short.Broadcast(1.0);
        DdMath<F64Short>.Log1p(DdF64.SelectWhereLess(size.High, one, m * m / (e + e), e * e), out value);
        value = DdF64.SelectWhereLess(size.High, one, value, size - DdF64.Broadcast(DdMath<F64Short>.Ln2) + value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Slope(in DdF64 d, in DdF64 e, in DdF64 m, out DdF64 slope)
    {
        DdF64 one = F64Short.Broadcast(1.0);
        slope = m * -(one + e) / (one + (e * e)) * DdF64.Sign(d);
    }
}
