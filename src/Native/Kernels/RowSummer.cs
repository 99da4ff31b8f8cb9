// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Sum of the exponentials of a row, without one excluded element.
///
/// A row is cut into chunks of 4,096 elements. Each chunk has a reference that follows from its maximum (in f32 also from the first
/// chunk's, <see cref="SingleSummer"/>), so its sum does not depend on what was summed before it. The reference is guessed from the chunk
/// before, and the pass itself says whether the guess was right: only where it was not are the maximum looked for and the chunk summed again.
///
/// Rows whose maximum is so large that x * log2(e) has too few bits after the point (beyond some 10,000 in f32, 360,000 in f64, or
/// infinite) are summed relative to their maximum: x - max is exact there for every element that counts. Chunks that far below another
/// one's maximum do not count.
/// </summary>
internal static unsafe class RowSummer
{
    /// <summary>Elements that share a reference; they stay in L1 between two passes.</summary>
    internal const int Chunk = 4096;
    private const double LargestReducible = 1 << 20;

    /// <summary>A maximum above this is far above a chunk that is too low to be summed.</summary>
    private const double Low = -(1 << 18);

    /// <summary>exclude: index of an element to leave out, or -1.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static RowSum Run(in Row row, long exclude, Workspace* space)
    {
        if (row.Arithmetic == ElementType.F32)
        {
            if (!SingleSummer.TryRun(row, exclude, false, out var single, out _))
                SingleSummer.TryRun(row, exclude, true, out single, out _);
            return single;
        }
        RowSum sum = default;
        var top = double.NaN;
        for (long start = 0; start < row.Count; start += Chunk)
        {
            if (!SumChunk(row, start, exclude, 0.0, space, out var part))
            {
                top = double.IsNaN(top) ? row.Max(0, row.Count) : top;
                if (!(top > Low && TryReference(top, out _)))
                    return RunShifted(row, exclude, space);
                if (!part.IsNaN)
                    continue;
            }
            if (part.IsNaN)
                return part;
            sum.Merge(part);
        }
        return sum;
    }

    private static RowSum RunShifted(in Row row, long exclude, Workspace* space)
    {
        RowSum sum = default;
        var max = row.Max(0, row.Count);
        sum.Shift = row.Wide ? new Dd(max, row.Max(0, row.Count, max)) : max;
        for (long start = 0; start < row.Count; start += Chunk)
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
    private static bool SumChunk(in Row row, long start, long exclude, Dd shift, Workspace* space, out RowSum part)
    {
        var count = row.Count - start < Chunk ? row.Count - start : Chunk;
        part.Shift = shift;
        part.Reference = space->Guess * ExpF64.Grid;
        part.Sum = Pass(row, start, count, exclude, part.Reference, shift, space, out var peak);
        if (ExpF64.PeakFits(peak))
            return true;
        var max = MaxWithout(row, start, count, exclude, shift);
        // Nothing but -inf and NaN: any reference gives 0 or NaN.
        if (double.IsNegativeInfinity(max))
            return true;
        if (!TryReference(max, out part.Reference))
        {
            // Below a shift that is the row's maximum: every term is 0, whatever the reference was, or NaN.
            return shift.High != 0;
        }
        part.Sum = Pass(row, start, count, exclude, part.Reference, shift, space, out _);
        space->Guess = part.Reference / ExpF64.Grid;
        return true;
    }

    private static double MaxWithout(in Row row, long start, long count, long exclude, Dd shift)
    {
        if (exclude < start || exclude >= start + count)
            return row.Max(start, count, shift);
        var before = row.Max(start, exclude - start, shift);
        var after = row.Max(exclude + 1, start + count - exclude - 1, shift);
        return before > after ? before : after;
    }

    private static bool TryReference(double max, out int reference)
    {
        reference = 0;
        if (!(max >= -LargestReducible && max <= LargestReducible))
            return false;
        var distance = ExpF64.Octave(max) - ExpF64.LowestPeak;
        // Rounded down also below 0.
        reference = (distance >= 0 ? distance / ExpF64.Grid : -((ExpF64.Grid - 1 - distance) / ExpF64.Grid)) * ExpF64.Grid;
        return reference >= -ExpF64.ReferenceLimit && reference <= ExpF64.ReferenceLimit;
    }

    private static Dd Pass(
        in Row row, long start, long count, long exclude, int reference, Dd shift, Workspace* space, out double peak)
    {
        var peaks = Workspace.Peaks(space);
        LaneSums.Clear(&space->Sums);
        Workspace.ClearPeaks(space);
        var i = start;
        var stop = start + count;
        while (i < stop)
        {
            // Whole blocks run in place, up to the one that holds the excluded element; that one, a partial one at the end, and all of
            // a row that needs a shift run from a copy.
            var end = exclude >= i && exclude < stop ? exclude : stop;
            var blocks = shift.High == 0 ? (end - i) / ExpF64.Lanes : 0;
            if (!row.Direct)
                SumSlabs(row, i, blocks, reference, space);
            else if (blocks > 0)
                DoubleSumKernel.Run((double*)row.At(i), null, (nint)blocks, reference, &space->Sums, peaks);
            i += blocks * ExpF64.Lanes;
            if (i == stop)
                break;
            var length = stop - i < ExpF64.Lanes ? stop - i : ExpF64.Lanes;
            var block = (double*)Workspace.First(space);
            var lows = (double*)Workspace.Second(space);
            row.Load(i, length, ExpF64.Lanes, double.NegativeInfinity, shift, block, lows);
            if (exclude >= i && exclude < i + length)
                block[exclude - i] = double.NegativeInfinity;
            DoubleSumKernel.Run(block, row.Wide ? lows : null, 1, reference, &space->Sums, peaks);
            i += length;
        }
        peak = Elements.Max(ElementType.F64, peaks, Workspace.PeakBytes / sizeof(double));
        return LaneSums.Fold(&space->Sums);
    }

    /// <summary>
    /// Whole blocks of a row that cannot be read in place, as many at a time as a fold takes, so that the sums have the bits of one that can; a
    /// quarter of them where a soft cap needs the stack, too.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumSlabs(in Row row, long start, long blocks, int reference, Workspace* space)
    {
        var most = row.Wide && row.Source->SoftCap != 0 ? ExpF64.FoldBlocks / 4 : ExpF64.FoldBlocks;
        var size = most * ExpF64.Lanes;
        var memory = stackalloc byte[(row.Wide ? 2 : 1) * size * sizeof(double)];
        var slab = (double*)memory;
        var lows = row.Wide ? slab + size : null;
        while (blocks > 0)
        {
            var count = blocks < most ? blocks : most;
            row.Load(start, count * ExpF64.Lanes, count * ExpF64.Lanes, 0.0, 0.0, slab, lows);
            DoubleSumKernel.Run(slab, lows, (nint)count, reference, &space->Sums, Workspace.Peaks(space));
            start += count * ExpF64.Lanes;
            blocks -= count;
        }
    }
}
