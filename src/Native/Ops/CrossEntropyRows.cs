// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Rows of cross-entropy. With masses a[c] (w[y] at the label, spread evenly by smoothing; or the weighted target distribution), both
/// forms are
///   loss = sum_c a[c] (lse - z[c]),   gradient = (sum_k a[k]) p[c] - a[c],
/// and at one class, the label or the most probable one, the gradient is taken apart so that nothing cancels (<see cref="Shares"/>).
/// </summary>
internal static unsafe class CrossEntropyRows<T, TVec, TExp>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
    where TExp : struct, IExp<TExp, TVec, T>
{
    internal static void Index(void* data, long first, long end, int block)
    {
        var task = (CrossEntropyTask<T>*)data;
        Workspace space;
        space.Guess = -TExp.Grid;
        Dd total = 0.0;
        for (var row = first; row < end; row++)
        {
            var label = task->Labels[row];
            var ignored = task->IsIgnored(label);
            Dd loss = 0.0;
            if (!ignored)
                loss = task->Smoothing == 0 ? Plain(task, row, (nint)label, &space) : Smoothed(task, row, (nint)label, &space);
            else if (task->Grad != null)
                Rows<T>.Fill(task->Grad + (row * task->GradStride), task->Classes, default);
            Keep(task, row, loss, ref total);
        }
        task->BlockSums[block] = total;
    }

    internal static void Soft(void* data, long first, long end, int block)
    {
        var task = (CrossEntropyTask<T>*)data;
        Workspace space;
        space.Guess = -TExp.Grid;
        Dd total = 0.0;
        for (var row = first; row < end; row++)
            Keep(task, row, Distribution(task, row, &space), ref total);
        task->BlockSums[block] = total;
    }

    private static void Keep(CrossEntropyTask<T>* task, long row, Dd loss, ref Dd total)
    {
        total += loss;
        if (task->Reduction == Reduction.None && task->Loss != null)
            task->Loss[row] = Scalar<T>.Round(loss.Value);
    }

    private static Dd Plain(CrossEntropyTask<T>* task, long row, nint label, Workspace* space)
    {
        var x = task->Logits + (row * task->LogitsStride);
        var shares = Shares.Of(RowSumKernel<T, TVec, TExp>.Run(x, (nint)task->Classes, label, space), Scalar<T>.ToDouble(x[label]));
        Dd weight = task->Weight(label);
        if (task->Grad != null)
        {
            var grad = task->Grad + (row * task->GradStride);
            RowWriteKernel<T, TVec, TExp>.Run<AddConstant<TVec, T>>(
                x, (nint)task->Classes, grad, shares.Total, weight * task->Scale, null, null, default, default, space);
            grad[label] = Scalar<T>.Round(shares.Gradient(0.0, weight, task->Scale));
        }
        return Times(weight, shares.NegativeLog);
    }

    private static Dd Smoothed(CrossEntropyTask<T>* task, long row, nint label, Workspace* space)
    {
        var x = task->Logits + (row * task->LogitsStride);
        var classes = (nint)task->Classes;
        var shares = Shares.Of(RowSumKernel<T, TVec, TExp>.Run(x, classes, label, space), Scalar<T>.ToDouble(x[label]));
        Dd weight = task->Weight(label);
        var own = weight * Dd.Sum(1.0, -task->Smoothing);
        var spread = (Dd)task->Smoothing / (double)task->Classes;
        var max = MaxKernel<T, TVec>.Value(x, classes);
        TargetSumKernel<T, TVec>.Run(x, null, task->Weights, classes, 0.0, 1.0, max, space, out _, out var gaps);
        var loss = Times(own, shares.NegativeLog) + Times(spread, gaps + Times(task->TotalWeight, shares.LogTotalAbove(max)));
        if (task->Grad != null)
        {
            var grad = task->Grad + (row * task->GradStride);
            var factor = (own + (spread * task->TotalWeight)) * task->Scale;
            var share = Scalar<T>.Round(-(spread * task->Scale).Value);
            if (task->Weights == null)
            {
                RowWriteKernel<T, TVec, TExp>.Run<AddConstant<TVec, T>>(
                    x, classes, grad, shares.Total, factor, null, null, share, default, space);
            }
            else
            {
                RowWriteKernel<T, TVec, TExp>.Run<AddScaledRow<TVec, T>>(
                    x, classes, grad, shares.Total, factor, task->Weights, null, share, default, space);
            }
            var others = spread * (task->TotalWeight - weight);
            grad[label] = Scalar<T>.Round(shares.Gradient(others, (spread * weight) + own, task->Scale));
        }
        return loss;
    }

    private static Dd Distribution(CrossEntropyTask<T>* task, long row, Workspace* space)
    {
        var x = task->Logits + (row * task->LogitsStride);
        var targets = task->Targets + (row * task->TargetsStride);
        var classes = (nint)task->Classes;
        var top = MaxKernel<T, TVec>.Index(x, classes, out var max);
        var shares = Shares.Of(RowSumKernel<T, TVec, TExp>.Run(x, classes, top, space), Scalar<T>.ToDouble(x[top]));
        var keep = 1.0 - task->Smoothing;
        var spread = task->Smoothing / task->Classes;
        TargetSumKernel<T, TVec>.Run(x, targets, task->Weights, classes, keep, spread, max, space, out var mass, out var gaps);
        var loss = gaps + Times(mass, shares.NegativeLog);
        if (task->Grad != null)
        {
            var grad = task->Grad + (row * task->GradStride);
            // Read before grad is written, which may be the logits.
            var own = ScalarMath.Fma(Scalar<T>.ToDouble(targets[top]), keep, spread) * task->Weight(top);
            var a = Scalar<T>.Round(-(keep * task->Scale.Value));
            var b = Scalar<T>.Round(-(spread * task->Scale.Value));
            if (task->Weights == null)
            {
                RowWriteKernel<T, TVec, TExp>.Run<AddTarget<TVec, T>>(
                    x, classes, grad, shares.Total, mass * task->Scale, targets, null, a, b, space);
            }
            else
            {
                RowWriteKernel<T, TVec, TExp>.Run<AddWeightedTarget<TVec, T>>(
                    x, classes, grad, shares.Total, mass * task->Scale, targets, task->Weights, a, b, space);
            }
            grad[top] = Scalar<T>.Round(shares.Gradient(mass - own, own, task->Scale));
        }
        return loss;
    }

    /// <summary>A mass of 0 takes nothing, also of an infinite loss.</summary>
    private static Dd Times(Dd mass, Dd loss) => mass.High == 0 && double.IsInfinity(loss.High) ? 0.0 : mass * loss;
}
