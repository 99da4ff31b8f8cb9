// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// -(y log p + (1-y) log(1-p)) of a probability p: with the logarithms held at -100 and the slope's denominator at 1e-12 (PyTorch), or
/// with p held in [1e-7, 1 - 1e-7] and no slope outside (Keras).
/// </summary>
internal readonly struct BinaryCrossEntropy : IElementLoss
{
    private const double Lowest = 1e-7;

    public static ElementwiseFlags Flags => ElementwiseFlags.Clip_Probs;

    public static ElementTraits Traits => ElementTraits.Smoothing | ElementTraits.Probs;

    /// <summary>The logarithms of p and 1 - p.</summary>
    public static unsafe void PrepareWide(ElementBlock* block, int length)
    {
        for (var lane = 0; lane < length; lane += F64Short.Count)
        {
            var lanes = new ElementLanes(block, lane);
            var p = Held(lanes.X, lanes.Call, out _);
            ElementBlock.KeepLog(p, block->X, lane);
            ElementBlock.KeepLog(DdF64.Difference(F64Short.Broadcast(1.0), p), block->Y, lane);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        var p = Held(lanes.X, lanes.Call, out var inside);
        lanes.Labels(out var y, out var no);
        // 1 - p is 1 to the last bit where p is small: there the logarithm is -p.
        var log = DdF64.SelectWhereLess(p, F64Short.Broadcast(Pow2.Double(-60)), F64Short.Broadcast(0.0) - p, AtLeast(-100.0, lanes.PreparedToo));
        value = -((log * no) + (AtLeast(-100.0, lanes.Prepared) * y));
        slope = value;
        if (!lanes.WantsSlope)
            return;
        var spread = DdF64.Difference(F64Short.Broadcast(1.0), p) * p;
        slope = (p - y) / AtLeast(1e-12, spread) * inside;
    }

    public static bool Rounds => true;

    public static ElementwiseFlags RoundedFlags => ElementwiseFlags.Clip_Probs;

    /// <summary>The logarithm of the smaller of p and 1 - p, which is exact, and of the larger, which follows: -log1p(smaller / larger).</summary>
    public static unsafe void Prepare(ElementBlock* block, nint count)
    {
        var zero = F64Short.Broadcast(0.0);
        for (nint i = 0; i < count; i += F64Short.Count)
        {
            var p = Held(new RoundedLanes(block, i).X, new ElementCall(block), out _);
            var smaller = F64Short.SelectWhereLess(p, F64Short.Broadcast(0.5), p, F64Short.Broadcast(1.0) - p);
            var log = LogRounded<F64Short>.Log1pOfRatio(smaller / (F64Short.Broadcast(2.0) - smaller));
            // Not -0.
            F64Short.Store(smaller + zero, block->X + i);
            F64Short.Store(zero - log, block->Y + i);
        }
        RoundedBlock.Log(block->X, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(in RoundedLanes lanes, out F64Short value, out F64Short slope)
    {
        var p = Held(lanes.X, lanes.Call, out var inside);
        var half = F64Short.Broadcast(0.5);
        var far = F64Short.MaxOrSecond(lanes.Prepared, F64Short.Broadcast(-100.0));
        var near = lanes.PreparedToo;
        lanes.Labels(out var y, out var no);
        value = (F64Short.SelectWhereLess(p, half, near, far) * no) + (F64Short.SelectWhereLess(p, half, far, near) * y);
        value = F64Short.Broadcast(0.0) - value;
        var spread = (F64Short.Broadcast(1.0) - p) * p;
        slope = lanes.AboveLabel(p) / F64Short.MaxOrSecond(F64Short.Broadcast(1e-12), spread) * inside;
    }

    /// <summary>The probability, held where that is asked for; inside: 0 where it was outside, 1 elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F64Short Held(F64Short p, ElementCall call, out F64Short inside)
    {
        inside = F64Short.Broadcast(1.0);
        if (!call.Has(ElementwiseFlags.Clip_Probs))
            return p;
        var zero = F64Short.Broadcast(0.0);
        var low = F64Short.Broadcast(Lowest);
        var high = F64Short.Broadcast(1.0 - Lowest);
        inside = F64Short.SelectWhereLess(p, low, zero, F64Short.SelectWhereLess(high, p, zero, inside));
        return F64Short.SelectWhereLess(p, low, low, F64Short.SelectWhereLess(high, p, high, p));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DdF64 AtLeast(double lowest, DdF64 x) =>
        DdF64.SelectWhereLess(x.High, F64Short.Broadcast(lowest), F64Short.Broadcast(lowest), x);
}
