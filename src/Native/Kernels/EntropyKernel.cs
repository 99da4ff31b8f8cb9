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
    private const int LiftPower = 64;
    private const double Lift = 18446744073709551616.0;

    /// <summary>In nats. top: the most probable class; shares: the row seen from it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Run(in Row row, long top, in Shares shares, Workspace* space)
    {
        var probs = stackalloc double[WideBlock.Size];
        var logs = stackalloc double[WideBlock.Size];
        var sums = stackalloc LaneSums[1];
        var zero = F64.Broadcast(0.0);
        if (!(shares.Total.Sum.High > 0) || !double.IsFinite(shares.Total.Sum.High))
            return double.NaN;
        LaneSums.Clear(sums);
        var log = RowMath.Log(shares.Total);
        var writer = RowWriter.Prepare(row, shares.Total, Lift, space);
        for (long i = 0; i < row.Count; i += WideBlock.Size)
        {
            Terms(row, i, shares.Total.Shift, log, writer, space, probs, logs);
            if (top >= i && top < i + WideBlock.Size)
                logs[top - i] = shares.NegativeLog.High;
            for (var lane = 0; lane < WideBlock.Size; lane += F64.Count)
            {
                var p = F64.Load(probs + lane);
                LaneSums.Add(sums, lane, F64.SelectWhereEqual(p, zero, zero, p * F64.Load(logs + lane)));
            }
        }
        var sum = LaneSums.Fold(sums);
        return new Dd(sum.High / Lift, sum.Low / Lift);
    }

    /// <summary>
    /// destination[c] = scale 2^power p[c] (lse - z[c] - entropy): the gradient of the entropy, with the most probable class's lse - z as
    /// above. The scale is of the size of 1, or 0, infinite or NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Backward(
        in Row row, in Series destination, long top, in Shares shares, Dd entropy, double scale, int power, Workspace* space)
    {
        var probs = stackalloc double[WideBlock.Size];
        var logs = stackalloc double[WideBlock.Size];
        var zero = F64.Broadcast(0.0);
        if (!(shares.Total.Sum.High > 0) || !double.IsFinite(shares.Total.Sum.High))
        {
            destination.Fill(row.Count, double.NaN);
            return;
        }
        var log = RowMath.Log(shares.Total);
        var writer = RowWriter.Prepare(row, shares.Total, Lift, space);
        // In two steps: the power may be beyond the exponent range.
        power -= LiftPower;
        var half = Math.Clamp(power, -900, 900);
        var factor = F64.Broadcast(scale * Pow2.Double(half));
        var rest = F64.Broadcast(Pow2.Double(Math.Clamp(power - half, -1022, 1023)));
        for (long i = 0; i < row.Count; i += WideBlock.Size)
        {
            Terms(row, i, shares.Total.Shift, log, writer, space, probs, logs);
            if (top >= i && top < i + WideBlock.Size)
                logs[top - i] = shares.NegativeLog.High;
            for (var lane = 0; lane < WideBlock.Size; lane += F64.Count)
            {
                var p = F64.Load(probs + lane);
                var gap = F64.Load(logs + lane) - F64.Broadcast(entropy.High) - F64.Broadcast(entropy.Low);
                F64.Store(F64.SelectWhereEqual(p, zero, zero, p * gap * factor * rest), probs + lane);
            }
            WideBlock.Store(destination, probs, i, row.Count);
        }
    }

    /// <summary>Lift p and lse - z of a block; p is 0 behind the row's end.</summary>
    private static void Terms(
        in Row row, long start, Dd shift, Dd log, RowScale writer, Workspace* space, double* probs, double* logs)
    {
        var lows = stackalloc double[WideBlock.Size];
        var length = row.Count - start < WideBlock.Size ? row.Count - start : WideBlock.Size;
        row.Load(start, length, WideBlock.Size, double.NegativeInfinity, shift, probs, lows);
        var none = stackalloc double[WideBlock.Size];
        for (var lane = 0; lane < WideBlock.Size; lane += F64.Count)
        {
            F64.Store(F64.Broadcast(log.High) - F64.Load(probs + lane) + (F64.Broadcast(log.Low) - F64.Load(lows + lane)), logs + lane);
            F64.Store(F64.Broadcast(0.0), none + lane);
        }
        WideExpKernel.Write(
            probs, lows, WideBlock.Size, probs, (double*)Workspace.Constants(space), writer.Reference, writer.Multiplier, none);
    }
}
