// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// The loop under everything: sums exp(x) * 2^-reference over blocks of 32 lanes, in f32.
///
/// Element i of a block belongs to lane i at every level. A lane adds the coarse parts s of up to 32 terms, and apart from them the fine
/// parts s e and what the additions of s round off: exactly that, as the coarse sum starts from a number that no term exceeds. Both
/// then go into an f64: a sum has some 27 good bits whatever the row's length, at the price of plain additions. The blocks of a fold are
/// gone through again where a level needs more vectors for all lanes than it can keep in flight; they stay in L1.
/// </summary>
internal static unsafe class SingleSumKernel<TStored>
    where TStored : struct, IStored<F32>
{
    /// <summary>
    /// How far behind an element, in bytes, the next ones are fetched: no processor does so beyond a page by itself, which a sum outruns. As many
    /// rows as wait for each other, or chunks, arrive while those before them are summed, so that their maxima cost no waiting either.
    /// </summary>
    private const int Ahead = 65536;

    /// <summary>
    /// Lanes at a time. With 16 registers, half of which hold constants, a second vector would be kept on the stack, and with a stack that is
    /// not aligned to vectors that takes four times as long.
    /// </summary>
    private static int Step
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => sizeof(F32) == 64 ? 2 * F32.Count : F32.Count;
    }

    /// <summary>
    /// The sums of rows of a chunk each, from one on. TMaxima: the lanes' maxima are raised to the elements, but for the blocks that are not whole or have
    /// an excluded element; without it the batch's care is ignored. Not careful, it stops at the first row with elements that must be bounded. Returns
    /// the first row that is not summed, or rows.
    /// </summary>
    // The loop is without a call, and with no more to inline than the compiler accepts: otherwise its registers would go through memory.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int Rows<TMaxima>(ChunkBatch* batch, int from, int rows)
        where TMaxima : ISwitch
    {
        var memory = stackalloc byte[(ExpF32.Lanes * sizeof(double)) + Lines.Spare];
        var lanes = (double*)Lines.Align(memory);
        var blocks = batch->Count / ExpF32.Lanes;
        var careful = TMaxima.IsOn && batch->Careful;
        var row = from;
        for (; row < rows; row++)
        {
            if ((batch->Wanted & (1u << row)) == 0)
                continue;
            for (var i = 0; i < ExpF32.Lanes; i += F64.Count)
                F64.Store(F64.Broadcast(0.0), lanes + i);
            var start = row * batch->Step;
            var exclude = (nint)batch->Excluded[row];
            var reference = batch->References[row];
            // The block with the excluded element and what is left of a block at the end come last.
            var apart = (nint)((nuint)exclude / (nuint)ExpF32.Lanes);
            apart = (nuint)apart < (nuint)blocks ? apart : blocks;
            var fits = Blocks<TMaxima, Off>(batch->Data, start, blocks, apart, reference, ExpF32.Constants, careful, lanes, batch->Maxima, null);
            if (apart < blocks)
                fits &= AddPart(batch, row, apart * ExpF32.Lanes, 0, lanes);
            // The last elements as a whole block, without those that are summed already, or belong to the chunk before.
            if (blocks * ExpF32.Lanes < batch->Count)
                fits &= AddPart(batch, row, batch->Count - ExpF32.Lanes, -batch->Count & (ExpF32.Lanes - 1), lanes);
            if (!fits)
            {
                batch->Bounded |= 1u << row;
                if (!careful)
                    break;
            }
            batch->Sums[row] = PlainSums.FoldBlock(lanes);
        }
        return row;
    }

    /// <summary>A block more, of a row's elements from one on; without its lanes before first and without the excluded element.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool AddPart(ChunkBatch* batch, int row, nint at, nint first, double* lanes)
    {
        var start = (row * batch->Step) + at;
        return TStored.IsSingle
            ? SumPartKernel.Run((float*)batch->Data + start, first, (nint)batch->Excluded[row] - at, batch->References[row], ExpF32.Constants, lanes)
            : AddCopy(batch, row, start, at, first, lanes);
    }

    /// <summary>The same of what is stored in 16 bits.</summary>
    private static bool AddCopy(ChunkBatch* batch, int row, nint start, nint at, nint first, double* lanes)
    {
        var copy = stackalloc float[ExpF32.Lanes];
        for (var lane = 0; lane < ExpF32.Lanes; lane += F32.Count)
            F32.Store(TStored.Load(batch->Data, start + lane), copy + lane);
        return SumPartKernel.Run(copy, first, (nint)batch->Excluded[row] - at, batch->References[row], ExpF32.Constants, lanes);
    }

    /// <summary>
    /// Blocks into the lanes' coarse and fine sums of a fold of which they are some. Returns false where elements were so small that they must be
    /// bounded; what the lanes have then is worth nothing.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool Add(void* source, nint blocks, int reference, float* constants, float* parts) =>
        Blocks<Off, On>(source, 0, blocks, blocks, reference, constants, false, null, null, parts);

    /// <summary>
    /// Blocks, without the one apart, into the lanes: fold by fold, those before and behind it. Or into parts, where those are not null. Returns
    /// false where elements were so small that they must be bounded.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Blocks<TMaxima, TTempered>(
        void* source, nint start, nint blocks, nint apart, int reference, float* constants, bool careful, double* lanes, float* maxima, float* parts)
        where TMaxima : ISwitch
        where TTempered : ISwitch
    {
        var exp = ExpF32.Create(constants, reference);
        var lowest = F32.Broadcast(ExpF32.Lowest(reference, constants));
        var seen = F32.Broadcast(0f);
        for (var lane = 0; lane < ExpF32.Lanes; lane += Step)
        {
            var max = TMaxima.IsOn ? F32.Load(maxima + lane) : seen;
            var i = start + lane;
            var left = apart;
            for (nint done = 0; done < blocks;)
            {
                if (left == 0)
                {
                    done++;
                    left = blocks - done;
                    i += ExpF32.Lanes;
                    continue;
                }
                var fold = left < ExpF32.FoldBlocks ? left : ExpF32.FoldBlocks;
                done += fold;
                left -= fold;
                var coarse0 = F32.Broadcast(ExpF32.Ceiling);
                var coarse1 = coarse0;
                var fine0 = F32.Broadcast(0f);
                var fine1 = fine0;
                if (parts != null)
                {
                    coarse0 = F32.Load(parts + lane);
                    fine0 = F32.Load(parts + ExpF32.Lanes + lane);
                    if (Step > F32.Count)
                    {
                        coarse1 = F32.Load(parts + lane + F32.Count);
                        fine1 = F32.Load(parts + ExpF32.Lanes + lane + F32.Count);
                    }
                }
                for (; fold > 0; fold--)
                {
                    TStored.Fetch(source, i, Ahead);
                    var x0 = TStored.Load(source, i);
                    if (TMaxima.IsOn)
                    {
                        max = F32.MaxOrSecond(x0, max);
                        if (careful)
                            Bound(lowest, ref seen, ref x0);
                    }
                    var z0 = exp.Exponent(x0);
                    if (Step == F32.Count)
                    {
                        seen = ExpF32.See(seen, z0);
                        F32 s, e;
                        if (TTempered.IsOn)
                            exp.TemperedParts<Loose>(x0, z0, out s, out e);
                        else
                            exp.Parts<Off, Off>(x0, z0, out s, out e);
                        var next = coarse0 + s;
                        fine0 += F32.Fma(s, e, s - (next - coarse0));
                        coarse0 = next;
                    }
                    else
                    {
                        TStored.Fetch(source, i + F32.Count, Ahead);
                        var x1 = TStored.Load(source, i + F32.Count);
                        if (TMaxima.IsOn)
                        {
                            max = F32.MaxOrSecond(x1, max);
                            if (careful)
                                Bound(lowest, ref seen, ref x1);
                        }
                        var z1 = exp.Exponent(x1);
                        seen = ExpF32.See(ExpF32.See(seen, z0), z1);
                        exp.Parts<TTempered>(x0, x1, z0, z1, out var s0, out var s1, out var e0, out var e1);
                        var next0 = coarse0 + s0;
                        var next1 = coarse1 + s1;
                        var lost0 = s0 - (next0 - coarse0);
                        var lost1 = s1 - (next1 - coarse1);
                        fine0 += F32.Fma(s0, e0, lost0);
                        fine1 += F32.Fma(s1, e1, lost1);
                        coarse0 = next0;
                        coarse1 = next1;
                    }
                    i += ExpF32.Lanes;
                }
                if (parts != null)
                {
                    F32.Store(coarse0, parts + lane);
                    F32.Store(fine0, parts + ExpF32.Lanes + lane);
                    if (Step > F32.Count)
                    {
                        F32.Store(coarse1, parts + lane + F32.Count);
                        F32.Store(fine1, parts + ExpF32.Lanes + lane + F32.Count);
                    }
                    continue;
                }
                var ceiling = F32.Broadcast(ExpF32.Ceiling);
                F32.AddSumTo(coarse0 - ceiling, fine0, lanes + lane);
                if (Step > F32.Count)
                    F32.AddSumTo(coarse1 - ceiling, fine1, lanes + lane + F32.Count);
            }
            if (TMaxima.IsOn)
                F32.Store(max, maxima + lane);
        }
        return !ExpF32.AnyBelow(seen);
    }

    /// <summary>
    /// x, bounded; seen is that it was, unless that changed the last bits of the significand alone, <see cref="ExpSingle{TVec}.AnyBelow"/>'s: three octaves
    /// below the bound at most.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Bound(F32 lowest, ref F32 seen, ref F32 x)
    {
        var bounded = F32.MaxOrSecond(lowest, x);
        seen = F32.OrDifferences(seen, x, bounded);
        x = bounded;
    }

    /// <summary>
    /// The largest element, NaN passed over, of as many as a vector holds at least; without the excluded one, or -1.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static float Max(void* source, nint count, nint exclude)
    {
        var max0 = Without(source, count - F32.Count, exclude);
        var max1 = max0;
        var max2 = max0;
        var max3 = max0;
        nint i = 0;
        var stop = exclude < 0 ? count : exclude / F32.Count * F32.Count;
        while (true)
        {
            // A maximum takes up to four cycles, and a processor begins one or two in each.
            for (; i + (4 * F32.Count) <= stop; i += 4 * F32.Count)
            {
                max0 = F32.MaxOrSecond(TStored.Load(source, i), max0);
                max1 = F32.MaxOrSecond(TStored.Load(source, i + F32.Count), max1);
                max2 = F32.MaxOrSecond(TStored.Load(source, i + (2 * F32.Count)), max2);
                max3 = F32.MaxOrSecond(TStored.Load(source, i + (3 * F32.Count)), max3);
            }
            for (; i + F32.Count <= stop; i += F32.Count)
                max0 = F32.MaxOrSecond(TStored.Load(source, i), max0);
            if (stop == count || i + F32.Count > count)
                return F32.Max(F32.MaxOrSecond(F32.MaxOrSecond(max0, max1), F32.MaxOrSecond(max2, max3)));
            max1 = F32.MaxOrSecond(Without(source, i, exclude), max1);
            i += F32.Count;
            stop = count;
        }
    }

    /// <summary>A vector, -inf in the place of the excluded element and of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F32 Without(void* source, nint at, nint exclude)
    {
        var none = F32.Broadcast(float.NegativeInfinity);
        var left = F32.Broadcast((float)(exclude - at));
        return F32.MaxOrSecond(F32.SelectWhereEqual(F32.Load(LaneIndices.Pointer), left, none, TStored.Load(source, at)), none);
    }

    /// <summary>Index of the first element that equals the value; there is one, and as many elements as a vector holds at least.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static nint IndexOf(void* source, nint count, float value)
    {
        var values = F32.Broadcast(value);
        nint i = 0;
        for (; i + F32.Count <= count; i += F32.Count)
        {
            var lane = F32.IndexOfEqual(TStored.Load(source, i), values);
            if (lane >= 0)
                return i + lane;
        }
        return count - F32.Count + F32.IndexOfEqual(TStored.Load(source, count - F32.Count), values);
    }
}
