// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
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
internal static unsafe class CrossEntropyRows
{
    internal static void Index(void* data, long first, long end, int block)
    {
        var task = (CrossEntropyTask*)data;
        Workspace space;
        space.Guess = -1;
        Dd total = 0.0;
        for (var row = first; row < end; row++)
        {
            var label = task->Labels[row];
            var ignored = task->IsIgnored(label);
            Dd loss = 0.0;
            if (!ignored)
                loss = task->Smoothing == 0 ? Plain(task, row, label, &space) : Smoothed(task, row, label, &space);
            else if (task->Grad != null)
                Elements.Fill(task->Type, Row(task, task->Grad, row, task->GradStride), task->Classes, 0.0);
            Keep(task, row, loss, ref total);
        }
        task->BlockSums[block] = total;
    }

    internal static void Soft(void* data, long first, long end, int block)
    {
        var task = (CrossEntropyTask*)data;
        Workspace space;
        space.Guess = -1;
        Dd total = 0.0;
        for (var row = first; row < end; row++)
            Keep(task, row, Distribution(task, row, &space), ref total);
        task->BlockSums[block] = total;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep(CrossEntropyTask* task, long row, Dd loss, ref Dd total)
    {
        total += loss;
        if (task->Reduction == Reduction.None && task->Loss != null)
            Elements.Set(task->Type, task->Loss, row, loss.Value);
    }

    private static void* Row(CrossEntropyTask* task, void* data, long row, long stride) => Elements.At(task->Type, data, row * stride);

    private static Dd Plain(CrossEntropyTask* task, long row, long label, Workspace* space)
    {
        var type = task->Type;
        var x = Row(task, task->Logits, row, task->LogitsStride);
        var sum = RowSummer.Run(type, x, task->Classes, label, space);
        Shares.Of(sum, Elements.Get(type, x, label), out var shares);
        Dd weight = task->Weight(label);
        if (task->Grad != null)
        {
            var grad = Row(task, task->Grad, row, task->GradStride);
            RowWriter.Run(type, x, task->Classes, grad, shares.Total, weight * task->Scale, null, null, 0.0, 0.0, space);
            Elements.Set(type, grad, label, shares.Gradient(0.0, weight, task->Scale));
        }
        return Times(weight, shares.NegativeLog);
    }

    private static Dd Smoothed(CrossEntropyTask* task, long row, long label, Workspace* space)
    {
        var type = task->Type;
        var x = Row(task, task->Logits, row, task->LogitsStride);
        var sum = RowSummer.Run(type, x, task->Classes, label, space);
        Shares.Of(sum, Elements.Get(type, x, label), out var shares);
        Dd weight = task->Weight(label);
        var own = weight * Dd.Sum(1.0, -task->Smoothing);
        var spread = (Dd)task->Smoothing / (double)task->Classes;
        var max = Elements.Max(type, x, task->Classes);
        TargetSumKernel.Run(type, x, null, task->Weights, task->Classes, max, space, out _, out var gaps);
        var loss = Times(own, shares.NegativeLog) + Times(spread, gaps + Times(task->TotalWeight, shares.LogTotalAbove(max)));
        if (task->Grad != null)
        {
            var grad = Row(task, task->Grad, row, task->GradStride);
            var factor = (own + (spread * task->TotalWeight)) * task->Scale;
            var share = -(spread * task->Scale).Value;
            if (task->Weights == null)
                RowWriter.Run(type, x, task->Classes, grad, shares.Total, factor, null, null, 0.0, share, space);
            else
                RowWriter.Run(type, x, task->Classes, grad, shares.Total, factor, task->Weights, null, share, 0.0, space);
            var others = spread * (task->TotalWeight - weight);
            Elements.Set(type, grad, label, shares.Gradient(others, (spread * weight) + own, task->Scale));
        }
        return loss;
    }

    private static Dd Distribution(CrossEntropyTask* task, long row, Workspace* space)
    {
        var type = task->Type;
        var x = Row(task, task->Logits, row, task->LogitsStride);
        var targets = Row(task, task->Targets, row, task->TargetsStride);
        var top = ArgMax.Run(type, x, task->Classes, out var max);
        var others = RowSummer.Run(type, x, task->Classes, top, space);
        Shares.Of(others, Elements.Get(type, x, top), out var shares);
        // The masses w t' are linear in the targets: what smoothing adds is summed apart, so that its factors are applied once.
        TargetSumKernel.Run(type, x, targets, task->Weights, task->Classes, max, space, out var mass, out var gaps);
        var own = (Dd)Elements.Get(type, targets, top) * task->Weight(top);
        var keep = 1.0 - task->Smoothing;
        var spread = task->Smoothing / task->Classes;
        if (task->Smoothing != 0)
        {
            TargetSumKernel.Run(type, x, null, task->Weights, task->Classes, max, space, out var weights, out var weightGaps);
            var keepExactly = Dd.Sum(1.0, -task->Smoothing);
            var spreadExactly = (Dd)task->Smoothing / (double)task->Classes;
            mass = (keepExactly * mass) + (spreadExactly * weights);
            gaps = Times(keepExactly, gaps) + Times(spreadExactly, weightGaps);
            own = (keepExactly * own) + (spreadExactly * task->Weight(top));
        }
        var loss = gaps + Times(mass, shares.NegativeLog);
        if (task->Grad != null)
        {
            var grad = Row(task, task->Grad, row, task->GradStride);
            var scale = task->Scale.Value;
            RowWriter.Run(
                type, x, task->Classes, grad, shares.Total, mass * task->Scale, targets, task->Weights, -(keep * scale),
                -(spread * scale), space);
            Elements.Set(type, grad, top, shares.Gradient(mass - own, own, task->Scale));
        }
        return loss;
    }

    /// <summary>A mass of 0 takes nothing, also of an infinite loss.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Dd Times(Dd mass, Dd loss) => mass.High == 0 && double.IsInfinity(loss.High) ? 0.0 : mass * loss;
}
