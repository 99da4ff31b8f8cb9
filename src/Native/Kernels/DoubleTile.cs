// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// As <see cref="RowTile"/>, of rows that are computed in f64: up to a vector's number of them side by side in the lanes. In a tile's memory
/// vector c holds class c of every row.
/// </summary>
internal static unsafe class DoubleTile
{
    /// <summary>The most classes that rows of a tile have.</summary>
    internal const int MaxClasses = 32;

    /// <summary>
    /// Octaves that terms are lifted: those that flush to 0 would round to 0 in every result, and what they lose in rounding is kept.
    /// </summary>
    private const int Lift = 500;

    /// <summary>The references of larger logits would be too large.</summary>
    private const double Largest = 1 << 18;

    /// <summary>Whether rows are few classes that are computed in f64, of logits in one part.</summary>
    internal static bool Takes(RowSource* source) => source->Arithmetic == ElementType.F64 && !source->Wide && source->Classes <= MaxClasses;

    /// <summary>Elements of memory that a tile takes.</summary>
    internal static int Size => MaxClasses * F64.Count;

    /// <summary>How many rows from one on are in one tile.</summary>
    internal static int Rows(long row, long end) => end - row < F64.Count ? (int)(end - row) : F64.Count;

    /// <summary>All logits; in the lanes of no row, those of the last.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Load(RowSource* source, long first, int rows, double* tile)
    {
        var direct = source->Plainly && source->Type == ElementType.F64;
        var copy = stackalloc double[MaxClasses];
        var values = copy;
        var step = direct ? source->Inner : 1;
        for (var lane = 0; lane < F64.Count; lane++)
        {
            if (lane < rows && direct)
                values = (double*)source->Data + RowSource.Offset(source->Inner, first + lane, source->Stride);
            else if (lane < rows)
                RowSource.At(source, first + lane).Load(0, source->Classes, source->Classes, 0.0, default, copy, null);
            for (long c = 0; c < source->Classes; c++)
                tile[(c * F64.Count) + lane] = values[c * step];
        }
    }

    /// <summary>Some of the rows into a matrix laid out as they are.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Store(RowSource* source, long first, uint rows, double* tile, void* destination, long stride)
    {
        var copy = stackalloc double[MaxClasses];
        for (var lane = 0; rows != 0; lane++, rows >>= 1)
        {
            if ((rows & 1) == 0)
                continue;
            var offset = RowSource.Offset(source->Inner, first + lane, stride);
            var isDouble = source->Type == ElementType.F64;
            var values = isDouble ? (double*)destination + offset : copy;
            var step = isDouble ? source->Inner : 1;
            for (long c = 0; c < source->Classes; c++, values += step)
                *values = tile[(c * F64.Count) + lane];
            if (!isDouble)
                new Series(source->Type, Elements.At(source->Type, destination, offset), source->Inner).Store(0, source->Classes, ElementType.F64, copy);
        }
    }

    /// <summary>The maxima, NaN passed over, and their lowest classes where tops is not null.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static F64 Max(double* tile, int classes, double* tops)
    {
        var max = F64.Broadcast(double.NegativeInfinity);
        var index = F64.Broadcast(0.0);
        var labels = index;
        var one = F64.Broadcast(1.0);
        for (var end = tile + (classes * F64.Count); tile < end; tile += F64.Count)
        {
            var x = F64.Load(tile);
            if (tops != null)
            {
                labels = F64.SelectWhereLess(max, x, index, labels);
                index += one;
            }
            max = F64.MaxOrSecond(x, max);
        }
        if (tops != null)
            F64.Store(labels, tops);
        return max;
    }

    /// <summary>A class of each row and something else change places.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Exchange(double* tile, int rows, double* labels, double* values)
    {
        for (var lane = 0; lane < rows; lane++)
        {
            var place = tile + (Pow2.Integer(labels[lane]) * F64.Count) + lane;
            (*place, values[lane]) = (values[lane], *place);
        }
    }

    /// <summary>
    /// Sums of the exponentials times 2^-references, which are those of the largest logits, and the exponentials themselves in two parts. Returns
    /// the rows whose sums are numbers.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Sum(double* tile, int classes, double* highs, double* lows, out F64 references, out DdWide sums)
    {
        var max = Max(tile, classes, null);
        var round = F64.Broadcast(6755399441055744.0); // 1.5 * 2^52
        references = F64.Fma(max, F64.Broadcast(1.4426950408889634), round) - (round + F64.Broadcast(Lift));
        Add(tile, classes, highs, lows, references, out sums);
        return F64.WhereLess(Bits.Magnitudes(max), F64.Broadcast(Largest)) & F64.WhereLess(sums.High, F64.Broadcast(double.PositiveInfinity));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(double* tile, int classes, double* highs, double* lows, F64 references, out DdWide sums)
    {
        var exp = new ExpF64(ExpF64.Constants, references);
        // No term is larger, so that what an addition rounds off is known exactly.
        var ceiling = F64.Broadcast(Pow2.Double(Lift + 1));
        var coarse = ceiling;
        var fine = F64.Broadcast(0.0);
        for (var i = 0; i < classes * F64.Count; i += F64.Count)
        {
            var x = exp.Bound<On>(F64.Load(tile + i));
            exp.Parts<Loose, On>(x, exp.Exponent(x), out var s, out var e);
            var high = F64.Fma(s, e, s);
            var low = F64.Fma(s, e, s - high);
            F64.Store(high, highs + i);
            F64.Store(low, lows + i);
            var next = coarse + high;
            fine += low + (high - (next - coarse));
            coarse = next;
        }
        sums = DdWide.Sum(coarse - ceiling, fine);
    }

    /// <summary>The exponentials times the rows' scales. Returns the rows of whose results every digit is right.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Scale(double* highs, double* lows, int classes, in DdWide scales)
    {
        var scale = scales.High;
        var rest = scales.Low;
        for (var end = highs + (classes * F64.Count); highs < end; highs += F64.Count, lows += F64.Count)
        {
            var high = F64.Load(highs);
            F64.Store(F64.Fma(high, scale, F64.Fma(F64.Load(lows), scale, high * rest)), highs);
        }
        var size = Bits.Magnitudes(scale);
        return F64.WhereLess(size, F64.Broadcast(Pow2.Double(-100))) & ~F64.WhereLess(size, F64.Broadcast(Pow2.Double(-900)));
    }

    /// <summary>Logits less the rows' logarithms, in place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Subtract(double* tile, int classes, in DdWide logarithms)
    {
        for (var end = tile + (classes * F64.Count); tile < end; tile += F64.Count)
        {
            var difference = DdWide.Difference(F64.Load(tile), logarithms.High);
            F64.Store(new DdWide(difference.High, difference.Low - logarithms.Low).Value, tile);
        }
    }
}
