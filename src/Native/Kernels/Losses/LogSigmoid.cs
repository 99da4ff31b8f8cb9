// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>-log(1 + exp(-x)); the slope is times y, the gradient from above.</summary>
internal readonly struct LogSigmoid : IElementLoss
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        Logistic<F64Short>.Of(lanes.X, lanes.AreRounded, out var logistic);
        value = -logistic.SoftplusOfMinus;
        slope = logistic.SigmoidOfMinus * lanes.Y;
    }
}
