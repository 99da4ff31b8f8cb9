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
}
