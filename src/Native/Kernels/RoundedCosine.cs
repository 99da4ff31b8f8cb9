// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// What the cosine of two rows with no more digits than f32 needs, in f64: products of two elements are exact, and what is wrong with a sum is
/// below 2^-30 of its terms.
/// </summary>
internal static unsafe class RoundedCosine
{
    private const int Most = 2 * WideBlock.Size;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Products(ElementType type, void* x, void* y, long count, CosineProducts* products)
    {
        var copies = stackalloc float[2 * Most];
        var sums = stackalloc double[3 * PlainSums.Lanes];
        var squaresX = sums + PlainSums.Lanes;
        var squaresY = squaresX + PlainSums.Lanes;
        PlainSums.Clear(sums);
        PlainSums.Clear(squaresX);
        PlainSums.Clear(squaresY);
        for (long i = 0; i < count; i += Most)
        {
            Load(type, x, y, i, count, copies, out var one, out var two);
            for (var k = 0; k < Most; k += F64.Count)
            {
                var lane = k % PlainSums.Lanes;
                var a = F64.LoadSingles(one + k);
                var b = F64.LoadSingles(two + k);
                F64.Store(F64.Load(sums + lane) + (a * b), sums + lane);
                F64.Store(F64.Load(squaresX + lane) + (a * a), squaresX + lane);
                F64.Store(F64.Load(squaresY + lane) + (b * b), squaresY + lane);
            }
        }
        products->Unit = 1.0;
        products->Dot = PlainSums.Fold(sums);
        products->First = PlainSums.Fold(squaresX);
        products->Second = PlainSums.Fold(squaresY);
    }

    /// <summary>See <see cref="CosineKernel.Write"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Write(ElementType type, void* x, void* y, long count, CosineSlope* slope, void* gradFirst, void* gradSecond)
    {
        var copies = stackalloc float[2 * Most];
        var first = stackalloc double[2 * Most];
        var second = first + Most;
        var zero = F64.Broadcast(0.0);
        var across = F64.Broadcast(slope->Across.High);
        var alongFirst = F64.Broadcast(slope->AlongFirst.High);
        var alongSecond = F64.Broadcast(slope->AlongSecond.High);
        for (long i = 0; i < count; i += Most)
        {
            Load(type, x, y, i, count, copies, out var one, out var two);
            for (var k = 0; k < Most; k += F64.Count)
            {
                var a = F64.LoadSingles(one + k);
                var b = F64.LoadSingles(two + k);
                // +0 for -0.
                F64.Store((across * b) - (alongFirst * a) + zero, first + k);
                F64.Store((across * a) - (alongSecond * b) + zero, second + k);
            }
            var length = count - i < Most ? (int)(count - i) : Most;
            if (gradFirst != null)
                WideBlock.StoreMany(new Series(type, gradFirst, 1), first, i, length);
            if (gradSecond != null)
                WideBlock.StoreMany(new Series(type, gradSecond, 1), second, i, length);
        }
    }

    private static void Load(ElementType type, void* x, void* y, long i, long count, float* copies, out float* one, out float* two)
    {
        var length = count - i < Most ? (int)(count - i) : Most;
        one = WideBlock.Singles(new Series(type, x, 1), i, length, Most, 0.0, copies);
        two = WideBlock.Singles(new Series(type, y, 1), i, length, Most, 0.0, copies + Most);
    }
}
