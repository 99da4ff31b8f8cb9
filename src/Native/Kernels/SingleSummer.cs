// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Sums of rows that are computed in f32; see <see cref="RowSummer"/>. Each chunk is gone through for its maximum first: it costs a
/// seventh of the sum, and for that a sum is exact to a third of a unit in the last place, also where one element outweighs all others.
/// </summary>
internal static unsafe class SingleSummer
{
    private const int Chunk = RowSummer.Chunk;

    /// <summary>How many octaves apart the maxima of chunks may be in an even row.</summary>
    private const int Spread = 16;

    /// <summary>
    /// Adds chunk by chunk; false where a maximum is too large, so that the row must be shifted by its own. even: whether no element is so much smaller than
    /// others that its exponential must be bounded, as a result either.
    /// </summary>
    internal static bool TryRun(in Row row, long exclude, bool shifted, out RowSum sum, out bool even)
    {
        sum = default;
        even = true;
        if (row.Count <= Chunk && !shifted && TryRunChunk(row, exclude, ref sum, ref even))
            return true;
        Dd shift = shifted ? row.Max(0, row.Count) : 0.0;
        var known = false;
        var maxima = stackalloc float[ExpF32.Lanes];
        var lowest = int.MaxValue;
        var highest = int.MinValue;
        for (long start = 0; start < row.Count; start += Chunk)
        {
            var count = row.Count - start < Chunk ? row.Count - start : Chunk;
            var max = known ? LanesMax(maxima) : MaxWithout(row, start, count, exclude, shift);
            // The excluded element may be the largest of what was looked at ahead.
            if (known && exclude >= start && exclude < start + count && !(row.Get(exclude).High < max))
                max = MaxWithout(row, start, count, exclude, shift);
            known = Effort.IsWorthIt && start + (2 * Chunk) <= row.Count && InPlace(row, shift);
            if (known)
                Lower(maxima);
            RowSum part;
            part.Shift = shift;
            if (max >= -ExpF32.Largest && max <= ExpF32.Largest)
            {
                part.Reference = ExpF32.Octave((float)max) - ExpF32.Peak;
                part.Sum = Sum(row, start, count, exclude, part.Reference, shift, known ? maxima : null, ref even);
                known &= even;
                lowest = part.Reference < lowest ? part.Reference : lowest;
                highest = part.Reference > highest ? part.Reference : highest;
            }
            else if (!shifted && !double.IsNegativeInfinity(max))
            {
                return false;
            }
            else
            {
                // Nothing but -inf and NaN, or next to nothing beside the shift: what a sum would be but for its bound.
                part.Reference = 0;
                part.Sum = double.IsNaN(Sum(row, start, count, exclude, 0, shift, null, ref even)) ? double.NaN : 0.0;
                known = false;
            }
            if (part.IsNaN)
            {
                sum = part;
                return true;
            }
            sum.Merge(part);
            sum.Shift = shift;
        }
        even &= highest - lowest <= Spread;
        return true;
    }

    /// <summary>The same for most rows of one chunk, which need less to be kept.</summary>
    private static bool TryRunChunk(in Row row, long exclude, ref RowSum sum, ref bool even)
    {
        var max = MaxWithout(row, 0, row.Count, exclude, default);
        if (!(max >= -ExpF32.Largest && max <= ExpF32.Largest))
            return false;
        var reference = ExpF32.Octave((float)max) - ExpF32.Peak;
        sum.Sum = Sum(row, 0, row.Count, exclude, reference, default, null, ref even);
        sum.Reference = reference;
        return true;
    }

    private static double Sum(in Row row, long start, long count, long exclude, int reference, Dd shift, float* maxima, ref bool even)
    {
        const int Lanes = 32;
        var lanes = stackalloc double[Lanes];
        // The block with the excluded element and what is left of a block at the end come last.
        var blocks = count / Lanes;
        var rest = count - (blocks * Lanes);
        var apart = exclude >= start && exclude < start + (blocks * Lanes) ? (exclude - start) / Lanes : blocks;
        var bounded = !even;
        while (true)
        {
            for (var i = 0; i < Lanes; i += F64.Count)
                F64.Store(F64.Broadcast(0.0), lanes + i);
            var fits = Blocks(row, start, apart, bounded, reference, shift, lanes, maxima)
                & Blocks(row, start + ((apart + 1) * Lanes), blocks - apart - 1, bounded, reference, shift, lanes, maxima);
            if (fits)
                break;
            bounded = true;
            even = false;
        }
        if (apart < blocks)
        {
            Part(row, start + (apart * Lanes), 0, exclude, reference, shift, lanes);
            if (maxima != null)
                maxima[0] = Raised(maxima[0], Max(row, start + Chunk + (apart * Lanes), start + Chunk + ((apart + 1) * Lanes), shift));
        }
        if (rest > 0)
        {
            // The row's last elements as a whole block, without those that are summed already; or all of a row that is less than one.
            var at = row.Count < Lanes ? start : start + count - Lanes;
            Part(row, at, row.Count < Lanes ? 0 : Lanes - rest, exclude, reference, shift, lanes);
        }
        return ExpF32.Restore(Fold(lanes), reference, count).High;
    }

    /// <summary>Lane i meets lane i + 16, then 8, 4, 2, 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Fold(double* lanes)
    {
        if (F64.Count == 8)
            return F64.Sum(F64.Load(lanes) + F64.Load(lanes + 16) + (F64.Load(lanes + 8) + F64.Load(lanes + 24)));
        var half = 16;
        for (; half > F64.Count; half /= 2)
        {
            for (var i = 0; i < half; i += F64.Count)
                F64.Store(F64.Load(lanes + i) + F64.Load(lanes + half + i), lanes + i);
        }
        return F64.Sum(F64.Load(lanes) + F64.Load(lanes + half));
    }

    private static bool Blocks(in Row row, long start, long blocks, bool bounded, int reference, Dd shift, double* lanes, float* maxima)
    {
        if (blocks <= 0)
            return true;
        if (InPlace(row, shift) && !bounded)
            return Elements.ExpSum(row.Stored.Type, row.At(start), blocks, reference, lanes, Chunk, maxima);
        return Copies(row, start, blocks, bounded, reference, shift, lanes);
    }

    /// <summary>Blocks that cannot be read in place, or must be bounded: in the folds of those that can, so that sums have the same bits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Copies(in Row row, long start, long blocks, bool bounded, int reference, Dd shift, double* lanes)
    {
        // A copy of a whole fold would be half of what a call may take of the stack.
        const int SlabBlocks = 8;
        const int Lanes = 32;
        var slab = stackalloc float[SlabBlocks * Lanes];
        var parts = stackalloc float[2 * Lanes];
        var ceiling = F32.Broadcast(ExpF32.Ceiling);
        var lowest = F32.Broadcast((float)((reference - 126) * 0.6931471805599453));
        for (long done = 0; done < blocks;)
        {
            for (var i = 0; done % ExpF32.FoldBlocks == 0 && i < Lanes; i += F32.Count)
            {
                F32.Store(ceiling, parts + i);
                F32.Store(F32.Broadcast(0f), parts + Lanes + i);
            }
            var count = blocks - done < SlabBlocks ? blocks - done : SlabBlocks;
            var elements = count * Lanes;
            row.Load(start + (done * Lanes), elements, elements, 0.0, shift, slab, null);
            for (var i = 0; bounded && i < elements; i += F32.Count)
                F32.Store(F32.MaxOrSecond(lowest, F32.Load(slab + i)), slab + i);
            var fits = SingleSumKernel<Stored<float, F32>>.Add<Off>(slab, (nint)count, ExpF32.Constants, reference, lanes, 0, null, parts);
            if (!fits && !bounded)
                return false;
            done += count;
            for (var i = 0; (done % ExpF32.FoldBlocks == 0 || done == blocks) && i < Lanes; i += F32.Count)
                F32.AddSumTo(F32.Load(parts + i) - ceiling, F32.Load(parts + Lanes + i), lanes + i);
        }
        return true;
    }

    /// <summary>One block without its first elements and without the excluded one; less where the row has less.</summary>
    private static void Part(in Row row, long start, long first, long exclude, int reference, Dd shift, double* lanes)
    {
        var lane = exclude >= start && exclude < start + ExpF32.Lanes ? exclude - start : -1;
        if (InPlace(row, shift) && row.Count >= ExpF32.Lanes)
        {
            Elements.ExpSumPart(row.Stored.Type, row.At(start), first, lane, reference, lanes);
            return;
        }
        var block = stackalloc float[ExpF32.Lanes];
        row.Load(start, row.Count < ExpF32.Lanes ? row.Count : ExpF32.Lanes, ExpF32.Lanes, double.NegativeInfinity, shift, block, null);
        Elements.ExpSumPart(ElementType.F32, block, first, lane, reference, lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double MaxWithout(in Row row, long start, long count, long exclude, Dd shift)
    {
        if (exclude < start || exclude >= start + count)
            return Max(row, start, start + count, shift);
        var before = Max(row, start, exclude, shift);
        var after = Max(row, exclude + 1, start + count, shift);
        return before > after ? before : after;
    }

    private static double Max(in Row row, long start, long end, Dd shift)
    {
        if (InPlace(row, shift) && end - start >= F32.Count)
            return Elements.SingleMax(row.Stored.Type, row.At(0), start, end);
        return row.Max(start, end - start, shift);
    }

    private static bool InPlace(in Row row, Dd shift) => row.Packed && shift.High == 0 && Elements.IsSummedInPlace(row.Stored.Type);

    private static float Raised(float a, double b) => b > a ? (float)b : a;

    private static void Lower(float* maxima)
    {
        for (var i = 0; i < ExpF32.Lanes; i += F32.Count)
            F32.Store(F32.Broadcast(float.NegativeInfinity), maxima + i);
    }

    private static double LanesMax(float* maxima) => SingleSumKernel<Stored<float, F32>>.Max(maxima, 0, ExpF32.Lanes);
}
