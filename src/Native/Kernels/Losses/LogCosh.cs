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
    public static unsafe void PrepareWide(ElementBlock* block, int length)
    {
        for (var lane = 0; lane < length; lane += F64Short.Count)
        {
            var lanes = new ElementLanes(block, lane);
            var decay = -DdF64.Abs(DdF64.Difference(lanes.X, lanes.Y));
            DdMath<F64Short>.ExpM1(decay, out *ElementBlock.Kept(block->X, lane), out *ElementBlock.Kept(block->Y, lane));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        var d = DdF64.Difference(lanes.X, lanes.Y);
        var e = lanes.Prepared;
        var m = lanes.PreparedToo;
        Value(d, e, m, out value);
        slope = value;
        if (lanes.WantsSlope)
            Slope(d, e, m, out slope);
    }

    public static bool Rounds => true;

    public static unsafe void Prepare(ElementBlock* block, nint count)
    {
        for (nint i = 0; i < count; i += F64Short.Count)
        {
            var lanes = new RoundedLanes(block, i);
            ExpRounded<F64Short>.ExpM1(RoundedLogistic.MinusAbs(lanes.X - lanes.Y), out var e, out var m);
            F64Short.Store(e, block->X + i);
            F64Short.Store(m, block->Y + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(in RoundedLanes lanes, out F64Short value, out F64Short slope)
    {
        var d = lanes.X - lanes.Y;
        var size = DifferenceBlock.Abs(d);
        var one = F64Short.Broadcast(1.0);
        var zero = F64Short.Broadcast(0.0);
        var e = lanes.Prepared;
        var m = lanes.PreparedToo;
        var square = e * e;
        // One division for both: u / (2 + u) with u = m^2 / (2 e) or e^2.
        var u = F64Short.SelectWhereLess(size, one, m * m, square);
        var log = LogRounded<F64Short>.Log1pOfRatio(u / (F64Short.SelectWhereLess(size, one, F64Short.Broadcast(4.0) * e, one + one) + u));
        value = F64Short.SelectWhereLess(size, one, zero, size - F64Short.Broadcast(0.6931471805599453)) + log;
        var steepness = m * (one + e) / (one + square);
        slope = F64Short.SelectWhereLess(d, zero, steepness, zero - steepness);
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
