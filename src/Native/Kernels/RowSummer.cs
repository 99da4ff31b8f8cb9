// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Sum of the exponentials of a row, without one excluded element, in one pass.
///
/// A row is cut into chunks of 4,096 elements. Each chunk has its own reference, a function of its maximum and of nothing else, so its
/// sum does not depend on what was summed before it. The reference is guessed from the chunk before, and the pass itself says whether
/// the guess was right; only where it was not are the maximum looked for and the chunk summed again.
///
/// Rows whose maximum is so large that x * log2(e) has too few bits after the point (beyond some 11,000 in f32, 360,000 in f64, or
/// infinite) are summed relative to their maximum: x - max is exact there for every element that counts.
/// </summary>
internal static unsafe class RowSummer
{
    private const double LargestReducible = 1 << 20;

    /// <summary>exclude: index of an element to leave out, or -1.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static RowSum Run(Row row, long exclude, Workspace* space)
    {
        RowSum sum = default;
        for (long start = 0; start < row.Count; start += Workspace.Chunk)
        {
            if (!SumChunk(row, start, exclude, 0.0, space, out var part))
                return RunShifted(row, exclude, space);
            if (part.IsNaN)
                return part;
            sum.Merge(part);
        }
        return sum;
    }

    private static RowSum RunShifted(Row row, long exclude, Workspace* space)
    {
        RowSum sum = default;
        var max = row.Max(0, row.Count);
        sum.Shift = row.Wide ? new Dd(max, row.Max(0, row.Count, max)) : max;
        for (long start = 0; start < row.Count; start += Workspace.Chunk)
        {
            SumChunk(row, start, exclude, sum.Shift, space, out var part);
            if (part.IsNaN)
                return part;
            sum.Merge(part);
            sum.Shift = part.Shift;
        }
        return sum;
    }

    /// <summary>Of the chunk that starts there. False where it cannot be summed without a shift.</summary>
    private static bool SumChunk(Row row, long start, long exclude, Dd shift, Workspace* space, out RowSum part)
    {
        var type = row.Arithmetic;
        var count = row.Count - start < Workspace.Chunk ? row.Count - start : Workspace.Chunk;
        part.Shift = shift;
        part.Reference = space->Guess * Elements.Grid(type);
        part.Sum = Pass(row, start, count, exclude, space->Bounded, part.Reference, shift, space, out var peak);
        if (Elements.PeakFits(type, peak))
            return true;
        var max = MaxWithout(row, start, count, exclude, shift);
        // Nothing but -inf and NaN: any reference gives 0 or NaN.
        if (double.IsNegativeInfinity(max))
        {
            part.Sum = Pass(row, start, count, exclude, bounded: true, part.Reference, shift, space, out _);
            return true;
        }
        if (!TryReference(type, max, out part.Reference))
        {
            // Below a shift that is the row's maximum: every term is 0, whatever the reference was, or NaN.
            return shift.High != 0;
        }
        part.Sum = Pass(row, start, count, exclude, bounded: true, part.Reference, shift, space, out _);
        var guess = part.Reference / Elements.Grid(type);
        space->Bounded |= guess == space->Guess;
        space->Guess = guess;
        return true;
    }

    private static double MaxWithout(Row row, long start, long count, long exclude, Dd shift)
    {
        if (exclude < start || exclude >= start + count)
            return row.Max(start, count, shift);
        var before = row.Max(start, exclude - start, shift);
        var after = row.Max(exclude + 1, start + count - exclude - 1, shift);
        return before > after ? before : after;
    }

    private static bool TryReference(ElementType type, double max, out int reference)
    {
        reference = 0;
        if (!(max >= -LargestReducible && max <= LargestReducible))
            return false;
        var grid = Elements.Grid(type);
        var distance = Elements.Octave(type, max) - Elements.LowestPeak(type);
        // Rounded down also below 0.
        reference = (distance >= 0 ? distance / grid : -((grid - 1 - distance) / grid)) * grid;
        return reference >= -Elements.ReferenceLimit(type) && reference <= Elements.ReferenceLimit(type);
    }

    private static Dd Pass(
        Row row, long start, long count, long exclude, bool bounded, int reference, Dd shift, Workspace* space,
        out double peak)
    {
        var type = row.Arithmetic;
        var peaks = Workspace.Peaks(space);
        var lanes = Elements.Lanes(type);
        LaneSums.Clear(&space->Sums);
        Workspace.ClearPeaks(space);
        var i = start;
        var stop = start + count;
        while (i < stop)
        {
            // Whole blocks run in place, up to the one that holds the excluded element; that one, a partial one at the end, and all of
            // a row that needs a shift run from a copy.
            var end = exclude >= i && exclude < stop ? exclude : stop;
            var blocks = shift.High == 0 ? (end - i) / lanes : 0;
            if (row.Wide)
                SumWide(row, i, blocks, reference, space);
            else if (!row.Direct)
                SumSlabs(row, i, blocks, bounded, reference, space);
            else if (blocks > 0)
                Elements.ExpSum(type, row.At(i), null, blocks, bounded, reference, &space->Sums, peaks);
            i += blocks * lanes;
            if (i == stop)
                break;
            var length = stop - i < lanes ? stop - i : lanes;
            var block = Workspace.First(space);
            var lows = row.Wide ? (double*)Workspace.Second(space) : null;
            if (row.Direct && shift.High == 0)
                Elements.Copy(type, row.At(i), length, lanes, double.NegativeInfinity, block);
            else
                row.Load(i, length, lanes, double.NegativeInfinity, shift, block, lows);
            if (exclude >= i && exclude < i + length)
                Elements.Set(type, block, exclude - i, double.NegativeInfinity);
            Elements.ExpSum(type, block, lows, 1, bounded: true, reference, &space->Sums, peaks);
            i += length;
        }
        peak = Elements.Max(type, peaks, Workspace.PeakBytes / Elements.Size(type));
        return type == ElementType.F32 ? LaneSums.FoldDoubles(&space->Sums) : LaneSums.Fold(&space->Sums);
    }

    /// <summary>Whole blocks of a row that cannot be read in place, as many at a time as a fold takes: the sums have the bits of one that can.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumSlabs(Row row, long start, long blocks, bool bounded, int reference, Workspace* space)
    {
        const int SlabBytes = 2048;
        var slab = stackalloc byte[SlabBytes];
        var type = row.Arithmetic;
        var lanes = Elements.Lanes(type);
        var most = Elements.FoldBlocks(type);
        while (blocks > 0)
        {
            var count = blocks < most ? blocks : most;
            row.Load(start, count * lanes, count * lanes, 0.0, 0.0, slab, null);
            Elements.ExpSum(type, slab, null, count, bounded, reference, &space->Sums, Workspace.Peaks(space));
            start += count * lanes;
            blocks -= count;
        }
    }

    /// <summary>Whole blocks of a row in two parts, one at a time: their sums are not folded.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumWide(Row row, long start, long blocks, int reference, Workspace* space)
    {
        for (; blocks > 0; blocks--, start += ExpF64.Lanes)
        {
            row.Load(start, ExpF64.Lanes, ExpF64.Lanes, 0.0, 0.0, Workspace.First(space), (double*)Workspace.Second(space));
            WideExpKernel.Sum(
                (double*)Workspace.First(space), (double*)Workspace.Second(space), 1, reference, &space->Sums, Workspace.Peaks(space));
        }
    }
}
