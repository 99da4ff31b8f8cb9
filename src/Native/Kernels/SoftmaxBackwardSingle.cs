// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// What <see cref="SoftmaxBackwardKernel"/> does in blocks of any type, operation for operation, over f32 arrays as they lie.
/// </summary>
internal static unsafe class SoftmaxBackwardSingle
{
    private const int Size = WideBlock.Size;

    /// <summary>Writes nothing and returns false where the sum is not finite: NaN becomes the canonical one only elsewhere.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool TryRun(float* probs, float* grad, long count, float* destination, double divisor)
    {
        var last = stackalloc float[2 * Size];
        var rest = count % Size;
        var whole = count - rest;
        if (rest != 0)
        {
            Elements.Copy(ElementType.F32, probs + whole, rest, Size, 0.0, last);
            Elements.Copy(ElementType.F32, grad + whole, rest, Size, 0.0, last + Size);
        }
        var dot = Dot(probs, grad, whole, rest == 0 ? null : last);
        if (!double.IsFinite(dot))
            return false;
        Write(probs, grad, whole, destination, dot, divisor);
        if (rest != 0)
        {
            Write(last, last + Size, Size, last, dot, divisor);
            Elements.Copy(ElementType.F32, last, rest, rest, 0.0, destination + whole);
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Dot(float* a, float* b, long elements, float* last)
    {
        var sums = stackalloc double[Size];
        for (var lane = 0; lane < Size; lane += 2 * F64.Count)
        {
            var one = F64.Broadcast(0.0);
            var two = one;
            for (long i = lane; i < elements; i += Size)
            {
                one += F64.LoadSingles(a + i) * F64.LoadSingles(b + i);
                two += F64.LoadSingles(a + i + F64.Count) * F64.LoadSingles(b + i + F64.Count);
            }
            if (last != null)
            {
                one += F64.LoadSingles(last + lane) * F64.LoadSingles(last + Size + lane);
                two += F64.LoadSingles(last + lane + F64.Count) * F64.LoadSingles(last + Size + lane + F64.Count);
            }
            F64.Store(one, sums + lane);
            F64.Store(two, sums + lane + F64.Count);
        }
        return PlainSums.Fold(sums);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Write(float* probs, float* grad, long elements, float* destination, double dot, double divisor)
    {
        var memory = stackalloc byte[(F32.Count * sizeof(double)) + Lines.Spare];
        var wide = (double*)Lines.Align(memory);
        if (divisor == 1)
        {
            for (var lane = 0; lane < F32.Count; lane += F64.Count)
                F64.Store(F64.Broadcast(dot), wide + lane);
            for (long i = 0; i < elements; i += F32.Count)
            {
                F32.Store(F32.MultiplyDifference(F32.Load(probs + i), F32.Load(grad + i), wide), destination + i);
                Cache.Fetch((byte*)(destination + i) + Cache.AheadOfStores);
            }
            return;
        }
        var dots = F64.Broadcast(dot);
        var divisors = F64.Broadcast(divisor);
        var zero = F64.Broadcast(0.0);
        for (long i = 0; i < elements; i += F32.Count)
        {
            for (var lane = 0; lane < F32.Count; lane += F64.Count)
            {
                var value = F64.LoadSingles(probs + i + lane) * (F64.LoadSingles(grad + i + lane) - dots);
                F64.Store((value / divisors) + zero, wide + lane);
            }
            F32.Store(F32.LoadNarrow(wide), destination + i);
        }
    }
}
