// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Rows of few classes that are computed in f64, several at a time. With R the sum over the classes but one, t that one's exponential and z its logit:
///   -log p = log(1 + R / t),   log(R + t) = z + log(1 + R / t),   1 - p = R / (R + t):
/// nothing cancels. A row whose logits are too large or too far from each other for that, infinite or NaN goes the way of all other rows.
/// </summary>
internal static unsafe class DoubleTiles
{
    /// <summary>Natural logarithms of the least and the largest t beside an R of 2^499 to 2^506: their ratios have all their digits.</summary>
    private const double Least = 80;
    private const double Most = 600;

    /// <summary>Of the softmax family.</summary>
    internal enum Wanted
    {
        Nothing,
        Probabilities,
        LogProbabilities,
        Logarithm,
    }

    /// <summary>Rows from one on, of which an operation of the softmax family wants one thing; a bit for each that is done.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Run(SoftmaxTask* task, long first, long end, Wanted wanted)
    {
        if (!DoubleTile.Takes(&task->Source))
            return 0;
        var rows = Rows(first, end);
        var labels = stackalloc double[F64.Count];
        var results = stackalloc double[2 * F64.Count];
        var output = wanted == Wanted.Logarithm ? null : task->Output;
        var done = Run(&task->Source, first, rows, wanted, labels, output, task->OutputStride, results);
        for (var i = 0; output == null && i < rows; i++)
        {
            if ((done & (1u << i)) != 0)
                task->Results.Set(first + i, results[i] + results[F64.Count + i]);
        }
        return done;
    }

    /// <summary>
    /// The same of cross-entropy with single labels and nothing else; with the losses, their high parts, then their low ones. Keeps what depends
    /// on the labels.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Run(CrossEntropyTask* task, long first, long end, double* losses)
    {
        if (!DoubleTile.Takes(&task->Source) || task->Targets != null || task->SecondLabels.Data != null || task->Smoothing != 0 || task->ZLoss != 0
            || task->Weights.Data != null || task->RowWeights.Data != null)
        {
            return 0;
        }
        var rows = Rows(first, end);
        var all = stackalloc long[F64.Count];
        var labels = stackalloc double[F64.Count];
        var ignored = 0u;
        task->Labels.Load(first, rows, all);
        for (var i = 0; i < rows; i++)
        {
            var label = all[i];
            if (task->IsIgnored(label))
            {
                label = 0;
                ignored |= 1u << i;
            }
            labels[i] = label;
        }
        return Run(&task->Source, first, rows, Wanted.Nothing, labels, task->Grad, task->GradStride, losses, task, ignored);
    }

    private static int Rows(long first, long end) => end - first < F64.Count ? (int)(end - first) : F64.Count;

    /// <summary>
    /// task, labels: of a loss; else the most probable classes are found. output: NULL where none is wanted. results: one a row, high parts, then low
    /// ones, of what is not <see cref="Wanted.Probabilities"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Run(
        RowSource* source, long first, int rows, Wanted wanted, double* labels, void* output, long stride, double* results,
        CrossEntropyTask* task = null, uint ignored = 0)
    {
        var memory = stackalloc byte[(2 * DoubleTile.MaxClasses * F64.Count * sizeof(double)) + Lines.Spare];
        var tile = (double*)Lines.Align(memory);
        var more = tile + (DoubleTile.MaxClasses * F64.Count);
        var values = stackalloc double[F64.Count];
        var classes = (int)source->Classes;
        var usable = ((1u << rows) - 1) & ~ignored;
        DoubleTile.Load(source, first, rows, tile);
        if (wanted == Wanted.Probabilities)
        {
            usable &= DoubleTile.Sum(tile, classes, tile, more, out _, out var all);
            usable &= DoubleTile.Scale(tile, more, classes, DdWide.Broadcast(1.0) / all);
            DoubleTile.Store(source, first, usable, tile, output, stride);
            return usable;
        }
        if (task == null)
            DoubleTile.Max(tile, classes, labels);
        F64.Store(F64.Broadcast(double.NegativeInfinity), values);
        DoubleTile.Exchange(tile, rows, labels, values);
        usable &= DoubleTile.Sum(tile, classes, task == null ? more : tile, more, out var references, out var others);
        usable &= Terms(references, F64.Load(values), out var term);
        var ratio = others / term;
        DdMath<F64>.Log1p(ratio, out var loss);
        var result = loss;
        if (task == null)
            Add(loss, F64.Load(values), out result);
        F64.Store(result.High, results);
        F64.Store(result.Low, results + F64.Count);
        var keeps = task != null && task->Stats.Any;
        if (output == null && !keeps)
            return usable;
        if (task != null)
        {
            Add(others, term, out var total);
            if (keeps)
            {
                F64.Store((term / total).Value, values);
                Keep(task, first, usable, labels, values);
            }
            if (output == null)
                return usable;
            var inverse = DdWide.Broadcast(task->Scale) / total;
            usable &= DoubleTile.Scale(tile, more, classes, inverse);
            loss = inverse * others;
        }
        else
        {
            DoubleTile.Subtract(tile, classes, result);
        }
        F64.Store(F64.Broadcast(0.0) - loss.Value, values);
        DoubleTile.Exchange(tile, rows, labels, values);
        DoubleTile.Store(source, first, usable, tile, output, stride);
        return usable;
    }

    /// <summary>By-products that depend on the labels, before gradients may take the place of the logits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep(CrossEntropyTask* task, long r, uint rows, double* labels, double* probabilities)
    {
        for (; rows != 0; rows >>= 1, r++, labels++, probabilities++)
        {
            if ((rows & 1) == 0)
                continue;
            task->Stats.KeepLabel(ElementType.F64, r, RowSource.At(&task->Source, r), Pow2.Integer(*labels), *probabilities);
            task->Stats.KeepZLoss(ElementType.F64, r, 0.0);
        }
    }

    /// <summary>Exponentials of single logits times 2^-references. Returns the rows where they are beside a sum what they may be.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Terms(F64 references, F64 logits, out DdWide terms)
    {
        Add(-(DdWide.Broadcast(DdMath<F64>.Ln2) * references), logits, out var distances);
        DdMath<F64>.Exp(distances, out terms);
        return F64.WhereLess(F64.Broadcast(Least), distances.High) & F64.WhereLess(distances.High, F64.Broadcast(Most));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(in DdWide a, in DdWide b, out DdWide sum) => sum = a + b;
}
