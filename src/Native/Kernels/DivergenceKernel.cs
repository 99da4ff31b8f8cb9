// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Kullback-Leibler divergences of two distributions t and q: in both directions, or of each from their mean m.
///
///   KL(t || o) = sum t log(t/o) = sum t (exp(w) - 1 - w) + sum t - sum o,   w = log(o/t)
///
/// No term of the first sum is negative and each has its own relative accuracy: near w = 0 it is t w^2/2 + ..., elsewhere
/// o - t - t w. So a divergence of nearly equal distributions keeps its digits.
/// </summary>
internal static unsafe class DivergenceKernel
{
    /// <summary>sum t (exp(w) - 1 - w), and the same of q.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(Distribution* t, Distribution* q, bool fromMean, SumSpace* space, out Dd first, out Dd second)
    {
        var x = stackalloc double[2 * WideBlock.Size];
        var y = x + WideBlock.Size;
        DistributionLanes one;
        DistributionLanes two;
        LaneSums.Clear(&space->Sums);
        LaneSums.Clear(&space->More);
        for (long i = 0; i < t->Count; i += WideBlock.Size)
        {
            var length = Distribution.Load(t, i, x);
            Distribution.Load(q, i, y);
            for (var lane = 0; lane < length; lane += F64Short.Count)
            {
                Evaluate(t, q, x + lane, y + lane, fromMean, &one, &two);
                AddTerm(&one, &two, lane, fromMean, &space->Sums);
                AddTerm(&two, &one, lane, fromMean, &space->More);
            }
        }
        first = LaneSums.Fold(&space->Sums);
        second = LaneSums.Fold(&space->More);
    }

    /// <summary>Writes the gradients that are wanted; each may be its own input.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Write(
        Distribution* t, Distribution* q, bool fromMean, DivergenceSlope* first, DivergenceSlope* second, void* gradFirst, void* gradSecond)
    {
        var x = stackalloc double[2 * WideBlock.Size];
        var y = x + WideBlock.Size;
        DistributionLanes one;
        DistributionLanes two;
        for (long i = 0; i < t->Count; i += WideBlock.Size)
        {
            var length = Distribution.Load(t, i, x);
            Distribution.Load(q, i, y);
            for (var lane = 0; lane < length; lane += F64Short.Count)
            {
                Evaluate(t, q, x + lane, y + lane, fromMean, &one, &two);
                Slope(&one, &two, fromMean, first, x + lane);
                Slope(&two, &one, fromMean, second, y + lane);
            }
            if (gradFirst != null)
                WideBlock.Store(t->Type, x, gradFirst, i, t->Count);
            if (gradSecond != null)
                WideBlock.Store(t->Type, y, gradSecond, i, t->Count);
        }
    }

    /// <summary>A vector of classes of both, with log(o/t) and log(o/q) in the place of the logarithms.</summary>
    private static void Evaluate(
        Distribution* t, Distribution* q, double* x, double* y, bool fromMean, DistributionLanes* one, DistributionLanes* two)
    {
        Distribution.Evaluate(t, x, one);
        Distribution.Evaluate(q, y, two);
        Relate(one, two, !t->IsLogits && !q->IsLogits);
        if (fromMean)
            RelateToMean(one, two);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Relate(DistributionLanes* one, DistributionLanes* two, bool areProbabilities)
    {
        var zero = F64Short.Broadcast(0.0);
        var t = DistributionLanes.Value(one);
        var q = DistributionLanes.Value(two);
        var u = DistributionLanes.Log(two) - DistributionLanes.Log(one);
        if (areProbabilities)
        {
            // The logarithm of the ratio keeps digits that the difference of the logarithms has lost. Not where the ratio overflows or
            // is subnormal.
            DdMath<F64Short>.Log(q / t, out var log);
            var limit = F64Short.Broadcast(700.0);
            u = DdF64.SelectWhereLess(DdF64.Abs(u).High, limit, log, u);
        }
        // Two zeros are equal.
        u = DdF64.SelectWhereEqual(t.High, zero, DdF64.SelectWhereEqual(q.High, zero, zero, u), u);
        DistributionLanes.SetLog(one, u);
        DistributionLanes.SetLog(two, -u);
    }

    /// <summary>
    /// With u = log(q/t), of the larger one log(m/larger) = log((1 + exp(-|u|)) / 2), of the smaller one |u| more. The former is
    /// log1p((exp(|u|) - 1) / 2) - |u|, which keeps its digits near 0, and -log 2 where |u| is large.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RelateToMean(DistributionLanes* one, DistributionLanes* two)
    {
        var zero = F64Short.Broadcast(0.0);
        var limit = F64Short.Broadcast(80.0);
        var u = DistributionLanes.Log(one);
        var distance = DdF64.Abs(u);
        DdMath<F64Short>.ExpM1(DdF64.SelectWhereLess(limit, distance.High, limit, distance), out _, out var growth);
        DdMath<F64Short>.Log1p(new DdF64(growth.High * F64Short.Broadcast(0.5), growth.Low * F64Short.Broadcast(0.5)), out var log);
        var larger = DdF64.SelectWhereLess(limit, distance.High, -DdF64.Broadcast(RowMath.Ln2), log - distance);
        var smaller = larger + distance;
        DistributionLanes.SetLog(one, DdF64.SelectWhereLess(zero, u.High, smaller, larger));
        DistributionLanes.SetLog(two, DdF64.SelectWhereLess(zero, u.High, larger, smaller));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DdF64 Other(DdF64 t, DdF64 q, bool fromMean)
    {
        if (!fromMean)
            return q;
        var sum = t + q;
        return new(sum.High * F64Short.Broadcast(0.5), sum.Low * F64Short.Broadcast(0.5));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddTerm(DistributionLanes* one, DistributionLanes* two, int lane, bool fromMean, LaneSums* sums)
    {
        Near(one, out var near);
        Far(one, two, fromMean, out var far);
        LaneSums.Add(sums, lane, DdF64.SelectWhereLess(DdF64.Abs(DistributionLanes.Log(one)).High, F64Short.Broadcast(1.0), near, far));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Near(DistributionLanes* one, out DdF64 term) =>
        term = DistributionLanes.Value(one) * (DistributionLanes.Log(one) * DistributionLanes.Log(one) * Series(DistributionLanes.Log(one).High));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Far(DistributionLanes* one, DistributionLanes* two, bool fromMean, out DdF64 term) =>
        term = Other(DistributionLanes.Value(one), DistributionLanes.Value(two), fromMean) - DistributionLanes.Value(one) - DdF64.Weighted(DistributionLanes.Log(one), DistributionLanes.Value(one));

    /// <summary>(exp(x) - 1 - x) / x^2 = 1/2 + x/6 + ... for |x| below 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DdF64 Series(F64Short x)
    {
        var q = F64Short.Broadcast(1.0 / 121645100408832000);
        q = F64Short.Fma(q, x, F64Short.Broadcast(1.0 / 6402373705728000));
        q = F64Short.Fma(q, x, F64Short.Broadcast(1.0 / 355687428096000));
        q = F64Short.Fma(q, x, F64Short.Broadcast(1.0 / 20922789888000));
        q = F64Short.Fma(q, x, F64Short.Broadcast(1.0 / 1307674368000));
        q = F64Short.Fma(q, x, F64Short.Broadcast(1.0 / 87178291200));
        q = F64Short.Fma(q, x, F64Short.Broadcast(1.0 / 6227020800));
        q = F64Short.Fma(q, x, F64Short.Broadcast(1.0 / 479001600));
        q = F64Short.Fma(q, x, F64Short.Broadcast(1.0 / 39916800));
        q = F64Short.Fma(q, x, F64Short.Broadcast(1.0 / 3628800));
        q = F64Short.Fma(q, x, F64Short.Broadcast(1.0 / 362880));
        q = F64Short.Fma(q, x, F64Short.Broadcast(1.0 / 40320));
        q = F64Short.Fma(q, x, F64Short.Broadcast(1.0 / 5040));
        q = F64Short.Fma(q, x, F64Short.Broadcast(1.0 / 720));
        q = F64Short.Fma(q, x, F64Short.Broadcast(1.0 / 120));
        q = F64Short.Fma(q, x, F64Short.Broadcast(1.0 / 24));
        q = F64Short.Fma(q, x, F64Short.Broadcast(1.0 / 6));
        return DdF64.Sum(F64Short.Broadcast(0.5), q * x);
    }

    /// <summary>The gradient with respect to t of own * KL(t || o) + others * KL(q || o).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Slope(DistributionLanes* one, DistributionLanes* two, bool fromMean, DivergenceSlope* slope, double* result)
    {
        var zero = F64Short.Broadcast(0.0);
        DdF64 sum = zero;
        if (slope->Own.High != 0)
            SlopeOfOwn(one, fromMean, slope, out sum);
        if (slope->Others.High != 0 && !fromMean)
        {
            SlopeOfOthers(one, two, slope, out var others);
            sum += others;
        }
        // A class that neither has.
        var q = F64Short.SelectWhereEqual(DistributionLanes.Value(two).High, zero, zero, sum.Value);
        F64Short.Store(F64Short.SelectWhereEqual(DistributionLanes.Value(one).High, zero, q, sum.Value), result);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SlopeOfOwn(DistributionLanes* one, bool fromMean, DivergenceSlope* slope, out DdF64 result)
    {
        var log = -DistributionLanes.Log(one);
        // The derivatives of what is compared with the mean have no 1: those of both terms cancel.
        if (slope->IsLogits)
            log = DdF64.Weighted(log - DdF64.Broadcast(slope->Divergence), DistributionLanes.Value(one));
        else if (!fromMean)
            log += DdF64.Broadcast(1.0);
        result = log * DdF64.Broadcast(slope->Own);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SlopeOfOthers(DistributionLanes* one, DistributionLanes* two, DivergenceSlope* slope, out DdF64 result)
    {
        var zero = F64Short.Broadcast(0.0);
        if (slope->IsLogits)
            result = (DistributionLanes.Value(one) * DdF64.Broadcast(slope->OthersMass)) - DistributionLanes.Value(two);
        else
            result = DdF64.SelectWhereEqual(DistributionLanes.Value(two).High, zero, zero, -(DistributionLanes.Value(two) / DistributionLanes.Value(one)));
        result *= DdF64.Broadcast(slope->Others);
    }
}
