// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Up to sixteen rows' target distributions, each seen from the row's most probable class as a <see cref="LabelBatch"/> sees its logits. With
/// T the mass of the other classes, t that class's, and G the sum of the others' masses times how far they lie below it,
///   loss = G + (t + T) (-log p),   gradient there = T p - t (1 - p),   elsewhere (t + T) p[c] - t[c].
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TargetBatch
{
    /// <summary>T.</summary>
    internal fixed double Others[LabelBatch.Size];

    /// <summary>t.</summary>
    internal fixed double Own[LabelBatch.Size];

    /// <summary>G.</summary>
    internal fixed double Gaps[LabelBatch.Size];

    /// <summary>As T, of the masses without their signs, or a bound in its place.</summary>
    internal fixed double Sizes[LabelBatch.Size];

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Clear(TargetBatch* targets)
    {
        var sums = (double*)targets;
        for (var i = 0; i < sizeof(TargetBatch) / sizeof(double); i += F64.Count)
            F64.Store(F64.Broadcast(0.0), sums + i);
    }

    /// <summary>
    /// Losses and gradients, weighted: the latter as the scales of exponentials, at the most probable classes, and in the masses' places what
    /// targets are multiplied by. Returns the rows whose losses and gradients are numbers that f32 holds.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Weigh(LabelBatch* batch, TargetBatch* targets, int rows, double scale, double* losses)
    {
        var zero = F64.Broadcast(0.0);
        var fit = 0u;
        for (var i = 0; i < rows; i += F64.Count)
        {
            var weight = F64.Load(LabelBatch.Weights(batch) + i);
            var factor = weight * F64.Broadcast(scale);
            var own = F64.Load(targets->Own + i);
            var others = F64.Load(targets->Others + i);
            var loss = F64.Fma(own + others, F64.Load(batch->NegativeLogs + i), F64.Load(targets->Gaps + i));
            loss = F64.SelectWhereEqual(weight, zero, zero, weight * loss);
            F64.Store(loss, losses + i);
            var sizes = (F64.Load(targets->Sizes + i) + Bits.Magnitudes(own)) * Bits.Magnitudes(factor);
            fit |= (F64.WhereLess(sizes, F64.Broadcast(LabelBatch.Heaviest)) & F64.WhereLess(Bits.Magnitudes(loss), F64.Broadcast(double.PositiveInfinity))) << i;
            F64.Store(F64.Load(batch->Scales + i) * ((own + others) * factor), batch->Scales + i);
            var gradient = (others * F64.Load(LabelBatch.Probabilities(batch) + i)) - (own * F64.Load(batch->Others + i));
            F64.Store(gradient * factor, batch->AtLabels + i);
            F64.Store(zero - factor, targets->Others + i);
        }
        return fit;
    }
}
