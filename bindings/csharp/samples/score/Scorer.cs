// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NativeLoss.Samples.Score;

/// <summary>Goes through a file of logits, block by block of rows.</summary>
internal sealed class Scorer<T, TReal>(NpyFile logits, NpyFile labels, ParallelExecutor? executor)
    where T : unmanaged
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    private const int BlockBytes = 64 << 20;

    internal Tally Run()
    {
        var rows = logits.Shape[0];
        if (logits.Shape[1] is 0 or > int.MaxValue)
            throw new InvalidDataException($"{logits}: there must be at least one class, and at most {int.MaxValue}");
        var classes = (int)logits.Shape[1];
        var step = (int)Math.Clamp(BlockBytes / ((long)classes * Unsafe.SizeOf<T>()), 1, Math.Max(rows, 1));
        var tally = new Tally();
        var progress = new Progress(rows);
        long[] truth = new long[step], ranks = new long[step];
        var losses = new TReal[step];
        for (long first = 0; first < rows; first += step)
        {
            var count = (int)Math.Min(step, rows - first);
            ReadLabels(first, truth.AsSpan(0, count), classes);
            Loss.CrossEntropyRows<T, long, TReal>(
                logits.Elements<T>(first * classes, count * classes), truth.AsSpan(0, count), classes, losses.AsSpan(0, count),
                statistics: new() { Rank = ranks.AsSpan(0, count) }, executor: executor);
            for (var row = 0; row < count; row++)
            {
                if (TReal.IsNaN(losses[row]))
                    throw new InvalidDataException($"{logits}: row {first + row} has a NaN, or no class that is possible");
                tally.Add(double.CreateChecked(losses[row]), ranks[row]);
            }

            progress.Show(first + count);
        }

        return tally;
    }

    private void ReadLabels(long first, Span<long> truth, int classes)
    {
        switch (labels.Type)
        {
            case "i1": Widen<sbyte>(first, truth); break;
            case "u1": Widen<byte>(first, truth); break;
            case "i2": Widen<short>(first, truth); break;
            case "u2": Widen<ushort>(first, truth); break;
            case "i4": Widen<int>(first, truth); break;
            case "u4": Widen<uint>(first, truth); break;
            case "i8": Widen<long>(first, truth); break;
            default: throw new InvalidDataException($"{labels}: labels must be integers, but not uint64");
        }

        for (var row = 0; row < truth.Length; row++)
        {
            if ((ulong)truth[row] >= (ulong)classes)
                throw new InvalidDataException($"{labels}: label {truth[row]} in row {first + row} must be 0 to {classes - 1}");
        }
    }

    private void Widen<TLabel>(long first, Span<long> truth)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        var from = labels.Elements<TLabel>(first, truth.Length);
        for (var row = 0; row < truth.Length; row++)
            truth[row] = long.CreateChecked(from[row]);
    }
}
