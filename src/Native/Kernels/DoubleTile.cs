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

    /// <summary>Whether rows are few classes that are computed in f64.</summary>
    internal static bool Takes(RowSource* source) => source->Arithmetic == ElementType.F64 && source->Classes <= MaxClasses;

    /// <summary>Elements of memory that a tile takes.</summary>
    internal static int Size => MaxClasses * F64.Count;

    /// <summary>How many rows from one on are in one tile.</summary>
    internal static int Rows(long row, long end) => end - row < F64.Count ? (int)(end - row) : F64.Count;

    /// <summary>
    /// All logits, of wide rows in two parts, whose second ones are in lows then, which others use up; in the lanes of no row, those of the last.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Load(RowSource* source, long first, int rows, double* tile, double* lows)
    {
        var type = source->Type;
        var adds = source->MaskKind == MaskKind.Add;
        // What happens to all elements alike happens to the tile.
        var together = !Elements.IsHalf(type) && (source->Plainly || source->Rounds) && source->MaskKind != MaskKind.Keep
            && !(adds && (source->Temperature != 1 || source->Negated));
        var copy = stackalloc double[2 * MaxClasses];
        var padded = WideBlock.Padded(source->Classes);
        for (var lane = 0; lane < F64.Count; lane++)
        {
            var row = first + (lane < rows ? lane : rows - 1);
            if (together)
            {
                Spread(Elements.At(type, source->Data, RowSource.Offset(source->Inner, row, source->Stride)), type, source->Inner, source->Classes, tile + lane);
                if (adds)
                    RowSource.At(source, row).SpreadAddends(lows + lane);
                continue;
            }
            RowSource.At(source, row).Load(0, source->Classes, padded, 0.0, default, copy, copy + MaxClasses);
            Spread(copy, ElementType.F64, 1, source->Classes, tile + lane);
            if (source->Wide)
                Spread(copy + MaxClasses, ElementType.F64, 1, source->Classes, lows + lane);
        }
        if (together && adds)
            RowTransform.Add(lows, tile, null, tile, lows, source->Classes * F64.Count);
        else if (together && source->Rounds)
            RowTransform.Run(source, tile, lows, source->Classes * F64.Count);
    }

    /// <summary>Values of f64 or f32 that are a step apart to a lane of a tile.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Spread(void* values, ElementType type, long step, long count, double* tile)
    {
        var end = tile + (count * F64.Count);
        var doubles = (double*)values;
        for (; type == ElementType.F64 && tile < end; tile += F64.Count, doubles += step)
            *tile = *doubles;
        for (var singles = (float*)values; tile < end; tile += F64.Count, singles += step)
            *tile = *singles;
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
            var direct = source->Type == ElementType.F64 && source->SoftCap == 0;
            var values = direct ? (double*)destination + offset : copy;
            var step = direct ? source->Inner : 1;
            for (long c = 0; c < source->Classes; c++, values += step)
                *values = tile[(c * F64.Count) + lane];
            if (source->SoftCap != 0)
                RowWriter.Slope(RowSource.At(source, first + lane), 0, source->Classes, copy);
            if (!direct)
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
    /// Sums of the exponentials times 2^-references, which are those of the largest logits, and the exponentials themselves in two parts. rest: second
    /// parts of the logits, or null; highs, too, where they are not wanted. Returns the rows whose sums are numbers.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Sum(double* tile, double* rest, int classes, double* highs, double* lows, out F64 references, out DdWide sums)
    {
        var max = Max(tile, classes, null);
        var round = F64.Broadcast(6755399441055744.0); // 1.5 * 2^52
        references = F64.Fma(max, F64.Broadcast(1.4426950408889634), round) - (round + F64.Broadcast(Lift));
        Add(tile, rest, classes, highs, lows, references, out sums);
        return F64.WhereLess(Bits.Magnitudes(max), F64.Broadcast(Largest)) & F64.WhereLess(sums.High, F64.Broadcast(double.PositiveInfinity));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(double* tile, double* rest, int classes, double* highs, double* lows, F64 references, out DdWide sums)
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
            if (rest != null)
                e = LowPart<F64, double>.Add(e, F64.Load(rest + i));
            var high = F64.Fma(s, e, s);
            var low = F64.Fma(s, e, s - high);
            if (highs != null)
            {
                F64.Store(high, highs + i);
                F64.Store(low, lows + i);
            }
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

    /// <summary>Logits, whose second parts are rest or null, less the rows' logarithms, in place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Subtract(double* tile, double* rest, int classes, in DdWide logarithms)
    {
        for (var i = 0; i < classes * F64.Count; i += F64.Count)
        {
            var difference = DdWide.Difference(F64.Load(tile + i), logarithms.High);
            var low = difference.Low - logarithms.Low;
            F64.Store(new DdWide(difference.High, rest == null ? low : low + F64.Load(rest + i)).Value, tile + i);
        }
    }
}
