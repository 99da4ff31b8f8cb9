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
        Logistic<F64Short>.Of(lanes.X, out var logistic);
        value = -logistic.SoftplusOfMinus;
        slope = logistic.SigmoidOfMinus * lanes.Y;
    }

    public static bool Rounds => true;

    public static unsafe void Prepare(ElementBlock* block, nint index) =>
        LogisticBlock.Of(block->Inputs + index, sigmoidsOnly: false, &block->Logistic);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(in RoundedLanes lanes, out F64Short value, out F64Short slope)
    {
        value = F64Short.Broadcast(0.0) - lanes.SoftplusOfMinus;
        slope = lanes.SigmoidOfMinus * lanes.Y;
    }
}
