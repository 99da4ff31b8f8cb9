// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>What <see cref="DistributionEntropyKernel"/> does, in f64: of probabilities from 0 to 1 with no more digits than f32.</summary>
internal static unsafe class RoundedEntropy
{
    private const int Most = 3 * WideBlock.Size;

    /// <summary>False, and nothing is written, where an element is no probability.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool TryRun(in Series probs, long count, double factor, void* grad, out Dd entropy)
    {
        var sums = stackalloc double[PlainSums.Lanes];
        PlainSums.Clear(sums);
        var isLegal = true;
        for (long i = 0; i < count; i += Most)
            isLegal &= Block(probs, i, count, 1.0, sums, null);
        entropy = PlainSums.Fold(sums);
        for (long i = 0; isLegal && grad != null && i < count; i += Most)
            Block(probs, i, count, factor, null, grad);
        return isLegal;
    }

    /// <summary>sums -= p log p, or gradients: -1 - log p is the logarithm of 1 / (e p), which keeps its digits near 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Block(in Series probs, long index, long count, double factor, double* sums, void* grad)
    {
        var copy = stackalloc float[Most];
        var logs = stackalloc double[Most];
        var length = count - index < Most ? (int)(count - index) : Most;
        var whole = (int)WideBlock.Padded(length);
        var p = WideBlock.Singles(probs, index, length, whole, 0.0, copy);
        var zero = F64Short.Broadcast(0.0);
        var one = F64Short.Broadcast(1.0);
        var unit = F64Short.Broadcast(sums == null ? Math.E : 1.0);
        for (var i = 0; i < whole; i += F64Short.Count)
            F64Short.Store(F64Short.LoadSingles(p + i) * unit, logs + i);
        RoundedBlock.Log(logs, whole);
        var illegal = 0u;
        for (var i = 0; i < whole; i += F64Short.Count)
        {
            var value = F64Short.LoadSingles(p + i);
            var log = F64Short.SelectWhereEqual(value, zero, F64Short.Broadcast(double.NegativeInfinity), F64Short.Load(logs + i));
            if (sums == null)
            {
                F64Short.Store(DdF64.WeightedHigh(zero - log, F64Short.Broadcast(factor)), logs + i);
                continue;
            }
            // NaN is not equal to itself.
            illegal |= F64Short.WhereLess(value, zero) | F64Short.WhereLess(one, F64Short.SelectWhereEqual(value, value, value, one + one));
            var lane = sums + (i % PlainSums.Lanes);
            F64Short.Store(F64Short.Load(lane) - DdF64.WeightedHigh(log, value), lane);
        }
        if (grad != null)
            WideBlock.StoreMany(new Series(probs.Type, grad, 1), logs, index, length);
        return illegal == 0;
    }
}
