// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// (1-y) softplus(x) + pw y softplus(-x): both terms are positive for labels in [0, 1], and a term without mass takes nothing of an
/// infinite one.
/// </summary>
internal readonly struct BinaryCrossEntropyWithLogits : IElementLoss
{
    public static ElementTraits Traits => ElementTraits.Smoothing | ElementTraits.PosWeights;

    public static unsafe void PrepareWide(ElementBlock* block, int length) =>
        Logistic.Prepare(block, length, sigmoidsOnly: false);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        var logistic = lanes.Logistic(lanes.X);
        lanes.Labels(out var positive, out var negative);
        positive *= lanes.PosWeight;
        DdF64.Mix(logistic.Softplus, negative, logistic.SoftplusOfMinus, positive, out value);
        slope = value;
        if (!lanes.WantsSlope)
            return;
        positive = -positive;
        DdF64.Mix(logistic.Sigmoid, negative, logistic.SigmoidOfMinus, positive, out slope);
    }

    public static bool Rounds => true;

    public static unsafe void Prepare(ElementBlock* block, nint count) =>
        RoundedLogistic.Prepare(block, count, sigmoidsOnly: false);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(in RoundedLanes lanes, out F64Short value, out F64Short slope)
    {
        var logistic = lanes.Logistic(lanes.X);
        lanes.Labels(out var positive, out var negative);
        positive *= lanes.PosWeight;
        value = DdF64.WeightedHigh(logistic.Softplus, negative) + DdF64.WeightedHigh(logistic.SoftplusOfMinus, positive);
        slope = (logistic.Sigmoid * negative) - (logistic.SigmoidOfMinus * positive);
    }
}
