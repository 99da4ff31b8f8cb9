// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Sixteen elements of an element-wise call as f64, or more of a stream, and what the loss makes of them; on the stack of the task.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ElementBlock
{
    /// <summary>How many elements of a stream are worked on at a time.</summary>
    internal const int Most = 3 * WideBlock.Size;

    /// <summary>Inputs; then the losses.</summary>
    internal fixed double X[Most];

    /// <summary>Targets; then the gradients.</summary>
    internal fixed double Y[Most];

    /// <summary>
    /// The other input of a loss that has two; the weights of the positive targets of one that has them. Of a stream, the larger of
    /// <see cref="RoundedLogistic"/>.
    /// </summary>
    internal fixed double Other[Most];

    /// <summary>Of a stream, the smaller.</summary>
    internal fixed double Weight[Most];

    internal LaneSums Sums;

    internal ElementParameters Parameters;

    /// <summary>Where a loss takes elements that have no more digits than f32, as f32: a stream. All else of them is in the block.</summary>
    internal float* Inputs;
    internal float* Targets;
    internal float* Others;
    internal float* Weights;

    /// <summary>Whether gradients are wanted; where not, slopes need not be computed.</summary>
    internal bool WantsSlopes;

    /// <summary>Whether any weight is not 1.</summary>
    internal bool IsWeighted;

    /// <summary>One more weight for the whole row.</summary>
    internal double RowWeight;

    /// <summary>What the reduction multiplies the gradients by.</summary>
    internal Dd Scale;

    /// <summary>
    /// What is kept of a vector of the sixteen elements, behind them, where only a stream has more: what was prepared of it, and then what
    /// the loss makes of it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DdF64* Kept(double* elements, int lane) => (DdF64*)(elements + WideBlock.Size + (2 * lane));

    /// <summary>Exponentials in the place of what is kept of so many elements.</summary>
    internal static void Exp(double* elements, int length) => DdMath<F64Short>.Exp(elements + WideBlock.Size, length);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void KeepLog(in DdF64 x, double* elements, int lane) => DdMath<F64Short>.Log(x, out *Kept(elements, lane));

    /// <summary>Losses and gradients in the place of inputs and targets, of what is kept of them: weighted, scaled and rounded.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Finish(ElementBlock* block, int length)
    {
        for (var lane = 0; block->IsWeighted && lane < length; lane += F64Short.Count)
            Weigh(block, lane);
        var scale = DdF64.Broadcast(block->Scale);
        for (var lane = 0; lane < length; lane += F64Short.Count)
        {
            var loss = Kept(block->X, lane)->Value;
            F64Short.Store(loss, block->X + lane);
            if (!block->WantsSlopes)
                continue;
            var grad = *Kept(block->Y, lane);
            if (!block->IsWeighted)
                grad *= scale;
            F64Short.Store(F64Short.SelectWhereEqual(loss, loss, grad.Value, loss), block->Y + lane);
        }
    }

    /// <summary>Weights a vector's results, and scales its slope.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Weigh(ElementBlock* block, int lane)
    {
        var scale = DdF64.Broadcast(block->Scale);
        var weight = (DdF64)F64Short.Load(block->Weight + lane) * F64Short.Broadcast(block->RowWeight);
        var value = Kept(block->X, lane);
        *value = DdF64.Weighted(*value, weight);
        // A weight above 1 is scaled first: its product with the slope might be no number.
        var one = F64Short.Broadcast(1.0);
        var size = Bits.Magnitudes(weight.High);
        var slope = Kept(block->Y, lane);
        var steepness = DdF64.Weighted(*slope, DdF64.SelectWhereLess(one, size, weight * scale, weight));
        *slope = steepness * DdF64.SelectWhereLess(one, size, one, scale);
    }
}
