// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Sums of rows that are computed in f32; see <see cref="RowSummer"/>. A chunk's reference follows from its maximum, so that a sum is exact to a
/// third of a unit in the last place, also where one element outweighs all others; from the first chunk's where that is near.
/// </summary>
internal static unsafe class SingleSummer
{
    private const int Chunk = RowSummer.Chunk;

    /// <summary>How many octaves apart the maxima of chunks may be in an even row.</summary>
    private const int Spread = 16;

    private const int Nowhere = int.MinValue / 2;

    /// <summary>
    /// Adds chunk by chunk; false where a maximum is out of range, and not far below the row's, so that the row must be shifted by that. even: whether
    /// no element is so much smaller than others that its exponential must be bounded, as a result either.
    /// </summary>
    internal static bool TryRun(in Row row, long exclude, bool shifted, out RowSum sum, out bool even)
    {
        sum = default;
        even = true;
        Dd shift = shifted ? row.Max(0, row.Count) : 0.0;
        // The octave of the first chunk that has one; whether the chunk before was near it, so that the next is likely to be.
        var home = Nowhere;
        var near = false;
        var lowest = int.MaxValue;
        var highest = int.MinValue;
        var largest = ExpF32.Largest(row.Source->Exponential);
        var top = double.NaN;
        for (long start = 0; start < row.Count; start += Chunk)
        {
            var count = row.Count - start < Chunk ? row.Count - start : Chunk;
            RowSum part;
            part.Shift = shift;
            part.Reference = home - ExpF32.Peak;
            var octave = home;
            if (!(near && !shifted && TryGuess(row, start, count, exclude, part.Reference, even, out part.Sum, out octave)))
            {
                var max = MaxWithout(row, start, count, exclude, shift);
                if (max >= -largest && max <= largest)
                {
                    octave = ExpF32.Octave((float)max, row.Source->Exponential);
                    home = home == Nowhere ? octave : home;
                    near = IsNear(octave, home);
                    part.Reference = (near ? home : octave) - ExpF32.Peak;
                    part.Sum = Sum(row, start, count, exclude, part.Reference, shift, ref even);
                }
                else
                {
                    if (!shifted && !double.IsNegativeInfinity(max))
                    {
                        // Below -largest, where the row's maximum is not near: nothing beside that, which as a shift would cost the others digits.
                        top = double.IsNaN(top) ? row.Max(0, row.Count) : top;
                        if (!(top > largest * -0.5f && top <= largest))
                            return false;
                    }
                    // Nothing but -inf and NaN, or next to nothing beside the maximum: what a sum would be but for its bound.
                    part.Reference = 0;
                    part.Sum = double.IsNaN(Sum(row, start, count, exclude, 0, shift, ref even)) ? double.NaN : 0.0;
                    octave = Nowhere;
                }
            }
            if (part.IsNaN)
            {
                sum = part;
                return true;
            }
            if (octave != Nowhere)
            {
                lowest = octave < lowest ? octave : lowest;
                highest = octave > highest ? octave : highest;
            }
            sum.Merge(part);
            sum.Shift = shift;
        }
        even &= highest - lowest <= Spread;
        return true;
    }

    /// <summary>
    /// The sum with the reference of the chunk before, and the octave of the maximum found on the way: a chunk is read once, and what arrives from
    /// memory is worked on at once. False where the reference is not this chunk's, or where it is the first that is not even.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryGuess(in Row row, long start, long count, long exclude, int reference, bool even, out Dd sum, out int octave)
    {
        octave = Nowhere;
        sum = default;
        // Of what is not in a block of its own there would be no maximum.
        if (!InPlace(row, default) || count % ExpF32.Lanes != 0)
            return false;
        ChunkBatch batch;
        for (var i = 0; i < ExpF32.Lanes; i += F32.Count)
            F32.Store(F32.Broadcast(float.NegativeInfinity), batch.Maxima + i);
        double inPlace;
        batch.Careful = !even;
        if (!SumInPlace(row, start, count, exclude, reference, &batch, maxima: true, &inPlace))
            return false;
        sum = ExpF32.Restore(inPlace, reference, count, ExpF32.Constants);
        var max = SingleSumKernel<Stored<float, F32>>.Max(batch.Maxima, ExpF32.Lanes, -1);
        if (exclude >= start && exclude < start + count)
        {
            // What is beside the excluded element is not in the lanes' maxima either.
            var block = exclude - ((exclude - start) % ExpF32.Lanes);
            var beside = Elements.SingleMax(row.Stored.Type, row.At(block), ExpF32.Lanes, exclude - block);
            max = beside > max ? beside : max;
        }
        if (!(Math.Abs(max) <= ExpF32.Largest(ExpF32.Constants)))
            return false;
        octave = ExpF32.Octave(max, ExpF32.Constants);
        return IsNear(octave, reference + ExpF32.Peak);
    }

    private static bool IsNear(int octave, int home) => octave >= home - ExpF32.Below && octave <= home + ExpF32.Above;

    /// <summary>
    /// A chunk that can be read in place, of a row of a block's number of elements at least; not restored yet. False where what must be bounded is not.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool SumInPlace(in Row row, long start, long count, long exclude, int reference, ChunkBatch* batch, bool maxima, double* sum)
    {
        var excluded = exclude - start;
        batch->Data = row.At(start);
        batch->Step = 0;
        batch->Count = (nint)count;
        batch->Wanted = 1;
        batch->Excluded = &excluded;
        batch->References = &reference;
        batch->Sums = sum;
        batch->Bounded = 0;
        return Elements.ExpSums(row.Stored.Type, batch, 0, 1, maxima) == 1;
    }

    private static double Sum(in Row row, long start, long count, long exclude, int reference, Dd shift, ref bool even)
    {
        var sum = 0.0;
        if (row.Count >= ExpF32.Lanes && InPlace(row, shift))
        {
            ChunkBatch batch;
            batch.Careful = !even;
            if (!SumInPlace(row, start, count, exclude, reference, &batch, maxima: false, &sum))
            {
                even = false;
                batch.Careful = true;
                SumInPlace(row, start, count, exclude, reference, &batch, maxima: false, &sum);
            }
        }
        else
        {
            sum = SumCopies(row, start, count, exclude, reference, shift, ref even);
        }
        return ExpF32.Restore(sum, reference, count, row.Source->Exponential);
    }

    /// <summary>A chunk of a row that is not as <see cref="SingleSumKernel{TStored}.Rows"/> takes it, or has a temperature: the same otherwise.</summary>
    private static double SumCopies(in Row row, long start, long count, long exclude, int reference, Dd shift, ref bool even)
    {
        const int Lanes = 32;
        var memory = stackalloc byte[(Lanes * sizeof(double)) + Lines.Spare];
        var lanes = (double*)Lines.Align(memory);
        var blocks = count / Lanes;
        var apart = exclude >= start && exclude < start + (blocks * Lanes) ? (exclude - start) / Lanes : blocks;
        while (true)
        {
            for (var i = 0; i < Lanes; i += F64.Count)
                F64.Store(F64.Broadcast(0.0), lanes + i);
            if (Copies(row, start, apart, !even, reference, shift, lanes)
                && Copies(row, start + ((apart + 1) * Lanes), blocks - apart - 1, !even, reference, shift, lanes))
            {
                break;
            }
            even = false;
        }
        if (apart < blocks)
            even &= Part(row, start + (apart * Lanes), 0, exclude, reference, shift, lanes);
        // A row that is less than a block is all of one.
        var last = row.Count < Lanes ? start : start + count - Lanes;
        if (blocks * Lanes < count)
            even &= Part(row, last, start + (blocks * Lanes) - last, exclude, reference, shift, lanes);
        return PlainSums.FoldBlock(lanes);
    }

    /// <summary>Its blocks, copied where they cannot be read in place: in the folds of those that can, so that sums have the same bits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Copies(in Row row, long start, long blocks, bool bounded, int reference, Dd shift, double* lanes)
    {
        // A copy of a whole fold would be half of what a call may take of the stack.
        const int SlabBlocks = 8;
        const int Lanes = 32;
        var slab = stackalloc float[SlabBlocks * Lanes];
        var parts = stackalloc float[2 * Lanes];
        var ceiling = F32.Broadcast(ExpF32.Ceiling);
        var lowest = F32.Broadcast(ExpF32.Lowest(reference, row.Source->Exponential));
        for (long done = 0; done < blocks;)
        {
            for (var i = 0; done % ExpF32.FoldBlocks == 0 && i < Lanes; i += F32.Count)
            {
                F32.Store(ceiling, parts + i);
                F32.Store(F32.Broadcast(0f), parts + Lanes + i);
            }
            var direct = row.Direct && shift.High == 0;
            var most = direct && !bounded ? ExpF32.FoldBlocks : SlabBlocks;
            var count = blocks - done < most ? blocks - done : most;
            var elements = count * Lanes;
            var source = slab;
            if (direct)
                source = (float*)row.At(start + (done * Lanes));
            else
                row.Load(start + (done * Lanes), elements, elements, 0.0, shift, slab, null);
            for (var i = 0; bounded && i < elements; i += F32.Count)
                F32.Store(F32.MaxOrSecond(lowest, F32.Load(source + i)), slab + i);
            var fits = SingleSumKernel<Stored<float, F32>>.Add(bounded ? slab : source, (nint)count, reference, row.Source->Exponential, parts);
            if (!fits && !bounded)
                return false;
            done += count;
            for (var i = 0; (done % ExpF32.FoldBlocks == 0 || done == blocks) && i < Lanes; i += F32.Count)
                F32.AddSumTo(F32.Load(parts + i) - ceiling, F32.Load(parts + Lanes + i), lanes + i);
        }
        return true;
    }

    /// <summary>One block without its first elements and without the excluded one; less where the row has less.</summary>
    private static bool Part(in Row row, long start, long first, long exclude, int reference, Dd shift, double* lanes)
    {
        var block = stackalloc float[ExpF32.Lanes];
        row.Load(start, row.Count < ExpF32.Lanes ? row.Count : ExpF32.Lanes, ExpF32.Lanes, double.NegativeInfinity, shift, block, null);
        return SumPartKernel.Run(block, (nint)first, (nint)(exclude - start), reference, row.Source->Exponential, lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double MaxWithout(in Row row, long start, long count, long exclude, Dd shift)
    {
        var here = exclude >= start && exclude < start + count;
        if (InPlace(row, shift) && count >= F32.Count)
            return Elements.SingleMax(row.Stored.Type, row.At(start), count, here ? exclude - start : -1);
        if (!here)
            return row.Max(start, count, shift);
        var before = row.Max(start, exclude - start, shift);
        var after = row.Max(exclude + 1, start + count - exclude - 1, shift);
        return before > after ? before : after;
    }

    private static bool InPlace(in Row row, Dd shift) => Elements.AreSummedInPlace(row.Source) && shift.High == 0;
}
