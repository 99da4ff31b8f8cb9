// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>Rows of the losses of two vectors.</summary>
internal static unsafe class PairRows
{
    /// <summary>What PyTorch adds to both squared norms.</summary>
    private const double CosineEpsilon = 1e-12;

    /// <summary>Beyond it a square may overflow.</summary>
    private const double Large = 1e120;

    /// <summary>same d^2 + (1 - same) max(0, margin - d)^2 of the Euclidean distance d.</summary>
    internal static Dd Contrastive(RowLossTask* task, long row, Dd scale, void* sumSpace)
    {
        var space = (SumSpace*)sumSpace;
        var type = task->Type;
        Distance distance;
        distance.Type = type;
        distance.X = RowOperand.Row(&task->First, type, row);
        distance.Y = RowOperand.Row(&task->Second, type, row);
        distance.Count = task->Columns;
        distance.Epsilon = 0;
        distance.Order = 2;
        Distance.Measure(&distance, &space->Sums);
        var same = Elements.Get(task->Real, task->Target, row);
        var different = Dd.Sum(1.0, -same);
        var gap = task->Margin - distance.Norm;
        if (gap.High <= 0)
            gap = 0.0;
        var slope = (same * distance.Norm) - (different * gap);
        Write(task, row, &distance, (slope + slope) * scale);
        return RowLossOp.Times(same, distance.Norm * distance.Norm) + RowLossOp.Times(different, gap * gap);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Write(RowLossTask* task, long row, Distance* distance, Dd slope)
    {
        DifferenceBlock block;
        var gradFirst = RowOperand.GradRow(&task->First, task->Type, row);
        var gradSecond = RowOperand.GradRow(&task->Second, task->Type, row);
        if (gradFirst == null && gradSecond == null)
            return;
        for (long i = 0; i < task->Columns; i += WideBlock.Size)
        {
            DifferenceBlock.Clear(&block);
            Distance.AddGradient(distance, i, 1.0, DifferenceBlock.High(&block), DifferenceBlock.Low(&block));
            if (gradFirst != null)
                DifferenceBlock.Write(&block, slope, task->Type, gradFirst, i, task->Columns);
            if (gradSecond != null)
                DifferenceBlock.Write(&block, -slope, task->Type, gradSecond, i, task->Columns);
        }
    }

    /// <summary>1 - cos where the target is 1, max(0, cos - margin) where it is -1, 0 for any other target.</summary>
    internal static Dd CosineEmbedding(RowLossTask* task, long row, Dd scale, void* sumSpace)
    {
        var space = (SumSpace*)sumSpace;
        var type = task->Type;
        var x = RowOperand.Row(&task->First, type, row);
        var y = RowOperand.Row(&task->Second, type, row);
        var largest = CosineKernel.Largest(type, x, y, task->Columns);
        var unit = largest > Large && double.IsFinite(largest) ? Pow2.Double(-Pow2.Exponent(largest)) : 1.0;
        var epsilon = (Dd)CosineEpsilon * unit * unit;
        var dot = ExactDotKernel.Run(type, x, y, task->Columns, unit, &space->Sums);
        var first = ExactDotKernel.Run(type, x, x, task->Columns, unit, &space->Sums) + epsilon;
        var second = ExactDotKernel.Run(type, y, y, task->Columns, unit, &space->Sums) + epsilon;
        var product = RowMath.Sqrt(first) * RowMath.Sqrt(second);
        var cosine = dot / product;
        var target = Elements.Get(task->Real, task->Target, row);
        Dd loss = 0.0;
        Dd slope = 0.0;
        if (target == 1)
        {
            loss = 1.0 - cosine;
            slope = -1.0;
        }
        else if (target == -1)
        {
            loss = cosine - task->Margin;
            // As PyTorch, which clamps: the gradient at the corner passes.
            slope = loss.High >= 0 ? 1.0 : 0.0;
            if (loss.High < 0)
                loss = 0.0;
        }
        if (double.IsNaN(loss.High))
            slope = loss;
        slope = slope * scale * unit;
        CosineSlope s;
        s.Unit = unit;
        s.Across = slope / product;
        s.AlongFirst = slope * cosine / first;
        s.AlongSecond = slope * cosine / second;
        WriteCosine(task, row, &s);
        return loss;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteCosine(RowLossTask* task, long row, CosineSlope* slope)
    {
        var type = task->Type;
        CosineKernel.Write(
            type, RowOperand.Row(&task->First, type, row), RowOperand.Row(&task->Second, type, row), task->Columns, slope,
            RowOperand.GradRow(&task->First, type, row), RowOperand.GradRow(&task->Second, type, row));
    }
}
