// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Entropy of the softmax of a wide row, sum_c p[c] (lse - z[c]): terms of one sign, each with its full accuracy, also the most probable
/// class's, whose lse - z may be far below an ulp of lse. In 16 lanes of double-double.
/// </summary>
internal static unsafe class EntropyKernel
{
    // Probabilities are taken 2^64 times: a subnormal one has too few digits to be multiplied by its logarithm.
    private const double Lift = 18446744073709551616.0;

    /// <summary>In nats. top: the most probable class; shares: the row seen from it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Run(in Row row, long top, in Shares shares, Workspace* space)
    {
        var probs = stackalloc double[3 * WideBlock.Size];
        var logs = probs + WideBlock.Size;
        var lows = logs + WideBlock.Size;
        var sums = stackalloc LaneSums[1];
        if (!(shares.Total.Sum.High > 0) || !double.IsFinite(shares.Total.Sum.High))
            return double.NaN;
        LaneSums.Clear(sums);
        var total = RowMath.Log(shares.Total);
        var writer = RowWriter.Prepare(row, shares.Total, Lift, space);
        for (long i = 0; i < row.Count; i += WideBlock.Size)
        {
            Terms(row, i, shares.Total.Shift, total, writer, space, probs, logs, lows);
            if (top >= i && top < i + WideBlock.Size)
            {
                logs[top - i] = shares.NegativeLog.High;
                lows[top - i] = shares.NegativeLog.Low;
            }
            for (var lane = 0; lane < WideBlock.Size; lane += F64.Count)
            {
                var zero = F64.Broadcast(0.0);
                var p = F64.Load(probs + lane);
                var log = F64.SelectWhereEqual(p, zero, zero, F64.Load(logs + lane));
                var product = p * log;
                LaneSums.Add(sums, lane, product);
                LaneSums.Add(sums, lane, F64.Fma(p, F64.Load(lows + lane), F64.Fma(p, log, zero - product)));
            }
        }
        var sum = LaneSums.Fold(sums);
        return new Dd(sum.High / Lift, sum.Low / Lift);
    }

    /// <summary>
    /// destination[c] = upstream unit p[c] (lse - z[c] - entropy): the gradient of the entropy, with the most probable class's lse - z as
    /// above. In p's place upstream unit is lifted, so that none is subnormal, but not beyond 2^1013, so that a temperature does not make it infinite;
    /// where upstream unit is beyond that by some power of two, results below 2^-1022 times that power lose digits.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Backward(
        in Row row, in Series destination, long top, in Shares shares, in Dd entropy, in Dd unit, double upstream, Workspace* space)
    {
        var probs = stackalloc double[3 * WideBlock.Size];
        var logs = probs + WideBlock.Size;
        var lows = logs + WideBlock.Size;
        var zero = F64.Broadcast(0.0);
        if (!(shares.Total.Sum.High > 0) || !double.IsFinite(shares.Total.Sum.High))
        {
            destination.Fill(row.Count, double.NaN);
            return;
        }
        var log = RowMath.Log(shares.Total);
        var size = Pow2.Exponent(Math.Abs(upstream)) + Pow2.Exponent(Math.Abs(unit.High));
        // In two steps each: one power of two may be none of f64.
        var power = Math.Min(1013 - size, 64);
        var half = Pow2.Double(power / 2);
        var rest = Pow2.Double(power - (power / 2));
        // No step may overflow: both are made smaller, or the one that is small is made larger.
        var lifted = power < 0 ? unit * half * (upstream * rest) : Math.Abs(upstream) < 1 ? unit * (upstream * half * rest) : unit * half * rest * upstream;
        var writer = RowWriter.Prepare(row, shares.Total, lifted, space);
        var factor = F64.Broadcast(1.0 / half);
        var otherFactor = F64.Broadcast(1.0 / rest);
        for (long i = 0; i < row.Count; i += WideBlock.Size)
        {
            Terms(row, i, shares.Total.Shift, log, writer, space, probs, logs, lows);
            if (top >= i && top < i + WideBlock.Size)
                logs[top - i] = shares.NegativeLog.High;
            for (var lane = 0; lane < WideBlock.Size; lane += F64.Count)
            {
                var p = F64.Load(probs + lane);
                var gap = F64.Load(logs + lane) - F64.Broadcast(entropy.High) - F64.Broadcast(entropy.Low);
                F64.Store(F64.SelectWhereEqual(p, zero, zero, p * gap * factor * otherFactor), probs + lane);
            }
            WideBlock.Store(destination, probs, i, row.Count);
        }
    }

    /// <summary>Lift p, and lse - z in two parts, of a block; p is 0 behind the row's end.</summary>
    private static void Terms(
        in Row row, long start, Dd shift, Dd log, RowScale writer, Workspace* space, double* probs, double* logs, double* logLows)
    {
        var lows = stackalloc double[WideBlock.Size];
        var length = row.Count - start < WideBlock.Size ? row.Count - start : WideBlock.Size;
        row.Load(start, length, WideBlock.Size, double.NegativeInfinity, shift, probs, lows);
        for (var lane = 0; lane < WideBlock.Size; lane += F64.Count)
        {
            var zero = F64.Broadcast(0.0);
            var z = F64.Load(probs + lane);
            var difference = F64.Broadcast(log.High) - z;
            var part = difference + z;
            var rest = (F64.Broadcast(log.High) - part) - (z - (part - difference)) + (F64.Broadcast(log.Low) - F64.Load(lows + lane));
            var sum = difference + rest;
            F64.Store(sum, logs + lane);
            F64.Store(F64.SelectWhereEqual(sum - sum, zero, rest - (sum - difference), zero), logLows + lane);
        }
        ExpWriteTask task;
        ExpWriteTask.Start(&task, row, writer, 0.0, 0.0, space);
        task.Source = probs;
        task.Lows = lows;
        task.Elements = WideBlock.Size;
        task.Destination = probs;
        Elements.ExpWrite(&task);
    }
}
