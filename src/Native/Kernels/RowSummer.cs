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
    internal static RowSum Run(ElementType type, void* x, long count, long exclude, Workspace* space)
    {
        RowSum row = default;
        for (long start = 0; start < count; start += Workspace.Chunk)
        {
            var length = count - start < Workspace.Chunk ? count - start : Workspace.Chunk;
            if (!SumChunk(type, Elements.At(type, x, start), length, exclude - start, 0.0, space, out var part))
                return RunShifted(type, x, count, exclude, space);
            if (part.IsNaN)
                return part;
            row.Merge(part);
        }
        return row;
    }

    private static RowSum RunShifted(ElementType type, void* x, long count, long exclude, Workspace* space)
    {
        RowSum row = default;
        row.Shift = Elements.Max(type, x, count);
        for (long start = 0; start < count; start += Workspace.Chunk)
        {
            var length = count - start < Workspace.Chunk ? count - start : Workspace.Chunk;
            SumChunk(type, Elements.At(type, x, start), length, exclude - start, row.Shift, space, out var part);
            if (part.IsNaN)
                return part;
            row.Merge(part);
            row.Shift = part.Shift;
        }
        return row;
    }

    /// <summary>False where the chunk cannot be summed without a shift. exclude outside [0, count) excludes nothing.</summary>
    private static bool SumChunk(
        ElementType type, void* x, long count, long exclude, double shift, Workspace* space, out RowSum part)
    {
        part.Shift = shift;
        part.Reference = space->Guess * Elements.Grid(type);
        part.Sum = Pass(type, x, count, exclude, part.Reference, shift, space, out var peak);
        if (Elements.PeakFits(type, peak))
            return true;
        var max = MaxWithout(type, x, count, exclude);
        // Nothing but -inf and NaN: no term was garbage, the sum is 0 or NaN.
        if (double.IsNegativeInfinity(max))
            return true;
        if (shift != 0)
            max = max == shift ? 0.0 : max - shift;
        if (!TryReference(type, max, out part.Reference))
        {
            // Below a shift that is the row's maximum: every term is 0, whatever the reference was, or NaN.
            return shift != 0;
        }
        part.Sum = Pass(type, x, count, exclude, part.Reference, shift, space, out _);
        space->Guess = part.Reference / Elements.Grid(type);
        return true;
    }

    private static double MaxWithout(ElementType type, void* x, long count, long exclude)
    {
        if ((ulong)exclude >= (ulong)count)
            return Elements.Max(type, x, count);
        var before = Elements.Max(type, x, exclude);
        var after = Elements.Max(type, Elements.At(type, x, exclude + 1), count - exclude - 1);
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
        ElementType type, void* x, long count, long exclude, int reference, double shift, Workspace* space, out double peak)
    {
        var peaks = Workspace.Peaks(space);
        var lanes = Elements.Lanes(type);
        LaneSums.Clear(&space->Sums, lanes);
        Elements.ClearPeaks(type, peaks);
        long i = 0;
        while (i < count)
        {
            // Whole blocks run in place, up to the one that holds the excluded element; that one, a partial one at the end, and all of
            // a row that needs a shift run from a copy.
            var end = exclude >= i && exclude < count ? exclude : count;
            var blocks = shift == 0 ? (end - i) / lanes : 0;
            Elements.ExpSum(type, Elements.At(type, x, i), blocks, reference, &space->Sums, peaks);
            i += blocks * lanes;
            if (i == count)
                break;
            var length = count - i < lanes ? count - i : lanes;
            var block = ShiftedBlock.Copy(
                type, Elements.At(type, x, i), length, shift, double.NegativeInfinity, Workspace.First(space));
            if (exclude >= i && exclude < i + length)
                Elements.Set(type, block, exclude - i, double.NegativeInfinity);
            Elements.ExpSum(type, block, 1, reference, &space->Sums, peaks);
            i += length;
        }
        peak = Elements.Max(type, peaks, Workspace.PeakLanes);
        return type == ElementType.F32 ? LaneSums.FoldHigh(&space->Sums) : LaneSums.Fold(&space->Sums, lanes);
    }
}
