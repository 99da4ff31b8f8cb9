// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// For a row with masses a[c] = first[c] * second[c] (null: ones): the total mass sum a[c], and sum a[c] (max - x[c]), whose terms are
/// all of one sign: nothing cancels whatever offset the logits have. A mass of 0 adds 0, also where x is -inf.
/// In 16 lanes of double-double.
/// </summary>
internal static unsafe class TargetSumKernel
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(
        in Row row, in Series first, in Series second, Dd max, Workspace* space, out Dd mass, out Dd sum)
    {
        var logits = stackalloc double[WideBlock.Size];
        var lows = stackalloc double[WideBlock.Size];
        var one = stackalloc double[WideBlock.Size];
        var two = stackalloc double[WideBlock.Size];
        var count = row.Count;
        var masses = &space->Sums;
        var products = Workspace.MoreSums(space);
        LaneSums.Clear(masses);
        LaneSums.Clear(products);
        // Results in f32 have no more digits than products without their rests leave.
        var rests = row.Arithmetic != ElementType.F32;
        long done = 0;
        if (row.Direct && row.Arithmetic == ElementType.F32 && first.IsPlain(ElementType.F32) && second.IsPlain(ElementType.F32) && double.IsFinite(max.High))
        {
            done = count - (count % WideBlock.Size);
            SingleLoops.Targets((float*)row.At(0), (float*)first.Data, (float*)second.Data, done, max.High, masses, products);
        }
        for (var i = done; i < count; i += WideBlock.Size)
        {
            row.LoadWide(i, count - i, max.High, logits, lows);
            WideBlock.LoadOrOnes(first, i, count, one);
            WideBlock.LoadOrOnes(second, i, count, two);
            for (var lane = 0; lane < WideBlock.Size; lane += F64.Count)
                F64.Store(F64.Load(one + lane) * F64.Load(two + lane), one + lane);
            Add(one, logits, lows, max.High, max.Low, rests, masses, products);
        }
        mass = LaneSums.Fold(masses);
        sum = LaneSums.Fold(products);
    }

    /// <summary>A block of masses; rests: also of what their products with the gaps round off.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(double* block, double* logits, double* lows, double max, double maxLow, bool rests, LaneSums* masses, LaneSums* products)
    {
        var zero = F64.Broadcast(0.0);
        var maxima = F64.Broadcast(max);
        var maximaLow = F64.Broadcast(maxLow);
        var low = LaneSums.Low(products);
        for (var lane = 0; lane < WideBlock.Size; lane += F64.Count)
        {
            var a = F64.Load(block + lane);
            var logit = F64.Load(logits + lane);
            var gap = F64.SelectWhereEqual(logit, maxima, zero, maxima - logit) + (maximaLow - F64.Load(lows + lane));
            gap = F64.SelectWhereEqual(a, zero, zero, gap);
            LaneSums.Add(masses, lane, a);
            LaneSums.Add(products, lane, a * gap);
            if (rests)
                F64.Store(F64.Load(low + lane) + F64.Fma(a, gap, zero - (a * gap)), low + lane);
        }
    }
}
