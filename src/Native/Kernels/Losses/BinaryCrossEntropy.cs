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

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        var p = lanes.X;
        var zero = F64Short.Broadcast(0.0);
        var one = F64Short.Broadcast(1.0);
        var inside = one;
        if (lanes.Has(ElementwiseFlags.Clip_Probs))
        {
            var low = F64Short.Broadcast(Lowest);
            var high = F64Short.Broadcast(1.0 - Lowest);
            inside = F64Short.SelectWhereLess(p, low, zero, F64Short.SelectWhereLess(high, p, zero, one));
            p = F64Short.SelectWhereLess(p, low, low, F64Short.SelectWhereLess(high, p, high, p));
        }
        lanes.Labels(out var y, out var no);
        var rest = DdF64.Difference(one, p);
        var log = Log(rest);
        // 1 - p is 1 to the last bit where p is small: there the logarithm is -p.
        log = DdF64.SelectWhereLess(p, F64Short.Broadcast(Pow2.Double(-60)), zero - p, log);
        value = -((log * no) + (Log(p) * y));
        var spread = rest * p;
        var least = F64Short.Broadcast(1e-12);
        spread = DdF64.SelectWhereLess(spread.High, least, least, spread);
        slope = (p - y) / spread * inside;
    }

    /// <summary>log x, held at -100.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DdF64 Log(DdF64 x)
    {
        DdMath<F64Short>.Log(x, out var log);
        var lowest = F64Short.Broadcast(-100.0);
        return DdF64.SelectWhereLess(log.High, lowest, lowest, log);
    }
}
