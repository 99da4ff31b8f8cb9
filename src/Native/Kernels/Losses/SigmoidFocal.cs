// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// a_t ce q^gamma with ce the binary cross-entropy of a logit, q = (1-y) sigmoid(x) + y sigmoid(-x) the probability of error and
/// a_t = alpha y + (1-alpha)(1-y). The logarithm of q, and q' / q, are finite however small q is, and so is the slope
/// a_t q^gamma (ce' + gamma ce q' / q).
/// </summary>
internal readonly struct SigmoidFocal : IElementLoss
{
    /// <summary>A negative alpha stands for no weighting.</summary>
    public static bool IsLegal(double alpha, double gamma) => alpha <= 1 && gamma >= 0 && double.IsFinite(gamma);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        Logistic<F64Short>.Of(lanes.X, out var logistic);
        lanes.Labels(out var y, out var rest);
        Modulation(lanes, y, rest, logistic, out var modulation, out var steepness);
        DdF64.Mix(logistic.Softplus, rest, logistic.SoftplusOfMinus, y, out var error);
        value = DdF64.Weighted(error, modulation);
        y = -y;
        DdF64.Mix(logistic.Sigmoid, rest, logistic.SigmoidOfMinus, y, out var errorSlope);
        DdF64.Mix(errorSlope, modulation, error, steepness, out slope);
    }

    /// <summary>a_t q^gamma, and a_t q^gamma gamma q' / q.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Modulation(
        in ElementLanes lanes, in DdF64 y, in DdF64 rest, in Logistic<F64Short> logistic, out DdF64 modulation, out DdF64 steepness)
    {
        var zero = F64Short.Broadcast(0.0);
        var one = F64Short.Broadcast(1.0);
        DdF64.Mix(logistic.Sigmoid, rest, logistic.SigmoidOfMinus, y, out var q);
        DdMath<F64Short>.Log(q, out var log);
        // q' / q = (1 - 2 y) ratio
        var ratio = logistic.Sigmoid * logistic.SigmoidOfMinus / q;
        // Of a label that is no mixture both are known, also where q underflows.
        log = DdF64.SelectWhereEqual(y.High, zero, -logistic.SoftplusOfMinus, log);
        log = DdF64.SelectWhereEqual(y.High, one, -logistic.Softplus, log);
        ratio = DdF64.SelectWhereEqual(y.High, zero, logistic.SigmoidOfMinus, ratio);
        ratio = DdF64.SelectWhereEqual(y.High, one, logistic.Sigmoid, ratio);
        DdMath<F64Short>.Exp(DdF64.Weighted(log, lanes.B), out modulation);
        modulation *= DdF64.SelectWhereLess(lanes.A, zero, one, (y * lanes.A) + (rest * (one - (DdF64)lanes.A)));
        steepness = ratio * (rest - y) * lanes.B * modulation;
    }
}
