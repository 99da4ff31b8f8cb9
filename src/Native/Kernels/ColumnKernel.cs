// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// The loops over rows that lie side by side in memory, a vector's number of them, with more classes than a <see cref="RowTile"/>. A row's elements
/// are a step apart and often in lines that push each other out of the cache; so all rows that are in a line use it when it is there. The bits
/// are those of rows that lie in one piece.
/// </summary>
internal static unsafe class ColumnKernel
{
    private const int Lanes = 32;
    private const int LaneBits = 5;

    /// <summary>
    /// Sums of the exponentials of all but the labels, as <see cref="SingleSumKernel{TStored}.Rows"/> of each row: what is in its 32 lanes at once comes here
    /// one lane after the other, in the order in which they are folded. Not restored. Returns false where an element of any row must be bounded.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool Sum(float* data, nint step, nint classes, TileState* state, double* sums)
    {
        var folded = stackalloc double[LaneBits * TileState.Size];
        F32.Store(F32.Broadcast(0f), state->Addends);
        var blocks = classes / Lanes;
        for (var turn = 0; turn < Lanes; turn++)
        {
            var lane = 0;
            for (var bit = 0; bit < LaneBits; bit++)
                lane |= ((turn >> bit) & 1) << (LaneBits - 1 - bit);
            for (var i = 0; i < F32.Count; i += F64.Count)
                F64.Store(F64.Broadcast(0.0), sums + i);
            Blocks(data + (lane * step), step, blocks, lane, state, sums);
            // The elements of the labels' blocks, and of the last elements as a whole block those that are in no other.
            Part(state->Results, -1, state, sums);
            var last = classes - Lanes + lane;
            if (last >= blocks * Lanes)
                Part(data + (last * step), last, state, sums);
            // A lane meets the one whose turn is one before it, that pair the pair before it, and so on.
            var pair = folded;
            for (var bits = turn; (bits & 1) != 0; bits >>= 1, pair += TileState.Size)
            {
                for (var i = 0; i < F32.Count; i += F64.Count)
                    F64.Store(F64.Load(pair + i) + F64.Load(sums + i), sums + i);
            }
            for (var i = 0; turn < Lanes - 1 && i < F32.Count; i += F64.Count)
                F64.Store(F64.Load(sums + i), pair + i);
        }
        return !ExpF32.AnyBelow(F32.Load(state->Addends));
    }

    /// <summary>
    /// As <see cref="RowWriter"/>: factor * exp(x) * 2^-reference + addend, all of each row's own, where its label is 1; the memory of other rows is left as it is.
    /// The factors, powers of two with a sign, are the state's results.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Write(float* data, nint step, nint classes, float* destination, TileState* state)
    {
        var exp = new ExpF32(ExpF32.Constants, F32.Load(state->References));
        var high = F32.Load(state->Scales);
        var low = F32.Load(state->ScalesLow);
        var one = F32.Broadcast(1f);
        var inverse = one / high;
        var factors = F32.Load(state->Results);
        var addends = F32.Load(state->Addends);
        var used = F32.Load(state->Labels);
        for (; classes > 0; classes--, data += step, destination += step)
        {
            var x = exp.Bound<On>(F32.Load(data));
            exp.Scaled(x, exp.Exponent(x), high, low, inverse, out var s, out var e);
            var result = F32.Fma(F32.Fma(s, e, s), factors, addends);
            F32.Store(F32.SelectWhereEqual(used, one, result, F32.Load(destination)), destination);
        }
    }

    /// <summary>Logits less the logarithms, of the rows whose label is 1.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Subtract(float* data, nint step, nint classes, float* destination, TileState* state, double* logarithms)
    {
        var used = F32.Load(state->Labels);
        var one = F32.Broadcast(1f);
        for (; classes > 0; classes--, data += step, destination += step)
        {
            var result = F32.ScaleDifference(F32.Load(data), logarithms, 1.0);
            F32.Store(F32.SelectWhereEqual(used, one, result, F32.Load(destination)), destination);
        }
    }

    /// <summary>The blocks with the labels; blocks, which is none, where a label is in none of the whole ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F32 Apart(F32 labels, float blocks)
    {
        var none = F32.Broadcast(blocks);
        var round = F32.Broadcast(12582912f); // 1.5 * 2^23: a quotient by 32 less 31/64 rounds to its floor
        var block = F32.Fma(labels, F32.Broadcast(1f / Lanes), F32.Broadcast(-31f / 64)) + round - round;
        block = F32.SelectWhereLess(block, none, block, none);
        return F32.SelectWhereLess(labels, F32.Broadcast(0f), none, block);
    }

    /// <summary>
    /// One lane of the whole blocks: SingleSumKernel's loop, where each row has folds of its own before and behind its label's block. The element of that,
    /// -inf where it is the label, goes into the state's results; the exponents that were seen are among its addends.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Blocks(float* at, nint step, nint blocks, int lane, TileState* state, double* sums)
    {
        var references = F32.Load(state->References);
        var labels = F32.Load(state->Labels);
        var exp = new ExpF32(ExpF32.Constants, references);
        var zero = F32.Broadcast(0f);
        var block = F32.Broadcast(Lanes);
        var fold = F32.Broadcast(ExpF32.FoldBlocks * Lanes);
        var ceiling = F32.Broadcast(ExpF32.Ceiling);
        var harmless = exp.Exponent(ExpF32.Harmless(references, ExpF32.Constants));
        // Classes of this lane: of the labels' blocks, behind them, and where the rows' folds end.
        var own = F32.Broadcast(lane);
        var apart = F32.Fma(Apart(labels, blocks), block, own);
        var behind = apart + block;
        var end = own + fold;
        end = F32.SelectWhereLess(behind, end, behind, end);
        var coarse = ceiling;
        var fine = zero;
        var seen = F32.Load(state->Addends);
        var held = F32.Broadcast(float.NegativeInfinity);
        for (nint done = 0; done < blocks;)
        {
            // To where the first of the rows' folds ends.
            var stop = (nint)(int)(-F32.Max(zero - end)) / Lanes;
            stop = stop < blocks ? stop : blocks;
            for (; done < stop; done++, at += Lanes * step)
            {
                // Each class's next rows are in a page of their own, where no pattern is seen.
                Cache.Fetch(at + (4 * F32.Count) - 1);
                var x = F32.Load(at);
                var exponent = exp.Exponent(x);
                exp.Parts<Off, Off>(x, exponent, out var s, out var e);
                seen = ExpF32.See(seen, F32.SelectWhereEqual(own, labels, harmless, exponent));
                held = F32.SelectWhereEqual(own, apart, x, held);
                s = F32.SelectWhereEqual(own, apart, zero, s);
                var next = coarse + s;
                fine += F32.Fma(s, e, s - (next - coarse));
                coarse = next;
                own += block;
            }
            F32.AddSumTo(F32.SelectWhereEqual(own, end, coarse - ceiling, zero), F32.SelectWhereEqual(own, end, fine, zero), sums);
            coarse = F32.SelectWhereEqual(own, end, ceiling, coarse);
            fine = F32.SelectWhereEqual(own, end, zero, fine);
            var further = own + fold;
            var until = F32.SelectWhereLess(behind, further, behind, further);
            end = F32.SelectWhereEqual(own, end, F32.SelectWhereLess(own, behind, until, further), end);
        }
        F32.AddSumTo(coarse - ceiling, fine, sums);
        F32.Store(F32.SelectWhereEqual(apart, labels, F32.Broadcast(float.NegativeInfinity), held), state->Results);
        F32.Store(seen, state->Addends);
    }

    /// <summary>Elements of one class, but where that is the label; of class -1 those that were seen already.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Part(float* at, nint number, TileState* state, double* sums)
    {
        var references = F32.Load(state->References);
        var labels = F32.Load(state->Labels);
        var exp = new ExpF32(ExpF32.Constants, references);
        var own = F32.Broadcast(number);
        var x = F32.Load(at);
        if (number >= 0)
        {
            var exponent = exp.Exponent(F32.SelectWhereEqual(own, labels, ExpF32.Harmless(references, ExpF32.Constants), x));
            F32.Store(ExpF32.See(F32.Load(state->Addends), exponent), state->Addends);
            x = F32.SelectWhereEqual(own, labels, F32.Broadcast(float.NegativeInfinity), x);
        }
        x = exp.Bound<On>(x);
        exp.Parts<Off, On>(x, exp.Exponent(x), out var s, out var e);
        F32.AddSumTo(s, s * e, sums);
    }
}
