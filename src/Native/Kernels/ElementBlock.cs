// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>Sixteen elements of an element-wise call as f64, and what the loss makes of them; on the stack of the task.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ElementBlock
{
    private const int Size = WideBlock.Size;

    /// <summary>Inputs; then the losses.</summary>
    internal fixed double X[Size];

    /// <summary>Targets; then the gradients.</summary>
    internal fixed double Y[Size];

    /// <summary>The other input of a loss that has two; the weights of the positive targets of one that has them.</summary>
    internal fixed double Other[Size];

    internal fixed double Weight[Size];

    /// <summary>Of losses that prepare it.</summary>
    internal LogisticBlock Logistic;

    internal LaneSums Sums;

    internal ElementParameters Parameters;

    /// <summary>The elements have no more digits than f32.</summary>
    internal bool IsRounded;

    /// <summary>Whether any weight is not 1.</summary>
    internal bool IsWeighted;

    /// <summary>One more weight for the whole row.</summary>
    internal double RowWeight;

    /// <summary>What the reduction multiplies the gradients by.</summary>
    internal Dd Scale;

    /// <summary>Puts losses and gradients in the place of inputs and targets: weighted, scaled and rounded.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Finish(ElementBlock* block, int lane, in DdF64 value, in DdF64 slope)
    {
        var weighted = value;
        var steepness = slope;
        if (block->IsWeighted)
        {
            var weight = (DdF64)F64Short.Load(block->Weight + lane) * F64Short.Broadcast(block->RowWeight);
            weighted = DdF64.Weighted(value, weight);
            steepness = DdF64.Weighted(slope, weight);
        }
        var loss = weighted.Value;
        var grad = (steepness * DdF64.Broadcast(block->Scale)).Value;
        F64Short.Store(loss, block->X + lane);
        F64Short.Store(F64Short.SelectWhereEqual(loss, loss, grad, loss), block->Y + lane);
    }

    /// <summary>As Finish, for all values and slopes where they are, in f64.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void FinishRounded(ElementBlock* block)
    {
        var scale = F64Short.Broadcast(block->Scale.High);
        // Added to a result it makes +0 of -0, as the two parts of a double-double do.
        var zero = F64Short.Broadcast(0.0);
        for (var lane = 0; lane < Size; lane += F64Short.Count)
        {
            var loss = F64Short.Load(block->X + lane);
            var grad = F64Short.Load(block->Y + lane);
            if (block->IsWeighted)
            {
                var weight = F64Short.Load(block->Weight + lane) * F64Short.Broadcast(block->RowWeight);
                loss = DdF64.WeightedHigh(loss, weight) + zero;
                grad = DdF64.WeightedHigh(grad, weight);
                F64Short.Store(loss, block->X + lane);
            }
            F64Short.Store(F64Short.SelectWhereEqual(loss, loss, F64Short.Fma(grad, scale, zero), loss), block->Y + lane);
        }
    }
}
