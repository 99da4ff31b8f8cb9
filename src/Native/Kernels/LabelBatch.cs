// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Up to sixteen rows seen from one class each, in f64: for rows that are computed in f32, whose results have no more digits than that
/// leaves. With R the sum over the other classes, z the class's logit and t = e^z,
///   -log p = log1p(R / t),   log(R + t) = z + log1p(R / t),   p = 1 / (1 + R / t),   1 - p = (R / t) p,   1 / (R + t) = p / t:
/// nothing cancels, whichever part is the larger. R and t are relative to the same power of two.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LabelBatch
{
    internal const int Size = 16;

    /// <summary>The label of a row that is not taken.</summary>
    internal const long Skipped = -1;

    /// <summary>Factors of gradients are less: their products with exponentials are numbers in f32.</summary>
    internal const double Heaviest = 1e15;

    /// <summary>Whether exponentials may be multiplied by it.</summary>
    internal static bool IsFactor(double value) => value != 0 && Math.Abs(value) < Heaviest;

    /// <summary>How far a label's logit may be below the reference: 1 / t is still a number, and so is its product with any sum or factor.</summary>
    private const double Lowest = 640;

    /// <summary>How many rows wait for each other: long ones do not, so that their second pass finds them in the cache.</summary>
    internal static int Most(long classes) => classes <= 2048 ? Size : 1;

    /// <summary>R without its reference, until the probabilities are there.</summary>
    internal fixed double Sums[Size];

    /// <summary>The power of two that belongs to it, and to the scale.</summary>
    internal fixed double References[Size];

    /// <summary>Of the class; once <see cref="Run"/> is done with it there is room for <see cref="Gaps"/>.</summary>
    internal fixed double Logits[Size];

    /// <summary>-log p.</summary>
    internal fixed double NegativeLogs[Size];

    /// <summary>1 - p.</summary>
    internal fixed double Others[Size];

    /// <summary>The gradient at the class; before that its weight.</summary>
    internal fixed double AtLabels[Size];

    internal fixed double LogTotals[Size];

    /// <summary>1 / (R + t).</summary>
    internal fixed double Scales[Size];

    /// <summary>No sums: what is computed of rows that are not there is of numbers too.</summary>
    internal static void Clear(LabelBatch* batch)
    {
        for (var i = 0; i < Size; i += F64.Count)
        {
            F64.Store(F64.Broadcast(0.0), batch->Sums + i);
            F64.Store(F64.Broadcast(0.0), batch->References + i);
            F64.Store(F64.Broadcast(0.0), batch->Logits + i);
            F64.Store(F64.Broadcast(0.0), Weights(batch) + i);
        }
    }

    /// <summary>
    /// Rows from first on, each seen from its label, or whole without labels. Returns those that are taken: not those of which the way through f32
    /// is not their own. flat: whose terms need no bound.
    /// </summary>
    // Rows that lie in memory as they are wanted do not wait for each other: all maxima, then all sums.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Take(LabelBatch* batch, RowSource* source, long first, int rows, long* labels, out uint flat)
    {
        var taken = 0u;
        flat = 0u;
        if (Elements.AreSummedInPlace(source) && source->Classes >= ExpF32.Lanes && source->Classes <= RowSummer.Chunk)
            taken = TakeDirect(batch, source, first, rows, labels, out flat);
        else
            taken = flat = Columns.Take(batch, source, first, rows, labels);
        for (var i = 0; i < rows; i++)
        {
            var label = labels == null ? Skipped : labels[i];
            if ((taken & (1u << i)) != 0 || (labels != null && label == Skipped))
                continue;
            var row = RowSource.At(source, first + i);
            if (!SingleSummer.TryRun(row, label, false, out var others, out var even))
                continue;
            batch->Sums[i] = others.Sum.High;
            batch->References[i] = others.Reference;
            if (labels != null)
                batch->Logits[i] = row.Get(label).High;
            taken |= 1u << i;
            flat |= even ? 1u << i : 0;
        }
        return taken & Finite(batch);
    }

    /// <summary>The same of rows seen from their most probable classes, which it finds, in a batch that nothing is in.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint TakeTops(LabelBatch* batch, RowSource* source, long first, int rows, long* tops)
    {
        Clear(batch);
        var done = Columns.Tops(source, first, rows, tops);
        var inPlace = ArgMax.IsInPlace(source);
        for (var i = 0; i < rows; i++)
        {
            if ((done & (1u << i)) != 0)
                continue;
            Dd max;
            if (inPlace)
            {
                tops[i] = Elements.SingleTop(source->Type, Elements.At(source->Type, source->Data, (first + i) * source->Stride), source->Classes, out var single);
                max = single;
            }
            else
            {
                tops[i] = ArgMax.Run(RowSource.At(source, first + i), out max);
            }
            if (!double.IsFinite(max.High))
                tops[i] = Skipped;
        }
        return Take(batch, source, first, rows, tops, out _);
    }

    /// <summary>The rows whose sums are neither infinite nor NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Finite(LabelBatch* batch)
    {
        var finite = 0u;
        for (var i = 0; i < Size; i += F64.Count)
            finite |= F64.WhereLess(F64.Load(batch->Sums + i), F64.Broadcast(double.PositiveInfinity)) << i;
        return finite;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint TakeDirect(LabelBatch* batch, RowSource* source, long first, int rows, long* labels, out uint flat)
    {
        var references = stackalloc int[Size];
        var excluded = stackalloc long[Size];
        ChunkBatch chunks;
        chunks.Step = (nint)source->Stride;
        var rowBytes = source->Stride * Elements.Size(source->Type);
        chunks.Data = (byte*)source->Data + (first * rowBytes);
        chunks.Count = (nint)source->Classes;
        chunks.Wanted = 0;
        chunks.Excluded = excluded;
        chunks.References = references;
        chunks.Sums = batch->Sums;
        chunks.Bounded = 0;
        for (var i = 0; i < rows; i++)
        {
            var label = labels == null ? Skipped : labels[i];
            if (labels != null && label == Skipped)
                continue;
            var row = (byte*)chunks.Data + (i * rowBytes);
            var max = Elements.SingleMax(source->Type, row, source->Classes, label);
            if (!(Math.Abs(max) <= ExpF32.Largest(ExpF32.Constants)))
                continue;
            var reference = ExpF32.Octave(max, ExpF32.Constants) - ExpF32.Peak;
            references[i] = reference;
            excluded[i] = label;
            batch->References[i] = reference;
            if (labels != null)
                batch->Logits[i] = Elements.Get(source->Type, row, label);
            chunks.Wanted |= 1u << i;
        }
        for (var i = 0; i < rows;)
        {
            chunks.Careful = false;
            i = Elements.ExpSums(source->Type, &chunks, i, rows, maxima: false);
            if (i == rows)
                break;
            // Where one row has such small terms that they must be bounded, the next are likely to.
            var end = (i | 3) + 1;
            chunks.Careful = true;
            i = Elements.ExpSums(source->Type, &chunks, i, end < rows ? end : rows, maxima: false);
        }
        flat = chunks.Wanted & ~chunks.Bounded;
        Restore(batch, rows, source->Classes, ExpF32.Constants);
        return chunks.Wanted;
    }

    /// <summary>The sums, of so many terms each, see <see cref="ExpSingle{TVec}.Restore(double, int, long, float*)"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Restore(LabelBatch* batch, int rows, long terms, float* constants)
    {
        for (var i = 0; i < rows; i += F64.Count)
            F64.Store(ExpF32.Restore(F64.Load(batch->Sums + i), F64.Load(batch->References + i), terms, constants), batch->Sums + i);
    }

    /// <summary>Of rows whose sums are restored. Loss and logarithm of a label that is too far below the others are NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(LabelBatch* batch, int rows)
    {
        Inverses(batch, rows);
        for (var i = 0; i < rows; i += F64.Count)
        {
            var inverse = F64.Load(batch->Scales + i);
            var ratio = F64.Load(batch->Sums + i) * inverse;
            // NaN for an infinite ratio, of which the logarithm knows nothing.
            var loss = F64.Fma(ratio, F64.Broadcast(0.0), LogRounded<F64>.Log1p(ratio));
            var probability = F64.Broadcast(1.0) / (F64.Broadcast(1.0) + ratio);
            F64.Store(probability, Probabilities(batch) + i);
            F64.Store(ratio * probability, batch->Others + i);
            F64.Store(loss, batch->NegativeLogs + i);
            F64.Store(F64.Load(batch->Logits + i) + loss, batch->LogTotals + i);
            F64.Store(probability * inverse, batch->Scales + i);
        }
    }

    /// <summary>1 / t, where the scales will be.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Inverses(LabelBatch* batch, int rows)
    {
        var exp = ExpF64.Create(ExpF64.Constants, 0);
        for (var i = 0; i < rows; i += F64.Count)
        {
            var below = F64.Fma(F64.Load(batch->References + i), F64.Broadcast(0.6931471805599453), F64.Broadcast(0.0) - F64.Load(batch->Logits + i));
            F64.Store(F64.SelectWhereLess(below, F64.Broadcast(Lowest), exp.Result(below), F64.Broadcast(double.PositiveInfinity)), batch->Scales + i);
        }
    }

    internal static double* Probabilities(LabelBatch* batch) => batch->Sums;

    internal static double* Weights(LabelBatch* batch) => batch->AtLabels;

    /// <summary>How far the classes lie below the label's, in total; wanted only where something is spread over them.</summary>
    internal static double* Gaps(LabelBatch* batch) => batch->Logits;

    /// <summary>
    /// Losses and gradients, weighted: the gradients as the scales of exponentials, without what is spread evenly, and at the labels.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Weigh(LabelBatch* batch, int rows, in LossMix mix, double* losses)
    {
        var zero = F64.Broadcast(0.0);
        var spread = F64.Broadcast(mix.Spread);
        var classes = F64.Broadcast(mix.Classes);
        var keep = F64.Broadcast(mix.Keep);
        var z = F64.Broadcast(mix.Z);
        for (var i = 0; i < rows; i += F64.Count)
        {
            var weight = F64.Load(Weights(batch) + i);
            var factor = weight * F64.Broadcast(mix.Scale);
            var loss = F64.Load(batch->NegativeLogs + i);
            if (mix.Spread != 0)
                loss = F64.Fma(keep, loss, spread * F64.Fma(classes, loss, F64.Load(Gaps(batch) + i)));
            var pull = zero;
            if (mix.Z != 0)
            {
                var log = F64.Load(batch->LogTotals + i);
                loss = F64.Fma(z * log, log, loss);
                pull = (z + z) * log;
            }
            F64.Store(F64.SelectWhereEqual(weight, zero, zero, weight * loss), losses + i);
            F64.Store(F64.Load(batch->Scales + i) * (factor + (factor * pull)), batch->Scales + i);
            var others = F64.Fma(spread, classes - F64.Broadcast(1.0), pull) * F64.Load(Probabilities(batch) + i);
            F64.Store((others - ((keep + spread) * F64.Load(batch->Others + i))) * factor, batch->AtLabels + i);
        }
    }

    /// <summary>log R alone, of rows whose sums are restored.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Logarithms(LabelBatch* batch, int rows)
    {
        for (var i = 0; i < rows; i += F64.Count)
            F64.Store(Logarithm(F64.Load(batch->Sums + i), F64.Load(batch->References + i)), batch->LogTotals + i);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static F64 Logarithm(F64 sums, F64 references) =>
        F64.Fma(references, F64.Broadcast(0.6931471805599453), LogRounded<F64>.Log(sums));

    /// <summary>Scales alone: 1 / R for rows without a class that stands apart, less the power of two that R has too.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Invert(LabelBatch* batch, int rows)
    {
        for (var i = 0; i < rows; i += F64.Count)
            F64.Store(F64.Broadcast(1.0) / F64.Load(batch->Sums + i), batch->Scales + i);
    }
}
