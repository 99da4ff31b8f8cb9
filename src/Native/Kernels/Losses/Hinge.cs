// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Kernels;

/// <summary>max(0, margin - y x); at the kink the slope is that of the rising side.</summary>
internal readonly struct Hinge : IElementLoss
{
    public static ElementwiseFlags Flags => ElementwiseFlags.Zero_One_Labels;

    public static bool IsLegal(double margin, double b) => double.IsFinite(margin);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        lanes.Margin(out var y, out var margin);
        value = DdF64.Positive(margin);
        slope = DdF64.SelectWhereLess(margin.High, F64Short.Broadcast(0.0), F64Short.Broadcast(0.0), -y);
    }

    public static bool Rounds => true;

    public static ElementwiseFlags RoundedFlags => ElementwiseFlags.Zero_One_Labels;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(in RoundedLanes lanes, out F64Short value, out F64Short slope)
    {
        var margin = lanes.Margin;
        var zero = F64Short.Broadcast(0.0);
        value = DdF64.Positive(margin).High;
        slope = F64Short.SelectWhereLess(margin, zero, zero, zero - lanes.Sign);
    }
}
