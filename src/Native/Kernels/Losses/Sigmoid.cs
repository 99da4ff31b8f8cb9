// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>1 / (1 + exp(-x)); the slope is times y, the gradient from above.</summary>
internal readonly struct Sigmoid : IElementLoss
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        Logistic<F64Short>.Of(lanes.X, out var logistic, sigmoidsOnly: true);
        value = logistic.Sigmoid;
        slope = logistic.Sigmoid * logistic.SigmoidOfMinus * lanes.Y;
    }

    public static bool Rounds => true;

    public static unsafe delegate*<float*, nint, float*, void> Values => &SigmoidSingle.Run;

    public static unsafe void Prepare(ElementBlock* block, nint count) =>
        RoundedLogistic.Prepare(block, count, sigmoidsOnly: true);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(in RoundedLanes lanes, out F64Short value, out F64Short slope)
    {
        var logistic = lanes.Logistic(lanes.X);
        value = logistic.Sigmoid;
        slope = value * logistic.SigmoidOfMinus * lanes.Y;
    }
}
