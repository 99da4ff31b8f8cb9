// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>A validated element-wise call, as its tasks see it; pointers are of the call's element type.</summary>
internal unsafe struct ElementTask
{
    /// <summary>Columns that one task takes at least: a long row is cut, too.</summary>
    internal const int Chunk = 1024;

    internal ElementType Type;
    internal delegate*<ElementBlock*, int, void> Evaluate;

    /// <summary>Where this is not null it is taken instead.</summary>
    internal delegate*<ElementBlock*, int, void> Round;

    /// <summary>And this, too, where nothing but a value for each element is wanted.</summary>
    internal delegate*<float*, nint, float*, void> Values;

    internal ElementParameters Parameters;
    internal long Rows;
    internal long Columns;

    /// <summary>How many of the columns follow each other in memory: all, but where rows that do not were made one.</summary>
    internal long RunLength;

    internal void* Input;
    internal long InputStride;
    internal void* Other;
    internal long OtherStride;
    internal void* Target;
    internal long TargetStride;
    internal void* Weights;
    internal long WeightsStride;
    internal void* RowWeights;
    internal void* PosWeights;
    internal long PosWeightsStride;

    /// <summary>A loss for each element; NULL where they are summed or not wanted.</summary>
    internal void* Loss;
    internal long LossStride;

    /// <summary>Losses are real numbers; values of a map have the type of its input.</summary>
    internal ElementType LossType;

    internal void* Grad;
    internal long GradStride;
    internal void* GradOther;
    internal long GradOtherStride;

    /// <summary>What the reduction multiplies the gradients by.</summary>
    internal Dd Scale;

    /// <summary>Sum of the losses of each group of parts.</summary>
    internal Dd* GroupSums;

    internal readonly long Chunks => (Columns + Chunk - 1) / Chunk;
}
