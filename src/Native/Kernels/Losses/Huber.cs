// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>d^2 / 2 up to |d| = delta, and delta (|d| - delta / 2) beyond, with d = x - y.</summary>
internal readonly struct Huber : IElementLoss
{
    public static bool IsLegal(double delta, double b) => delta > 0 && double.IsFinite(delta);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        var d = DdF64.Difference(lanes.X, lanes.Y);
        var size = DdF64.Abs(d);
        DdF64 delta = lanes.Call.A;
        var half = F64Short.Broadcast(0.5);
        value = DdF64.SelectWhereLess(delta.High, size.High, delta * (size - (delta * half)), d * d * half);
        slope = DdF64.SelectWhereLess(delta.High, size.High, DdF64.Sign(d) * delta, d);
    }

    public static bool Rounds => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(in RoundedLanes lanes, out F64Short value, out F64Short slope)
    {
        DdF64 d = lanes.X - lanes.Y;
        var size = DdF64.Abs(d).High;
        var delta = lanes.Call.A;
        var half = F64Short.Broadcast(0.5);
        value = F64Short.SelectWhereLess(delta, size, delta * (size - (delta * half)), d.High * d.High * half);
        slope = F64Short.SelectWhereLess(delta, size, DdF64.Sign(d) * delta, d.High);
    }
}
