// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>Rows of the losses that are piecewise polynomials of the row.</summary>
internal static unsafe class IndexLossRows
{
    /// <summary>-x[y].</summary>
    internal static Dd NegativeLogLikelihood(RowLossTask* task, long row, Dd scale, void* workspace)
    {
        var type = task->Type;
        var label = task->Labels[row];
        var value = Elements.Get(type, RowOperand.Row(&task->First, type, row), label);
        var grad = RowOperand.GradRow(&task->First, type, row);
        if (grad != null)
        {
            Elements.Fill(type, grad, task->Columns, 0.0);
            Elements.Set(type, grad, label, -scale.Value);
        }
        return -value;
    }

    /// <summary>sum over the other classes of max(0, margin - x[y] + x[c])^p, by the number of classes.</summary>
    internal static Dd MultiMargin(RowLossTask* task, long row, Dd scale, void* workspace)
    {
        var space = (Workspace*)workspace;
        var type = task->Type;
        var label = task->Labels[row];
        var x = RowOperand.Row(&task->First, type, row);
        var start = RowMath.Shifted(task->Margin, Elements.Get(type, x, label));
        var grad = RowOperand.GradRow(&task->First, type, row);
        var factor = scale * task->Power / (double)task->Columns;
        MarginKernel.Run(type, x, task->Columns, label, start, task->Power == 2, factor, grad, space, out var loss, out var slope);
        if (grad != null && double.IsNaN(loss.High))
            Elements.Fill(type, grad, task->Columns, double.NaN);
        else if (grad != null)
            Elements.Set(type, grad, label, -(slope * factor).Value);
        return loss / (double)task->Columns;
    }

    /// <summary>max over the other classes of max(0, x[c] + 1 - x[y]); the class that is ahead, and y, have a gradient.</summary>
    internal static Dd MulticlassHinge(RowLossTask* task, long row, Dd scale, void* workspace)
    {
        var type = task->Type;
        var label = task->Labels[row];
        var x = RowOperand.Row(&task->First, type, row);
        var grad = RowOperand.GradRow(&task->First, type, row);
        RowSource source;
        var ahead = ArgMax.Run(RowSource.Alone(&source, type, x, label), out var before);
        var rest = RowSource.Alone(&source, type, Elements.At(type, x, label + 1), task->Columns - label - 1);
        var after = ArgMax.Run(rest, out var behind);
        var max = before.High;
        if (behind.High > max)
        {
            max = behind.High;
            ahead = label + 1 + after;
        }
        var loss = RowMath.Shifted(1.0, Elements.Get(type, x, label)) + max;
        if (NaNKernel.Any(type, x, task->Columns))
            loss = double.NaN;
        else if (loss.High <= 0)
            loss = 0.0;
        if (grad != null)
        {
            Elements.Fill(type, grad, task->Columns, double.IsNaN(loss.High) ? double.NaN : 0.0);
            if (loss.High > 0)
            {
                Elements.Set(type, grad, ahead, scale.Value);
                Elements.Set(type, grad, label, -scale.Value);
            }
        }
        return loss;
    }
}
