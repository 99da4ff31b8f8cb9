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
        Distribution p;
        Distribution.Create(type, RowOperand.Row(&task->First, type, row), task->Columns, isLogits: false, &space->Sums, &p);
        var sum = DistributionEntropyKernel.Run(&p, scale * unit, RowOperand.GradRow(&task->First, type, row), space);
        return sum * unit;
    }
}
