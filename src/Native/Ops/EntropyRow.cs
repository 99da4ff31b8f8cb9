// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>-sum p log p of a row of probabilities, by the logarithm of the base or of the number of classes.</summary>
internal static unsafe class EntropyRow
{
    internal static Dd Run(RowLossTask* task, long row, Dd scale, void* sumSpace)
    {
        var space = (SumSpace*)sumSpace;
        var type = task->Type;
        Dd unit = 1.0;
        // One class has no entropy, whatever it is divided by.
        if ((task->Flags & (uint)DivergenceFlags.Normalized) != 0)
            unit = task->Columns == 1 ? (Dd)1.0 : (Dd)1.0 / ScalarMath.Log((double)task->Columns);
        else if ((task->Flags & (uint)DivergenceFlags.Bits) != 0)
            unit = (Dd)1.0 / RowMath.Ln2;
        var probs = RowOperand.Row(&task->First, type, row);
        var grad = RowOperand.GradRow(&task->First, type, row);
        var factor = scale * unit;
        if (type != ElementType.F64 && RoundedEntropy.TryRun(new Series(type, probs, 1), task->Columns, factor.High, grad, out var entropy))
            return entropy * unit;
        Distribution p;
        Distribution.Create(type, probs, task->Columns, isLogits: false, &space->Sums, &p);
        return DistributionEntropyKernel.Run(&p, factor, grad, space) * unit;
    }
}
