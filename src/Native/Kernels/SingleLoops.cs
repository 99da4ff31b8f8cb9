// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// What <see cref="DotKernel"/>, <see cref="TargetSumKernel"/> and <see cref="SoftmaxBackwardKernel"/> do in blocks of any type, operation for
/// operation, over f32 arrays as they lie: over whole blocks of 16 elements, of which element i belongs to lane i.
/// </summary>
internal static unsafe class SingleLoops
{
    /// <summary>The lanes' double-doubles += a * b; ones in b's place where it is null.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Dot(float* a, float* b, long elements, LaneSums* sums)
    {
        for (var lane = 0; lane < LaneSums.DoubleDoubles; lane += F64.Count)
        {
            var high = F64.Load(LaneSums.High(sums) + lane);
            var low = F64.Load(LaneSums.Low(sums) + lane);
            for (long i = lane; i < elements; i += LaneSums.DoubleDoubles)
            {
                var product = F64.LoadSingles(a + i);
                if (b != null)
                    product *= F64.LoadSingles(b + i);
                Add(product, ref high, ref low);
            }
            F64.Store(high, LaneSums.High(sums) + lane);
            F64.Store(low, LaneSums.Low(sums) + lane);
        }
    }

    /// <summary>masses += m and gaps += m (max - x), for m = targets * weights; ones in the place of those that are null.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Targets(float* x, float* targets, float* weights, long elements, double max, LaneSums* masses, LaneSums* gaps)
    {
        var zero = F64.Broadcast(0.0);
        var maxima = F64.Broadcast(max);
        for (var lane = 0; lane < LaneSums.DoubleDoubles; lane += F64.Count)
        {
            var mass = F64.Load(LaneSums.High(masses) + lane);
            var massLow = F64.Load(LaneSums.Low(masses) + lane);
            var gap = F64.Load(LaneSums.High(gaps) + lane);
            var gapLow = F64.Load(LaneSums.Low(gaps) + lane);
            for (long i = lane; i < elements; i += LaneSums.DoubleDoubles)
            {
                var m = targets == null ? F64.Broadcast(1.0) : F64.LoadSingles(targets + i);
                if (weights != null)
                    m *= F64.LoadSingles(weights + i);
                Add(m, ref mass, ref massLow);
                var distance = maxima - F64.LoadSingles(x + i);
                Add(F64.SelectWhereEqual(m, zero, zero, m * distance), ref gap, ref gapLow);
            }
            F64.Store(mass, LaneSums.High(masses) + lane);
            F64.Store(massLow, LaneSums.Low(masses) + lane);
            F64.Store(gap, LaneSums.High(gaps) + lane);
            F64.Store(gapLow, LaneSums.Low(gaps) + lane);
        }
    }

    /// <summary>destination = probs * (grad - dot) / divisor, +0 where probs is 0; may be in place of either.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Backward(float* probs, float* grad, long elements, float* destination, Dd dot, double divisor)
    {
        var highs = F64.Broadcast(dot.High);
        var lows = F64.Broadcast(dot.Low);
        var divisors = F64.Broadcast(divisor);
        var zero = F64.Broadcast(0.0);
        var memory = stackalloc byte[(F32.Count * sizeof(double)) + Lines.Spare];
        var wide = (double*)Lines.Align(memory);
        for (long i = 0; i < elements; i += F32.Count)
        {
            for (var lane = 0; lane < F32.Count; lane += F64.Count)
            {
                var p = F64.LoadSingles(probs + i + lane);
                var value = p * (F64.LoadSingles(grad + i + lane) - highs - lows);
                if (divisor != 1)
                    value /= divisors;
                F64.Store(F64.SelectWhereEqual(p, zero, zero, value), wide + lane);
            }
            F32.Store(F32.LoadNarrow(wide), destination + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(F64 term, ref F64 high, ref F64 low)
    {
        var sum = high + term;
        var added = sum - high;
        low += (high - (sum - added)) + (term - added);
        high = sum;
    }
}
