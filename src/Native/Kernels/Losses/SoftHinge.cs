// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Kernels;

/// <summary>softplus(margin - y x)</summary>
internal readonly struct SoftHinge : IElementLoss
{
    public static ElementwiseFlags Flags => ElementwiseFlags.Zero_One_Labels;

    public static bool IsLegal(double margin, double b) => double.IsFinite(margin);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        lanes.Margin(out var y, out var margin);
        Logistic<F64Short>.Of(margin, lanes.AreRounded, out var logistic);
        value = logistic.Softplus;
        slope = -(logistic.Sigmoid * y);
    }
}
