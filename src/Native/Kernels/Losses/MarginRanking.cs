// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>max(0, margin - y (x - other)); the slope is that of x.</summary>
internal readonly struct MarginRanking : IElementLoss
{
    public static bool IsLegal(double margin, double b) => double.IsFinite(margin);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        var zero = F64Short.Broadcast(0.0);
        DdF64 y = lanes.Y;
        var margin = (DdF64)lanes.Call.A - (y * DdF64.Difference(lanes.X, lanes.Other));
        value = DdF64.Positive(margin);
        slope = DdF64.SelectWhereLess(margin.High, zero, zero, -y);
    }
}
