// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>d^2 / (2 beta) below |d| = beta, and |d| - beta / 2 from there on, with d = x - y.</summary>
internal readonly struct SmoothL1 : IElementLoss
{
    public static bool IsLegal(double beta, double b) => beta >= 0 && double.IsFinite(beta);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        var d = DdF64.Difference(lanes.X, lanes.Y);
        var size = DdF64.Abs(d);
        DdF64 beta = lanes.Call.A;
        var half = F64Short.Broadcast(0.5);
        var ratio = d / beta;
        value = DdF64.SelectWhereLess(size.High, beta.High, d * ratio * half, size - (beta * half));
        slope = DdF64.SelectWhereLess(size.High, beta.High, ratio, DdF64.Sign(d));
    }

    public static bool Rounds => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(in RoundedLanes lanes, out F64Short value, out F64Short slope)
    {
        DdF64 d = lanes.X - lanes.Y;
        var size = DdF64.Abs(d).High;
        var beta = lanes.Call.A;
        var half = F64Short.Broadcast(0.5);
        var ratio = d.High / beta;
        value = F64Short.SelectWhereLess(size, beta, d.High * ratio * half, size - (beta * half));
        slope = F64Short.SelectWhereLess(size, beta, ratio, DdF64.Sign(d));
    }
}
