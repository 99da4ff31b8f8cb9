// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>Rows of the losses of two vectors.</summary>
internal static unsafe class PairRows
{
    /// <summary>What PyTorch adds to both squared norms.</summary>
    private const double CosineEpsilon = 1e-12;

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
        var same = Elements.Get(task->Real, task->Target, row);
        Dd different = 0.0;
        Dd gap = 0.0;
        Dd slope = 0.0;
        var rounds = RoundedDistance.TryMeasure(&distance) && TryContrast(task, same, distance.Norm, out different, out gap, out slope);
        if (!rounds)
        {
            Distance.Measure(&distance, &space->Sums);
            TryContrast(task, same, distance.Norm, out different, out gap, out slope);
        }
        slope = (slope + slope) * scale;
        if (rounds)
            RoundedDistance.Write(&distance, slope.High, RowOperand.GradRow(&task->First, type, row), RowOperand.GradRow(&task->Second, type, row));
        else
            Write(task, row, &distance, slope);
        return RowLossOp.Times(same, distance.Norm * distance.Norm) + RowLossOp.Times(different, gap * gap);
    }

    /// <summary>False where most digits of the gap or the slope cancel.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryContrast(RowLossTask* task, double same, in Dd norm, out Dd different, out Dd gap, out Dd slope)
    {
        different = Dd.Sum(1.0, -same);
        gap = task->Margin - norm;
        var isGap = Math.Abs(gap.High) >= RoundedDistance.Smallest * (Math.Abs(task->Margin) + norm.High);
        if (gap.High <= 0)
            gap = 0.0;
        var near = same * norm;
        var far = different * gap;
        slope = near - far;
        return isGap && Math.Abs(slope.High) >= RoundedDistance.Smallest * (Math.Abs(near.High) + Math.Abs(far.High));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Write(RowLossTask* task, long row, Distance* distance, in Dd slope)
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
        CosineProducts memory;
        var products = &memory;
        Dd cosine = 0.0;
        Dd product = 0.0;
        Dd loss = 0.0;
        var rounds = type != ElementType.F64;
        if (rounds)
        {
            RoundedCosine.Products(type, x, y, task->Columns, products);
            rounds = TryCosine(task, row, products, out cosine, out product, out loss);
        }
        if (!rounds)
        {
            CosineKernel.Products(type, x, y, task->Columns, products, &space->Sums);
            TryCosine(task, row, products, out cosine, out product, out loss);
        }
        var target = Elements.Get(task->Real, task->Target, row);
        Dd slope = -1.0;
        if (target != 1)
        {
            // As PyTorch, which clamps: the gradient at the corner passes.
            slope = target == -1 && loss.High >= 0 ? 1.0 : 0.0;
            if (loss.High < 0)
                loss = 0.0;
        }
        if (double.IsNaN(loss.High))
            slope = loss;
        slope = slope * scale * products->Unit;
        CosineSlope s;
        s.Unit = products->Unit;
        s.Across = slope / product;
        s.AlongFirst = slope * cosine / products->First;
        s.AlongSecond = slope * cosine / products->Second;
        var gradFirst = RowOperand.GradRow(&task->First, type, row);
        var gradSecond = RowOperand.GradRow(&task->Second, type, row);
        if (gradFirst == null && gradSecond == null)
            return loss;
        if (rounds)
            RoundedCosine.Write(type, x, y, task->Columns, &s, gradFirst, gradSecond);
        else
            CosineKernel.Write(type, x, y, task->Columns, &s, gradFirst, gradSecond);
        return loss;
    }

    /// <summary>The loss before it is clamped. False where most of its digits cancel, or it is infinite or NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryCosine(RowLossTask* task, long row, CosineProducts* products, out Dd cosine, out Dd product, out Dd loss)
    {
        var epsilon = (Dd)CosineEpsilon * products->Unit * products->Unit;
        products->First += epsilon;
        products->Second += epsilon;
        product = RowMath.Sqrt(products->First) * RowMath.Sqrt(products->Second);
        cosine = products->Dot / product;
        var target = Elements.Get(task->Real, task->Target, row);
        loss = target == 1 ? 1.0 - cosine : target == -1 ? cosine - task->Margin : 0.0;
        return Math.Abs(loss.High) >= RoundedDistance.Smallest * (1 + Math.Abs(task->Margin)) && double.IsFinite(product.High);
    }
}
