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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        Logistic<F64>.Of(lanes.X, out var logistic);
        var y = lanes.Smoothed;
        var negative = DdF64.Broadcast(1.0) - y;
        var positive = y * lanes.PosWeight;
        value = DdF64.Weighted(logistic.Softplus, negative) + DdF64.Weighted(logistic.SoftplusOfMinus, positive);
        slope = DdF64.Weighted(logistic.Sigmoid, negative) - DdF64.Weighted(logistic.SigmoidOfMinus, positive);
    }
}
