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
        // The exponent may be so large that q^gamma wants all digits of log q.
        Logistic<F64Short>.Of(lanes.X, out var logistic);
        lanes.Labels(out var y, out var rest);
        Errors(y, rest, logistic, out var modulation, out var steepness);
        Modulate(lanes, y, rest, ref modulation, ref steepness);
        DdF64.Mix(logistic.Softplus, rest, logistic.SoftplusOfMinus, y, out value);
        y = -y;
        DdF64.Mix(logistic.Sigmoid, rest, logistic.SigmoidOfMinus, y, out slope);
        DdF64.Mix(slope, modulation, value, steepness, out slope);
        value = DdF64.Weighted(value, modulation);
    }

    /// <summary>log q, and q' / q = (1 - 2 y) ratio.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Errors(in DdF64 y, in DdF64 rest, in Logistic<F64Short> logistic, out DdF64 log, out DdF64 ratio)
    {
        DdF64.Mix(logistic.Sigmoid, rest, logistic.SigmoidOfMinus, y, out ratio);
        DdMath<F64Short>.Log(ratio, out log);
        ratio = logistic.Sigmoid * logistic.SigmoidOfMinus / ratio;
        Choose(y, F64Short.Broadcast(0.0), logistic.SoftplusOfMinus, logistic.SigmoidOfMinus, ref log, ref ratio);
        Choose(y, F64Short.Broadcast(1.0), logistic.Softplus, logistic.Sigmoid, ref log, ref ratio);
    }

    /// <summary>Of a label that is no mixture both are known, also where q underflows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Choose(
        in DdF64 y, F64Short label, in DdF64 minusLog, in DdF64 labelsRatio, ref DdF64 log, ref DdF64 ratio)
    {
        log = DdF64.SelectWhereEqual(y.High, label, -minusLog, log);
        ratio = DdF64.SelectWhereEqual(y.High, label, labelsRatio, ratio);
    }

    /// <summary>log q becomes a_t q^gamma, the ratio a_t q^gamma gamma q' / q.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Modulate(in ElementLanes lanes, in DdF64 y, in DdF64 rest, ref DdF64 modulation, ref DdF64 steepness)
    {
        modulation = DdF64.Weighted(modulation, lanes.B);
        DdMath<F64Short>.Exp(modulation, out var power);
        DdF64 alpha = lanes.A;
        var one = F64Short.Broadcast(1.0);
        modulation = power * DdF64.SelectWhereLess(lanes.A, F64Short.Broadcast(0.0), one, (y * alpha) + (rest * (one - alpha)));
        steepness = steepness * (rest - y) * lanes.B * modulation;
    }
}
