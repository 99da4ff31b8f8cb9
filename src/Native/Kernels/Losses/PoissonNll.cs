// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>exp(x) - y x, or x - y log(x + epsilon) of a rate x; where asked for and y above 1, plus y log y - y + log(2 pi y) / 2.</summary>
internal readonly struct PoissonNll : IElementLoss
{
    private static Dd Log2PiHalf => new(0.9189385332046728, -3.8782941580672414e-17);

    public static ElementwiseFlags Flags => ElementwiseFlags.Input_Rate | ElementwiseFlags.Full;

    public static bool IsLegal(double epsilon, double b) => epsilon >= 0 && double.IsFinite(epsilon);

    /// <summary>The logarithm of a rate, the rate of a logarithm.</summary>
    public static unsafe void PrepareWide(ElementBlock* block, int length)
    {
        for (var lane = 0; lane < length; lane += F64Short.Count)
        {
            var lanes = new ElementLanes(block, lane);
            if (lanes.Call.Has(ElementwiseFlags.Input_Rate))
                ElementBlock.KeepLog(DdF64.Sum(lanes.X, lanes.Call.A), block->X, lane);
            else
                *ElementBlock.Kept(block->X, lane) = lanes.X;
        }
        if (!new ElementCall(block).Has(ElementwiseFlags.Input_Rate))
            ElementBlock.Exp(block->X, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        DdF64 x = lanes.X;
        DdF64 y = lanes.Y;
        var zero = F64Short.Broadcast(0.0);
        DdF64 rate = x, log = x;
        if (lanes.Call.Has(ElementwiseFlags.Input_Rate))
        {
            log = lanes.Prepared;
            var above = DdF64.Sum(lanes.X, lanes.Call.A);
            slope = DdF64.Broadcast(1.0) - DdF64.Weighted(DdF64.Broadcast(1.0) / above, y);
        }
        else
        {
            rate = lanes.Prepared;
            slope = rate - y;
        }
        // The rate outgrows its logarithm.
        log = DdF64.SelectWhereEqual(rate.High, F64Short.Broadcast(double.PositiveInfinity), zero, log);
        value = rate - DdF64.Weighted(log, y);
        if (!lanes.Call.Has(ElementwiseFlags.Full))
            return;
        value += Stirling(y);
    }

    public static bool Rounds => true;

    public static unsafe void Prepare(ElementBlock* block, nint count)
    {
        for (nint i = 0; i < count; i += F64Short.Count)
            F64Short.Store(new RoundedLanes(block, i).X, block->X + i);
        RoundedBlock.Exp(block->X, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(in RoundedLanes lanes, out F64Short value, out F64Short slope)
    {
        var infinity = F64Short.Broadcast(double.PositiveInfinity);
        var x = lanes.X;
        var y = lanes.Y;
        var rate = lanes.Prepared;
        slope = rate - y;
        value = rate - DdF64.WeightedHigh(F64Short.SelectWhereEqual(rate, infinity, F64Short.Broadcast(0.0), x), y);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DdF64 Stirling(DdF64 y)
    {
        DdMath<F64Short>.Log(y, out var log);
        var sum = ((y + F64Short.Broadcast(0.5)) * log) - y + DdF64.Broadcast(Log2PiHalf);
        return DdF64.SelectWhereLess(F64Short.Broadcast(1.0), y.High, sum, F64Short.Broadcast(0.0));
    }
}
