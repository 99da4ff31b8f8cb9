// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>A call of a loss whose unit is a row, or a row of each of up to three matrices, as its row tasks see it.</summary>
internal unsafe struct RowLossTask
{
    internal ElementType Type;
    internal long Rows;
    internal long Columns;
    internal RowOperand First;
    internal RowOperand Second;
    internal RowOperand Third;

    /// <summary>Class labels; without any where the loss has none.</summary>
    internal Labels Labels;

    /// <summary>A number per row that says what the pair is: same or not, 1 or -1. NULL where the loss has none.</summary>
    internal void* Target;
    internal bool HasTarget;

    internal void* ClassWeights;
    internal void* RowWeights;
    internal bool IgnoresIndex;
    internal long IgnoreIndex;
    internal Reduction Reduction;
    internal double EmptyMean;
    internal void* Loss;

    /// <summary>Receives the share of the rows that agree, see <see cref="SumSpace.Agrees"/>; NULL = not wanted.</summary>
    internal void* Accuracy;

    /// <summary>Margin, exponent, ...: what these mean is the loss's business.</summary>
    internal double Margin;
    internal double Power;
    internal double Epsilon;
    internal double Threshold;
    internal uint Flags;

    /// <summary>
    /// Computes the loss of one row before it is weighted, and writes the gradients that are wanted, times scale.
    /// </summary>
    internal delegate*<RowLossTask*, long, Dd, void*, Dd> Row;

    /// <summary>Whether the function above is given a <see cref="Workspace"/>, else a <see cref="SumSpace"/>.</summary>
    internal bool NeedsWorkspace;

    /// <summary>What a row's gradient is multiplied by for the reduction.</summary>
    internal Dd Scale;

    /// <summary>Sum of the losses of each block of rows.</summary>
    internal Dd* BlockSums;

    /// <summary>Number of rows of each block that agree; NULL = not wanted.</summary>
    internal long* BlockAgree;

    /// <summary>Of what there is one of for a row or class, and of the accuracy.</summary>
    internal readonly ElementType Real => Elements.Real(Type);

    internal readonly bool IsIgnored(long row) => IgnoresIndex && Labels[row] == IgnoreIndex;

    internal readonly bool IsWeighted => RowWeights != null || ClassWeights != null;

    internal readonly Dd RowWeight(long row) => RowWeights == null ? 1.0 : Elements.Get(Real, RowWeights, row);

    internal readonly Dd ClassWeight(long row) => ClassWeights == null ? 1.0 : Elements.Get(Real, ClassWeights, Labels[row]);
}
