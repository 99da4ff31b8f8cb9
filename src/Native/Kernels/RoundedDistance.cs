// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// What <see cref="Distance"/> measures, in f64: of rows with no more digits than f32 and for p = 1 or 2. Their squares neither overflow nor
/// vanish, and what is wrong with the norm and the slopes is below 2^-30 of them.
/// </summary>
internal static unsafe class RoundedDistance
{
    /// <summary>How many slopes there are at a time.</summary>
    internal const int Most = 2 * WideBlock.Size;

    /// <summary>What is left of a difference of norms has digits enough where it is at least so much of them.</summary>
    internal const double Smallest = 1.0 / (1 << 20);

    /// <summary>False, with norms that mean nothing, where the distance is not had with all digits: also where it is 0, infinite or NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool TryMeasure(Distance* d)
    {
        if (d->Type == ElementType.F64 || (d->Order != 1 && d->Order != 2))
            return false;
        var values = stackalloc double[Most];
        var sums = stackalloc double[PlainSums.Lanes];
        PlainSums.Clear(sums);
        // The norm of one number is that number: two slopes of 1 are equal.
        var squares = d->Order == 2 && d->Count > 1;
        for (long i = 0; i < d->Count; i += Most)
        {
            Load(d, i, values);
            for (var k = 0; k < Most; k += F64.Count)
            {
                var value = F64.Load(values + k);
                var term = squares ? value * value : Bits.Magnitudes(value);
                var lane = sums + (k % PlainSums.Lanes);
                F64.Store(F64.Load(lane) + term, lane);
            }
        }
        var norm = PlainSums.Fold(sums);
        if (squares)
            norm = Math.Sqrt(norm);
        d->Norm = norm;
        // An element's difference may be lost where epsilon takes it away again.
        return norm > Math.Abs(d->Epsilon) * d->Count * Smallest && double.IsFinite(norm);
    }

    /// <summary>The gradient of the norm with respect to x, of <see cref="Most"/> elements from i on; 0 behind the end.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Slopes(Distance* d, long i, double* slopes)
    {
        Load(d, i, slopes);
        var zero = F64.Broadcast(0.0);
        var one = F64.Broadcast(1.0);
        var norm = F64.Broadcast(d->Norm.High);
        for (var k = 0; k < Most; k += F64.Count)
        {
            var value = F64.Load(slopes + k);
            var sign = F64.SelectWhereLess(value, zero, zero - one, F64.SelectWhereLess(zero, value, one, value));
            F64.Store(d->Order == 2 ? value / norm : sign, slopes + k);
        }
    }

    /// <summary>Writes factor times the gradients that are wanted, of the norm with respect to x and y; each may be its own input.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Write(Distance* d, double factor, void* gradX, void* gradY)
    {
        var slopes = stackalloc double[Most];
        for (long i = 0; i < d->Count; i += Most)
        {
            Slopes(d, i, slopes);
            Multiply(slopes, factor);
            Store(d, slopes, gradX, i);
            Multiply(slopes, -1.0);
            Store(d, slopes, gradY, i);
        }
    }

    /// <summary>As many as the rows have from i on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Store(Distance* d, double* values, void* grad, long i)
    {
        if (grad != null)
            WideBlock.StoreMany(new Series(d->Type, grad, 1), values, i, d->Count - i < Most ? (int)(d->Count - i) : Most);
    }

    /// <summary>A gradient of 0 is +0.</summary>
    private static void Multiply(double* values, double factor)
    {
        for (var k = 0; k < Most; k += F64.Count)
            F64.Store((F64.Load(values + k) * F64.Broadcast(factor)) + F64.Broadcast(0.0), values + k);
    }

    /// <summary>x - y + epsilon.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Load(Distance* d, long i, double* values)
    {
        var copies = stackalloc float[2 * Most];
        var count = d->Count - i < Most ? (int)(d->Count - i) : Most;
        var x = WideBlock.Singles(new Series(d->Type, d->X, 1), i, count, Most, 0.0, copies);
        var y = WideBlock.Singles(new Series(d->Type, d->Y, 1), i, count, Most, 0.0, copies + Most);
        var epsilon = F64.Broadcast(d->Epsilon);
        for (var k = 0; k < Most; k += F64.Count)
            F64.Store(F64.LoadSingles(x + k) - F64.LoadSingles(y + k) + epsilon, values + k);
        for (var k = count; k < Most; k++)
            values[k] = 0.0;
    }
}
