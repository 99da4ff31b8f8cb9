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

    public static unsafe void PrepareWide(ElementBlock* block, int length) =>
        Logistic.Prepare(block, length, sigmoidsOnly: false);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        // The exponent may be so large that q^gamma wants all digits of log q.
        var logistic = lanes.Logistic(lanes.X);
        lanes.Labels(out var y, out var rest);
        Errors(y, rest, logistic, out var modulation, out var steepness);
        Modulate(lanes, y, rest, ref modulation, ref steepness);
        DdF64.Mix(logistic.Softplus, rest, logistic.SoftplusOfMinus, y, out value);
        y = -y;
        DdF64.Mix(logistic.Sigmoid, rest, logistic.SigmoidOfMinus, y, out slope);
        DdF64.Mix(slope, modulation, value, steepness, out slope);
        value = DdF64.Weighted(value, modulation);
    }

    public static bool Rounds => true;

    /// <summary>q^gamma, from a logarithm that is finite where q underflows.</summary>
    public static unsafe void Prepare(ElementBlock* block, nint count)
    {
        RoundedLogistic.Prepare(block, count, sigmoidsOnly: false);
        for (nint i = 0; i < count; i += F64Short.Count)
            F64Short.Store(Error(new RoundedLanes(block, i)), block->X + i);
        RoundedBlock.Log(block->X, count);
        var zero = F64Short.Broadcast(0.0);
        for (nint i = 0; i < count; i += F64Short.Count)
        {
            var lanes = new RoundedLanes(block, i);
            var logistic = lanes.Logistic(lanes.X);
            var log = F64Short.SelectWhereEqual(lanes.Y, zero, zero - logistic.SoftplusOfMinus, lanes.Prepared);
            log = F64Short.SelectWhereEqual(lanes.Y, F64Short.Broadcast(1.0), zero - logistic.Softplus, log);
            F64Short.Store(DdF64.WeightedHigh(log, lanes.Call.B), block->X + i);
        }
        RoundedBlock.Exp(block->X, count);
        for (nint i = 0; i < count; i += F64Short.Count)
            Slopes(block, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(in RoundedLanes lanes, out F64Short value, out F64Short slope)
    {
        var one = F64Short.Broadcast(1.0);
        lanes.Labels(out var y, out var rest);
        var alpha = F64Short.SelectWhereLess(lanes.Call.A, F64Short.Broadcast(0.0), one, (y * lanes.Call.A) + (rest * (one - lanes.Call.A)));
        var modulation = lanes.Prepared * alpha;
        value = DdF64.WeightedHigh(lanes.PreparedToo, modulation);
        slope = DdF64.WeightedHigh(lanes.Larger, modulation) + DdF64.WeightedHigh(lanes.PreparedToo, lanes.Smaller * modulation);
    }

    /// <summary>ce, ce' and gamma q' / q, in the places of what the logistic function has prepared.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe void Slopes(ElementBlock* block, nint index)
    {
        var zero = F64Short.Broadcast(0.0);
        var lanes = new RoundedLanes(block, index);
        var logistic = lanes.Logistic(lanes.X);
        var sigmoid = logistic.Sigmoid;
        var sigmoidOfMinus = logistic.SigmoidOfMinus;
        lanes.Labels(out var y, out var rest);
        // q' / q is that of a label where it is one, also where q underflows.
        var ratio = sigmoid * sigmoidOfMinus / Error(lanes);
        ratio = F64Short.SelectWhereEqual(y, zero, sigmoidOfMinus, F64Short.SelectWhereEqual(y, F64Short.Broadcast(1.0), sigmoid, ratio));
        F64Short.Store(DdF64.WeightedHigh(logistic.Softplus, rest) + DdF64.WeightedHigh(logistic.SoftplusOfMinus, y), block->Y + index);
        F64Short.Store((sigmoid * rest) - (sigmoidOfMinus * y), block->Other + index);
        F64Short.Store(ratio * (rest - y) * lanes.Call.B, block->Weight + index);
    }

    /// <summary>q.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F64Short Error(in RoundedLanes lanes)
    {
        var logistic = lanes.Logistic(lanes.X);
        lanes.Labels(out var y, out var rest);
        return (logistic.Sigmoid * rest) + (logistic.SigmoidOfMinus * y);
    }

    /// <summary>log q, and q' / q = (1 - 2 y) ratio.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Errors(in DdF64 y, in DdF64 rest, in Logistic logistic, out DdF64 log, out DdF64 ratio)
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
        modulation = DdF64.Weighted(modulation, lanes.Call.B);
        DdMath<F64Short>.Exp(modulation, out var power);
        DdF64 alpha = lanes.Call.A;
        var one = F64Short.Broadcast(1.0);
        modulation = power * DdF64.SelectWhereLess(lanes.Call.A, F64Short.Broadcast(0.0), one, (y * alpha) + (rest * (one - alpha)));
        steepness = steepness * (rest - y) * lanes.Call.B * modulation;
    }
}
