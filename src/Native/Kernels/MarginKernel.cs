// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// sum v^p over all elements but one, v = max(0, start + x), and sum v^(p-1), for p = 1 or 2. start + x is
/// exact to some 100 bits, so that a small v has all its digits. An x of -inf adds nothing. In 16 lanes of double-double.
/// </summary>
internal static unsafe class MarginKernel
{
    /// <summary>Also writes factor * v^(p-1), 0 for the element that is left out, unless grad is null; it may be x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(
        ElementType type, void* x, long count, long exclude, in Dd start, bool squared, in Dd factor, void* grad, Workspace* space,
        out Dd loss, out Dd slope)
    {
        var block = stackalloc double[WideBlock.Size];
        var losses = &space->Sums;
        var slopes = Workspace.MoreSums(space);
        LaneSums.Clear(losses);
        LaneSums.Clear(slopes);
        for (long i = 0; i < count; i += WideBlock.Size)
        {
            var length = WideBlock.Load(type, x, i, count, double.NegativeInfinity, block);
            if (exclude >= i && exclude < i + length)
                block[exclude - i] = double.NegativeInfinity;
            if (squared)
                Squares(block, length, start, factor, losses, slopes);
            else
                Values(block, length, start, factor, losses, slopes);
            if (grad != null)
                WideBlock.Store(type, block, grad, i, count);
        }
        loss = LaneSums.Fold(losses);
        slope = LaneSums.Fold(slopes);
    }

    /// <summary>max(0, start + x), and 0 where x is -inf; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F64 Positive(F64 x, F64 start, F64 startLow, out F64 low)
    {
        var zero = F64.Broadcast(0.0);
        var sum = x + start;
        var part = sum - x;
        var rest = (x - (sum - part)) + (start - part) + startLow;
        // The rest of an infinite sum is NaN.
        rest = F64.SelectWhereEqual(sum - sum, zero, rest, zero);
        var value = sum + rest;
        low = F64.SelectWhereLess(zero, value, rest - (value - sum), zero);
        low = F64.SelectWhereEqual(value - value, zero, low, zero);
        value = F64.SelectWhereEqual(x, F64.Broadcast(double.NegativeInfinity), zero, value);
        return F64.SelectWhereLess(value, zero, zero, value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Values(double* block, int length, in Dd start, in Dd factor, LaneSums* losses, LaneSums* slopes)
    {
        var zero = F64.Broadcast(0.0);
        for (var lane = 0; lane < length; lane += F64.Count)
        {
            var value = Positive(F64.Load(block + lane), F64.Broadcast(start.High), F64.Broadcast(start.Low), out var low);
            LaneSums.Add(losses, lane, value);
            LaneSums.Add(losses, lane, low);
            LaneSums.Add(slopes, lane, F64.SelectWhereLess(zero, value, F64.Broadcast(1.0), zero));
            F64.Store(F64.SelectWhereLess(zero, value, F64.Broadcast(factor.Value), zero), block + lane);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Squares(double* block, int length, in Dd start, in Dd factor, LaneSums* losses, LaneSums* slopes)
    {
        var zero = F64.Broadcast(0.0);
        var high = F64.Broadcast(factor.High);
        var highLow = F64.Broadcast(factor.Low);
        for (var lane = 0; lane < length; lane += F64.Count)
        {
            var value = Positive(F64.Load(block + lane), F64.Broadcast(start.High), F64.Broadcast(start.Low), out var low);
            var square = value * value;
            var rest = F64.Fma(value + value, low, F64.Fma(value, value, zero - square));
            LaneSums.Add(losses, lane, square);
            LaneSums.Add(losses, lane, F64.SelectWhereEqual(square - square, zero, rest, zero));
            LaneSums.Add(slopes, lane, value);
            LaneSums.Add(slopes, lane, low);
            rest = F64.Fma(value, highLow, low * high);
            F64.Store(F64.SelectWhereEqual(rest - rest, zero, F64.Fma(value, high, rest), value * high), block + lane);
        }
    }
}
