// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// What <see cref="DotKernel"/>, <see cref="TargetSumKernel"/> and <see cref="SoftmaxBackwardKernel"/> do in blocks of any type, to the bit, over f32
/// arrays as they lie: over whole blocks of 16 elements, of which element i belongs to lane i.
/// </summary>
internal static unsafe class SingleLoops
{
    /// <summary>The lanes' double-doubles += a.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Sum(float* a, long elements, LaneSums* sums)
    {
        for (var lane = 0; lane < LaneSums.DoubleDoubles; lane += F64.Count)
        {
            var high = F64.Load(LaneSums.High(sums) + lane);
            var low = F64.Load(LaneSums.Low(sums) + lane);
            for (long i = lane; i < elements; i += LaneSums.DoubleDoubles)
                Add(F64.LoadSingles(a + i), ref high, ref low);
            F64.Store(high, LaneSums.High(sums) + lane);
            F64.Store(low, LaneSums.Low(sums) + lane);
        }
    }

    /// <summary>The lanes += a * b, or += a where b is null.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Dot(float* a, float* b, long elements, double* lanes)
    {
        for (var lane = 0; lane < PlainSums.Lanes; lane += 2 * F64.Count)
        {
            var one = F64.Load(lanes + lane);
            var two = F64.Load(lanes + lane + F64.Count);
            for (long i = lane; i < elements; i += PlainSums.Lanes)
            {
                var x = F64.LoadSingles(a + i);
                var y = F64.LoadSingles(a + i + F64.Count);
                if (b != null)
                {
                    x *= F64.LoadSingles(b + i);
                    y *= F64.LoadSingles(b + i + F64.Count);
                }
                one += x;
                two += y;
            }
            F64.Store(one, lanes + lane);
            F64.Store(two, lanes + lane + F64.Count);
        }
    }

    /// <summary>masses += m and the plain sums gaps += m (max - x), for m = targets * weights; ones in the place of those that are null.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Targets(float* x, float* targets, float* weights, long elements, double max, LaneSums* masses, double* gaps)
    {
        var zero = F64.Broadcast(0.0);
        var maxima = F64.Broadcast(max);
        for (var lane = 0; lane < LaneSums.DoubleDoubles; lane += F64.Count)
        {
            var mass = F64.Load(LaneSums.High(masses) + lane);
            var massLow = F64.Load(LaneSums.Low(masses) + lane);
            var gap = F64.Load(gaps + lane);
            for (long i = lane; i < elements; i += LaneSums.DoubleDoubles)
            {
                var m = targets == null ? F64.Broadcast(1.0) : F64.LoadSingles(targets + i);
                if (weights != null)
                    m *= F64.LoadSingles(weights + i);
                Add(m, ref mass, ref massLow);
                var distance = maxima - F64.LoadSingles(x + i);
                gap += F64.SelectWhereEqual(m, zero, zero, m * distance);
            }
            F64.Store(mass, LaneSums.High(masses) + lane);
            F64.Store(massLow, LaneSums.Low(masses) + lane);
            F64.Store(gap, gaps + lane);
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
