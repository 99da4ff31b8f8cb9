// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>-log(1 + exp(-x)); the slope is times y, the gradient from above.</summary>
internal readonly struct LogSigmoid : IElementLoss
{
    public static unsafe void PrepareWide(ElementBlock* block, int length) =>
        Logistic.Prepare(block, length, sigmoidsOnly: false);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        var logistic = lanes.Logistic(lanes.X);
        value = -logistic.SoftplusOfMinus;
        slope = lanes.WantsSlope ? logistic.SigmoidOfMinus * lanes.Y : default;
    }

    public static bool Rounds => true;

    public static unsafe void Prepare(ElementBlock* block, nint count) =>
        RoundedLogistic.Prepare(block, count, sigmoidsOnly: false);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(in RoundedLanes lanes, out F64Short value, out F64Short slope)
    {
        var logistic = lanes.Logistic(lanes.X);
        value = F64Short.Broadcast(0.0) - logistic.SoftplusOfMinus;
        slope = logistic.SigmoidOfMinus * lanes.Y;
    }
}
