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

    /// <summary>
    /// Returns how many rows it has done: up to the first of which the sum is not finite, as NaN becomes the canonical one only elsewhere.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static long Run(
        float* probs, long probsStride, float* grad, long gradStride, float* destination, long stride, long rows, long count, double divisor)
    {
        var memory = stackalloc byte[((PlainSums.Lanes + F32.Count) * sizeof(double)) + (2 * Size * sizeof(float)) + Lines.Spare];
        var lanes = (double*)Lines.Align(memory);
        var wide = lanes + PlainSums.Lanes;
        var last = (float*)(wide + F32.Count);
        var rest = (int)(count % Size);
        var whole = count - rest;
        var zero = F32.Broadcast(0f);
        long row = 0;
        for (; row < rows; row++, probs += probsStride, grad += gradStride, destination += stride)
        {
            for (var i = 0; rest != 0 && i < Size; i += F32.Count)
            {
                F32.Store(F32.LoadPart(probs + whole + i, rest - i, zero), last + i);
                F32.Store(F32.LoadPart(grad + whole + i, rest - i, zero), last + Size + i);
            }
            PlainSums.Clear(lanes);
            SingleLoops.Dot(probs, grad, whole, lanes);
            if (rest != 0)
                SingleLoops.Dot(last, last + Size, Size, lanes);
            var dot = PlainSums.Fold(lanes);
            if (!double.IsFinite(dot))
                break;
            Write(probs, grad, whole, destination, dot, divisor, wide);
            if (rest != 0)
            {
                Write(last, last + Size, Size, last, dot, divisor, wide);
                Elements.StoreSingles(last, rest, destination + whole);
            }
        }
        return row;
    }

    /// <summary>wide: memory for a vector's number of f64.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Write(float* probs, float* grad, long elements, float* destination, double dot, double divisor, double* wide)
    {
        if (divisor == 1)
        {
            for (var lane = 0; lane < F32.Count; lane += F64.Count)
                F64.Store(F64.Broadcast(dot), wide + lane);
            for (long i = 0; i < elements; i += F32.Count)
            {
                F32.Store(F32.MultiplyDifference(probs + i, grad + i, wide), destination + i);
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
