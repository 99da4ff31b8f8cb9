// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// A row that is a distribution: probabilities as they are, or the softmax of logits. Values and logarithms are double-double, within
/// some 2^-57: a divergence is small where two distributions are nearly equal, and what rounds alike in all classes cancels there in
/// the first order, but nothing else does.
/// </summary>
internal unsafe struct Distribution
{
    internal ElementType Type;
    internal void* Data;
    internal long Count;
    internal bool IsLogits;

    /// <summary>Sum of the probabilities; 1 for logits.</summary>
    internal Dd Mass;

    /// <summary>Maximum of the logits.</summary>
    private double shift;

    /// <summary>log of the sum of exp(x - shift).</summary>
    private Dd logSum;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Create(ElementType type, void* data, long count, bool isLogits, LaneSums* sums, Distribution* result)
    {
        result->Type = type;
        result->Data = data;
        result->Count = count;
        result->IsLogits = isLogits;
        result->Mass = 1.0;
        result->shift = 0.0;
        result->logSum = 0.0;
        if (!isLogits)
        {
            result->Mass = DotKernel.Run(new Series(type, data, 1), default, count, sums);
            return;
        }
        var block = stackalloc double[WideBlock.Size];
        result->shift = Largest(result, block);
        LaneSums.Clear(sums);
        for (long i = 0; i < count; i += WideBlock.Size)
        {
            var length = WideBlock.Load(type, data, i, count, double.NegativeInfinity, block);
            for (var lane = 0; lane < length; lane += F64Short.Count)
                AddExp(result, block + lane, sums, lane);
        }
        // Scaled, the sum is at least 1; NaN goes on, and logits that are all -inf, which are no distribution, make it.
        var sum = LaneSums.Fold(sums);
        result->logSum = sum.High >= 1 && result->shift > double.NegativeInfinity ? ScalarMath.Log(sum) : double.NaN;
    }

    /// <summary>NaN passed over; -inf where there is nothing else.</summary>
    private static double Largest(Distribution* d, double* block)
    {
        var largest = double.NegativeInfinity;
        for (long i = 0; i < d->Count; i += WideBlock.Size)
        {
            var max = MaxKernel.Value(block, Load(d, i, block));
            largest = max > largest ? max : largest;
        }
        return largest;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddExp(Distribution* d, double* logits, LaneSums* sums, int lane)
    {
        DdMath<F64Short>.Exp(Shifted(F64Short.Load(logits), d->shift), out var exp);
        LaneSums.Add(sums, lane, exp);
    }

    /// <summary>x - shift, and 0 where they are equal: infinity too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DdF64 Shifted(F64Short x, double shift)
    {
        var by = F64Short.Broadcast(shift);
        return DdF64.SelectWhereEqual(x, by, F64Short.Broadcast(0.0), DdF64.Difference(x, by));
    }

    /// <summary>
    /// Up to 16 numbers from i on; those behind the end have probability 0. Returns how many, rounded up to whole vectors.
    /// </summary>
    internal static int Load(Distribution* d, long i, double* raw) =>
        WideBlock.Load(d->Type, d->Data, i, d->Count, d->IsLogits ? double.NegativeInfinity : 0.0, raw);

    /// <summary>The probabilities of a vector of numbers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Evaluate(Distribution* d, double* raw, DistributionLanes* lanes)
    {
        if (d->IsLogits)
        {
            var log = Shifted(F64Short.Load(raw), d->shift) - DdF64.Broadcast(d->logSum);
            DistributionLanes.SetLog(lanes, log);
            DdMath<F64Short>.Exp(log, out var value);
            DistributionLanes.SetValue(lanes, value);
        }
        else
        {
            DdF64 value = F64Short.Load(raw);
            DistributionLanes.SetValue(lanes, value);
            DdMath<F64Short>.Log(value, out var log);
            DistributionLanes.SetLog(lanes, log);
        }
    }
}
