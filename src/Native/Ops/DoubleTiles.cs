// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Rows of few classes that are computed in f64, as many as a tile has; each operation returns which it has done. With R the sum over the classes but one, t that one's exponential and z its logit:
///   -log p = log(1 + R / t),   log(R + t) = z + log(1 + R / t),   1 - p = R / (R + t):
/// nothing cancels. A row whose logits are too large or too far from each other for that, infinite or NaN goes the way of all other rows.
/// </summary>
internal static unsafe class DoubleTiles
{
    /// <summary>Natural logarithms of the least and the largest t beside an R of 2^499 to 2^506: their ratios have all their digits.</summary>
    private const double Least = 80;
    private const double Most = 600;

    /// <summary>Of a tile and another, which holds the second parts of its logits or exponentials.</summary>
    private static int Bytes => (2 * DoubleTile.Size * sizeof(double)) + Lines.Spare;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Softmax(SoftmaxTask* task, long first, int rows)
    {
        var memory = stackalloc byte[Bytes];
        var tile = (double*)Lines.Align(memory);
        var lows = tile + DoubleTile.Size;
        var classes = (int)task->Source.Classes;
        DoubleTile.Load(&task->Source, first, rows, tile, lows);
        var usable = DoubleTile.Sum(tile, task->Source.Wide ? lows : null, classes, tile, lows, out _, out var sums) & Mask(rows);
        usable &= DoubleTile.Scale(tile, lows, classes, DdWide.Broadcast(1.0) / sums);
        DoubleTile.Store(&task->Source, first, usable, tile, task->Output, task->OutputStride);
        return usable;
    }

    internal static uint LogSoftmax(SoftmaxTask* task, long first, int rows) => Logarithms(task, first, rows, perRow: false);

    internal static uint LogSumExp(SoftmaxTask* task, long first, int rows) => Logarithms(task, first, rows, perRow: true);

    /// <summary>Every row seen from its most probable class. perRow: one result a row, the logarithm of its sum.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Logarithms(SoftmaxTask* task, long first, int rows, bool perRow)
    {
        var memory = stackalloc byte[Bytes];
        var tile = (double*)Lines.Align(memory);
        var lows = tile + DoubleTile.Size;
        var tops = stackalloc double[3 * F64.Count];
        var values = tops + F64.Count;
        var classes = (int)task->Source.Classes;
        DoubleTile.Load(&task->Source, first, rows, tile, lows);
        lows = task->Source.Wide ? lows : null;
        DoubleTile.Max(tile, classes, tops);
        var usable = See(tile, lows, classes, rows, tops, null, null, values, out _, out _, out var negativeLog) & Mask(rows);
        Add(negativeLog, new DdWide(F64.Load(values), F64.Load(values + F64.Count)), out var logarithm);
        if (perRow)
        {
            F64.Store(logarithm.Value, values);
            for (var i = 0; i < rows; i++)
            {
                if ((usable & (1u << i)) != 0)
                    task->Results.Set(first + i, values[i]);
            }
            return usable;
        }
        DoubleTile.Subtract(tile, lows, classes, logarithm);
        F64.Store(F64.Broadcast(0.0) - negativeLog.Value, values);
        DoubleTile.Exchange(tile, rows, tops, values);
        DoubleTile.Store(&task->Source, first, usable, tile, task->Output, task->OutputStride);
        return usable;
    }

    /// <summary>Whether a cross-entropy is one of single labels and nothing else, of few classes.</summary>
    internal static bool Takes(CrossEntropyTask* task) =>
        DoubleTile.Takes(&task->Source) && task->Targets == null && task->SecondLabels.Data == null && task->Smoothing == 0 && task->ZLoss == 0
        && task->Weights.Data == null && task->RowWeights.Data == null;

    /// <summary>losses: their high parts, then their low ones. Keeps the by-products that depend on the labels.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint CrossEntropy(CrossEntropyTask* task, long first, int rows, double* losses)
    {
        var memory = stackalloc byte[Bytes];
        var tile = (double*)Lines.Align(memory);
        var lows = tile + DoubleTile.Size;
        var labels = stackalloc double[3 * F64.Count];
        var values = labels + F64.Count;
        var classes = (int)task->Source.Classes;
        var usable = Labels(task, first, rows, labels);
        DoubleTile.Load(&task->Source, first, rows, tile, lows);
        var rest = task->Source.Wide ? lows : null;
        usable &= See(tile, rest, classes, rows, labels, tile, lows, values, out var others, out var term, out var loss);
        F64.Store(loss.High, losses);
        F64.Store(loss.Low, losses + F64.Count);
        var keeps = task->Stats.AnyOfLoss;
        if (task->Grad == null && !keeps)
            return usable;
        Add(others, term, out var total);
        if (keeps)
        {
            F64.Store((term / total).Value, values);
            Keep(task, first, usable, values);
        }
        if (task->Grad == null)
            return usable;
        var inverse = DdWide.Broadcast(task->Scale) / total;
        usable &= DoubleTile.Scale(tile, lows, classes, inverse);
        F64.Store(F64.Broadcast(0.0) - (inverse * others).Value, values);
        DoubleTile.Exchange(tile, rows, labels, values);
        DoubleTile.Store(&task->Source, first, usable, tile, task->Grad, task->GradStride);
        return usable;
    }

    /// <summary>Returns the rows that have one; 0 for the others.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Labels(CrossEntropyTask* task, long first, int rows, double* labels)
    {
        var all = stackalloc long[F64.Count];
        var known = Mask(rows);
        task->Labels.Load(first, rows, all);
        for (var i = 0; i < rows; i++)
        {
            var label = all[i];
            if (task->IsIgnored(label))
            {
                label = 0;
                known &= ~(1u << i);
            }
            labels[i] = label;
        }
        return known;
    }

    /// <summary>
    /// R, t and -log p of the rows' classes, which are taken out of the tile, their logits into z, in two parts; highs, rest and lows as of
    /// <see cref="DoubleTile.Sum"/>. Returns the rows where the two may be beside each other.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint See(
        double* tile, double* rest, int classes, int rows, double* labels, double* highs, double* lows, double* z, out DdWide others,
        out DdWide term, out DdWide negativeLog)
    {
        F64.Store(F64.Broadcast(double.NegativeInfinity), z);
        F64.Store(F64.Broadcast(0.0), z + F64.Count);
        DoubleTile.Exchange(tile, rows, labels, z);
        if (rest != null)
            DoubleTile.Exchange(rest, rows, labels, z + F64.Count);
        var usable = DoubleTile.Sum(tile, rest, classes, highs, lows, out var references, out others);
        // With names: an operand without one would be stored, and loaded again.
        var ln2 = DdWide.Broadcast(DdMath<F64>.Ln2);
        var shift = ln2 * references;
        Add(-shift, new DdWide(F64.Load(z), F64.Load(z + F64.Count)), out var distance);
        DdMath<F64>.Exp(distance, out term);
        DdMath<F64>.Log1p(others / term, out negativeLog);
        return usable & F64.WhereLess(F64.Broadcast(Least), distance.High) & F64.WhereLess(distance.High, F64.Broadcast(Most));
    }

    /// <summary>By-products of the loss, without a z-loss.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep(CrossEntropyTask* task, long r, uint rows, double* probabilities)
    {
        for (; rows != 0; rows >>= 1, r++, probabilities++)
        {
            if ((rows & 1) == 0)
                continue;
            task->Stats.KeepProbability(task->Real, r, *probabilities);
            task->Stats.KeepZLoss(task->Real, r, 0.0);
        }
    }

    private static uint Mask(int rows) => (1u << rows) - 1;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(in DdWide a, in DdWide b, out DdWide sum) => sum = a + b;
}
