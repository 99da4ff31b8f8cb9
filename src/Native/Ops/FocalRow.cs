// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>
/// The focal loss of a row. With the label's probability p, s = 1 - p, n = -log p and r = n / s:
///
///   loss           = s^gamma n                 = s^(gamma + 1) r
///   -d/dz[y]       = s^gamma (gamma p n + s)   = s^(gamma + 1) (gamma p r + 1)
///   d/dz[c], c ≠ y = -d/dz[y] * exp(z[c]) / R, with R the sum over the others
///
/// s is R by the total and never 1 - p, its power is exp((gamma + 1) log s) with a power of two beside it, and r is at least 1:
/// nothing cancels, and nothing flushes to 0 before the result does.
/// </summary>
internal static unsafe class FocalRow
{
    internal const double LargestGamma = 1024;

    internal static Dd Run(RowLossTask* task, long row, Dd scale, void* workspace)
    {
        var space = (Workspace*)workspace;
        var type = task->Type;
        var label = task->Labels[row];
        var x = RowOperand.Row(&task->First, type, row);
        RowSource source;
        var others = RowSummer.Run(RowSource.Alone(&source, type, x, task->Columns), label, space);
        var loss = Of(others, Elements.Get(type, x, label), task->Power, out var slope, out var exponent);
        var grad = RowOperand.GradRow(&task->First, type, row);
        if (grad != null)
            Write(task, x, grad, label, others, slope * scale, exponent, space);
        return loss;
    }

    /// <summary>The loss, and -d/dz[y] = slope * 2^exponent.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Dd Of(in RowSum others, double logit, double gamma, out Dd slope, out int exponent)
    {
        Shares.Of(others, logit, out var shares);
        var n = shares.NegativeLog;
        var s = RowMath.Ratio(others, shares.Total);
        exponent = 0;
        // Where the others vanish beside the label, everything is 0; a label of probability 0 has s = 1.
        Dd power = double.IsInfinity(n.High) ? 1.0 : 0.0;
        if (double.IsFinite(n.High) && shares.Total.HasShiftOf(others) && others.Sum.High != 0)
            power = Power(RowMath.Log(others) - RowMath.Shifted(logit, others.Shift) - n, gamma + 1, out exponent);
        else if (double.IsNaN(n.High))
            power = double.NaN;
        // r = 1 + s/2 + ...: 1 where s may be subnormal.
        var r = s.High < Pow2.Double(-200) ? 1.0 : n / s;
        slope = power;
        var p = RowMath.Ratio(shares.Term, shares.Total);
        if (gamma != 0 && p.High != 0)
            slope = power * ((p * r * gamma) + 1.0);
        return double.IsInfinity(n.High) ? n : Scaled(power * r, exponent);
    }

    /// <summary>exp(log * gamma), as a number and a power of two.</summary>
    private static Dd Power(Dd log, double gamma, out int exponent)
    {
        exponent = 0;
        var product = log * gamma;
        if (product.High < -4000)
            return 0.0;
        return ScalarMath.Exp(product, out exponent);
    }

    private static void Write(
        RowLossTask* task, void* x, void* grad, long label, in RowSum others, Dd slope, int exponent, Workspace* space)
    {
        var type = task->Type;
        if (others.Sum.High == 0)
        {
            Elements.Fill(type, grad, task->Columns, slope.High);
            return;
        }
        // The slope's power of two goes to the sum by which it is divided.
        var whole = others;
        whole.Reference -= exponent;
        RowSource source;
        var z = RowSource.Alone(&source, type, x, task->Columns);
        RowWriter.Run(z, new Series(type, grad, 1), whole, slope, default, default, 0.0, 0.0, space);
        Elements.Set(type, grad, label, -Scaled(slope, exponent).Value);
    }

    private static Dd Scaled(Dd value, int exponent) =>
        exponent > -900 ? new Dd(value.High * Pow2.Double(exponent), value.Low * Pow2.Double(exponent)) : Pow2.Scale(value.Value, exponent);
}
