// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>|x - y|; the slope at 0 is 0.</summary>
internal readonly struct L1 : IElementLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        var difference = DdF64.Difference(lanes.X, lanes.Y);
        value = DdF64.Abs(difference);
        slope = DdF64.Sign(difference);
    }

    public static bool Rounds => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(in RoundedLanes lanes, out F64Short value, out F64Short slope)
    {
        DdF64 difference = lanes.X - lanes.Y;
        value = DdF64.Abs(difference).High;
        slope = DdF64.Sign(difference);
    }
}
