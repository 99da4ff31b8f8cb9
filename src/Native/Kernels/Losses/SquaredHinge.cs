// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Kernels;

/// <summary>max(0, margin - y x)^2</summary>
internal readonly struct SquaredHinge : IElementLoss
{
    public static ElementwiseFlags Flags => ElementwiseFlags.Zero_One_Labels;

    public static bool IsLegal(double margin, double b) => double.IsFinite(margin);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        lanes.Margin(out var y, out var margin);
        var excess = DdF64.Positive(margin);
        value = excess * excess;
        slope = y * excess * F64Short.Broadcast(-2.0);
    }

    public static bool Rounds => true;

    public static ElementwiseFlags RoundedFlags => ElementwiseFlags.Zero_One_Labels;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(in RoundedLanes lanes, out F64Short value, out F64Short slope)
    {
        var excess = DdF64.Positive(lanes.Margin).High;
        value = excess * excess;
        slope = lanes.Sign * excess * F64Short.Broadcast(-2.0);
    }
}
