// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// The p-norm of d = x - y + epsilon for two rows, and its gradient sign(d) (|d| / norm)^(p-1) with respect to x. Differences are
/// double-double, and measured in units of a power of two near the largest: squares neither overflow nor vanish.
/// </summary>
internal unsafe struct Distance
{
    internal ElementType Type;
    internal void* X;
    internal void* Y;
    internal long Count;
    internal double Epsilon;

    /// <summary>p: at least 1, or infinite.</summary>
    internal double Order;

    internal Dd Norm;

    /// <summary>A power of two near 1 / max |d|.</summary>
    private double unit;

    /// <summary>The norm in these units.</summary>
    private Dd scaled;

    /// <summary>How many |d| are the largest one.</summary>
    private long ties;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Measure(Distance* d, LaneSums* sums)
    {
        DifferenceBlock block;
        d->unit = 1.0;
        d->ties = 0;
        var max = Largest(d, &block);
        d->Norm = max;
        d->scaled = max;
        if (!(max > 0) || double.IsInfinity(max))
            return;
        // Both it and its inverse are normal numbers.
        var exponent = Pow2.Exponent(max);
        exponent = exponent < -1000 ? -1000 : exponent > 1000 ? 1000 : exponent;
        d->unit = Pow2.Double(-exponent);
        var largest = max * d->unit;
        var back = Pow2.Double(exponent);
        if (double.IsInfinity(d->Order))
        {
            d->scaled = Ties(d, &block, largest);
            d->Norm = new Dd(d->scaled.High * back, d->scaled.Low * back);
            return;
        }
        LaneSums.Clear(sums);
        for (long i = 0; i < d->Count; i += WideBlock.Size)
        {
            var length = Load(d, i, &block);
            for (var lane = 0; lane < length; lane += F64Short.Count)
                Add(d, &block, lane, sums);
        }
        var sum = LaneSums.Fold(sums);
        if (d->Order == 2)
        {
            sum = RowMath.Sqrt(sum);
        }
        else if (d->Order != 1)
        {
            var root = ScalarMath.Exp(ScalarMath.Log(sum) / d->Order, out var power);
            sum = new Dd(root.High * Pow2.Double(power), root.Low * Pow2.Double(power));
        }
        d->scaled = sum;
        d->Norm = new Dd(sum.High * back, sum.Low * back);
    }

    /// <summary>Adds factor times the gradient to 16 double-doubles.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void AddGradient(Distance* d, long i, double factor, double* high, double* low)
    {
        if (factor == 0 || d->Norm.High == 0)
            return;
        DifferenceBlock block;
        var length = Load(d, i, &block);
        for (var lane = 0; lane < length; lane += F64Short.Count)
            AddSlope(d, &block, lane, factor, high + lane, low + lane);
    }

    /// <summary>max |d|; NaN where there is one.</summary>
    private static double Largest(Distance* d, DifferenceBlock* block)
    {
        var max = F64Short.Broadcast(0.0);
        var high = DifferenceBlock.High(block);
        for (long i = 0; i < d->Count; i += WideBlock.Size)
        {
            var length = Load(d, i, block);
            for (var lane = 0; lane < length; lane += F64Short.Count)
            {
                var value = DifferenceBlock.Abs(F64Short.Load(high + lane));
                // A NaN stays from then on.
                max = F64Short.SelectWhereLess(value, max, max, F64Short.SelectWhereEqual(max, max, value, max));
            }
        }
        F64Short.Store(max, high);
        var result = high[0];
        for (var lane = 1; lane < F64Short.Count; lane++)
        {
            if (double.IsNaN(high[lane]) || high[lane] > result)
                result = high[lane];
        }
        return result;
    }

    /// <summary>The largest number in both its parts, and how many are as large.</summary>
    private static Dd Ties(Distance* d, DifferenceBlock* block, double largest)
    {
        var high = DifferenceBlock.High(block);
        var low = DifferenceBlock.Low(block);
        var largestLow = double.NegativeInfinity;
        for (long i = 0; i < d->Count; i += WideBlock.Size)
        {
            var length = Load(d, i, block);
            for (var k = 0; k < length; k++)
            {
                if (Math.Abs(high[k]) != largest)
                    continue;
                var rest = high[k] < 0 ? -low[k] : low[k];
                largestLow = rest > largestLow ? rest : largestLow;
                d->ties++;
            }
        }
        return new Dd(largest, largestLow);
    }

    /// <summary>(x - y + epsilon) * unit, 0 behind the end. Returns how many, rounded up to whole vectors.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Load(Distance* d, long i, DifferenceBlock* block)
    {
        var high = DifferenceBlock.High(block);
        var low = DifferenceBlock.Low(block);
        var length = WideBlock.Load(d->Type, d->X, i, d->Count, 0.0, high);
        WideBlock.Load(d->Type, d->Y, i, d->Count, 0.0, low);
        var unit = F64Short.Broadcast(d->unit);
        var epsilon = DdF64.Broadcast(d->Epsilon);
        for (var lane = 0; lane < length; lane += F64Short.Count)
        {
            var difference = DdF64.Difference(F64Short.Load(high + lane), F64Short.Load(low + lane)) + epsilon;
            var value = difference.High;
            F64Short.Store(value * unit, high + lane);
            F64Short.Store(F64Short.SelectWhereEqual(value - value, F64Short.Broadcast(0.0), difference.Low * unit, F64Short.Broadcast(0.0)), low + lane);
        }
        for (var k = d->Count - i; k < length; k++)
        {
            high[k] = 0.0;
            low[k] = 0.0;
        }
        return length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(Distance* d, DifferenceBlock* block, int lane, LaneSums* sums)
    {
        var value = DdF64.Abs(DifferenceBlock.Load(block, lane));
        var term = value;
        if (d->Order == 2)
        {
            term = value * value;
        }
        else if (d->Order != 1)
        {
            Power(value, d->Order, out term);
        }
        LaneSums.Add(sums, lane, term);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddSlope(Distance* d, DifferenceBlock* block, int lane, double factor, double* high, double* low)
    {
        var zero = F64Short.Broadcast(0.0);
        var one = F64Short.Broadcast(1.0);
        var value = DifferenceBlock.Load(block, lane);
        var sign = F64Short.SelectWhereLess(value.High, zero, zero - one, F64Short.SelectWhereLess(zero, value.High, one, value.High));
        DdF64 slope = sign;
        if (double.IsInfinity(d->Order))
        {
            var share = F64Short.Broadcast(1.0 / d->ties);
            slope = sign * F64Short.SelectWhereEqual(DifferenceBlock.Abs(value.High), F64Short.Broadcast(d->scaled.High), share, zero);
        }
        else if (d->Order == 2)
        {
            slope = value / DdF64.Broadcast(d->scaled);
        }
        else if (d->Order != 1)
        {
            Power(DdF64.Abs(value) / DdF64.Broadcast(d->scaled), d->Order - 1, out slope);
            slope *= sign;
        }
        var sum = new DdF64(F64Short.Load(high), F64Short.Load(low)) + (slope * F64Short.Broadcast(factor));
        F64Short.Store(sum.High, high);
        F64Short.Store(sum.Low, low);
    }

    /// <summary>value^power, value at least 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Power(in DdF64 value, double power, out DdF64 result)
    {
        DdMath<F64Short>.Log(value, out var log);
        DdMath<F64Short>.Exp(log * F64Short.Broadcast(power), out result);
    }
}
