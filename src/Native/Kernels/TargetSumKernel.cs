// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// For a row with masses a[c] = first[c] * second[c] (null: ones): the total mass sum a[c], and sum a[c] (max - x[c]), whose terms are
/// all of one sign where the masses are: nothing cancels whatever offset the logits have. A mass of 0 adds 0, also where x is -inf.
/// In 16 lanes of double-double; the second sum of f64 where results are f32, which have no more digits than that leaves.
/// </summary>
internal static unsafe class TargetSumKernel
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(
        in Row row, in Series first, in Series second, in Dd max, Workspace* space, out Dd mass, out Dd sum)
    {
        var logits = stackalloc double[4 * WideBlock.Size];
        var lows = logits + WideBlock.Size;
        var one = lows + WideBlock.Size;
        var two = one + WideBlock.Size;
        var count = row.Count;
        var masses = &space->Sums;
        var products = Workspace.MoreSums(space);
        LaneSums.Clear(masses);
        LaneSums.Clear(products);
        var exact = row.Arithmetic != ElementType.F32;
        long done = 0;
        if (row.Direct && row.Arithmetic == ElementType.F32 && first.IsPlain(ElementType.F32) && second.IsPlain(ElementType.F32) && double.IsFinite(max.High))
        {
            done = count - (count % WideBlock.Size);
            SingleLoops.Targets((float*)row.At(0), (float*)first.Data, (float*)second.Data, done, max.High, masses, LaneSums.High(products));
            if (Effort.IsWorthIt && done < count && first.Data != null && second.Data == null)
            {
                // As a whole block of the same: the blocks of f64 have room for it.
                Elements.Copy(ElementType.F32, row.At(done), count - done, WideBlock.Size, 0.0, logits);
                Elements.Copy(ElementType.F32, (float*)first.Data + done, count - done, WideBlock.Size, 0.0, one);
                SingleLoops.Targets((float*)logits, (float*)one, null, WideBlock.Size, max.High, masses, LaneSums.High(products));
                done = count;
            }
        }
        for (var i = done; i < count; i += WideBlock.Size)
        {
            row.LoadWide(i, count - i < WideBlock.Size ? count - i : WideBlock.Size, WideBlock.Size, max.High, logits, lows);
            WideBlock.LoadOrOnes(first, i, count, one);
            WideBlock.LoadOrOnes(second, i, count, two);
            for (var lane = 0; lane < WideBlock.Size; lane += F64.Count)
                F64.Store(F64.Load(one + lane) * F64.Load(two + lane), one + lane);
            Add(one, logits, lows, max.High, max.Low, exact, masses, products);
        }
        mass = LaneSums.Fold(masses);
        sum = exact ? LaneSums.Fold(products) : PlainSums.Fold(LaneSums.High(products));
    }

    /// <summary>A block of masses; exact: what their products with the gaps round off is summed, too.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(double* block, double* logits, double* lows, double max, double maxLow, bool exact, LaneSums* masses, LaneSums* products)
    {
        var zero = F64.Broadcast(0.0);
        var maxima = F64.Broadcast(max);
        var maximaLow = F64.Broadcast(maxLow);
        var high = LaneSums.High(products);
        var low = LaneSums.Low(products);
        for (var lane = 0; lane < WideBlock.Size; lane += F64.Count)
        {
            var a = F64.Load(block + lane);
            var logit = F64.Load(logits + lane);
            var gap = F64.SelectWhereEqual(logit, maxima, zero, maxima - logit) + (maximaLow - F64.Load(lows + lane));
            gap = F64.SelectWhereEqual(a, zero, zero, gap);
            LaneSums.Add(masses, lane, a);
            if (!exact)
            {
                F64.Store(F64.Load(high + lane) + (a * gap), high + lane);
                continue;
            }
            LaneSums.Add(products, lane, a * gap);
            F64.Store(F64.Load(low + lane) + F64.Fma(a, gap, zero - (a * gap)), low + lane);
        }
    }
}
