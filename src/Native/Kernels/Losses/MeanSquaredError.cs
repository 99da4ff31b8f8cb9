// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>(x - y)^2</summary>
internal readonly struct MeanSquaredError : IElementLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        var difference = DdF64.Difference(lanes.X, lanes.Y);
        value = difference * difference;
        slope = difference * F64Short.Broadcast(2.0);
    }

    public static bool Rounds => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(in RoundedLanes lanes, out F64Short value, out F64Short slope)
    {
        var difference = lanes.X - lanes.Y;
        value = difference * difference;
        slope = difference + difference;
    }
}
