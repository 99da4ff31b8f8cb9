// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>x where the label is 1, max(0, margin - x) where it is -1, and, as PyTorch has it, the sum of both for any other.</summary>
internal readonly struct HingeEmbedding : IElementLoss
{
    public static bool IsLegal(double margin, double b) => double.IsFinite(margin);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        var zero = F64Short.Broadcast(0.0);
        var one = F64Short.Broadcast(1.0);
        var minusOne = F64Short.Broadcast(-1.0);
        DdF64 x = lanes.X;
        var margin = DdF64.Difference(lanes.Call.A, lanes.X);
        var apart = DdF64.SelectWhereEqual(lanes.Y, one, zero, DdF64.Positive(margin));
        var apartSlope = F64Short.SelectWhereEqual(lanes.Y, one, zero, F64Short.SelectWhereLess(margin.High, zero, zero, minusOne));
        value = DdF64.SelectWhereEqual(lanes.Y, minusOne, zero, x) + apart;
        slope = F64Short.SelectWhereEqual(lanes.Y, minusOne, zero, one) + apartSlope;
    }
}
