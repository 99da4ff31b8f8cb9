// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>Validation of losses of rows: every buffer alone, then every output against all others.</summary>
internal static unsafe class RowLossCheck
{
    private const int Operands = 3;

    // Three operands, labels, target and two kinds of weights; three gradients, the loss and the accuracy.
    private const int Inputs = Operands + 4;
    private const int Outputs = Operands + 2;

    /// <summary>What an operation sets only where it has it.</summary>
    internal static void Clear(RowLossTask* task)
    {
        RowOperand.Set(&task->Second, null, 0, null, 0);
        RowOperand.Set(&task->Third, null, 0, null, 0);
        task->NeedsWorkspace = false;
        task->Labels = default;
        task->Target = null;
        task->HasTarget = false;
        task->Accuracy = null;
        task->Threshold = 0;
        task->ClassWeights = null;
        task->RowWeights = null;
        task->IgnoresIndex = false;
        task->IgnoreIndex = 0;
        task->Margin = 0;
        task->Power = 0;
        task->Epsilon = 0;
        task->Flags = 0;
        task->Scale = 1.0;
        task->BlockSums = null;
        task->BlockAgree = null;
    }

    /// <summary>Legal reductions, and flags within those known; zero in what is reserved.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Status Options(uint flags, uint known, int reduction, int reserved) =>
        (flags & ~known) == 0 && reduction is >= (int)Reduction.Mean and <= (int)Reduction.None && reserved == 0
            ? Status.Ok
            : Status.E_Option;

    /// <summary>Not inlined: its matrices would stay on the stack while the rows run.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Status Buffers(RowLossTask* task, int operands, Executor* executor, Status options)
    {
        var size = Elements.Size(task->Type);
        var realSize = Elements.Size(task->Real);
        var inputs = stackalloc Matrix[Inputs + Outputs];
        var outputs = inputs + Inputs;
        var operand = &task->First;
        for (var i = 0; i < Operands; i++)
        {
            var rows = i < operands ? task->Rows : 0;
            inputs[i] = new Matrix(operand[i].Data, rows, task->Columns, operand[i].Stride, size);
            outputs[i] = new Matrix(operand[i].Grad, rows, task->Columns, operand[i].GradStride, size);
        }
        inputs[Operands] = Matrix.Vector(task->Labels.Data, task->Labels.ElementSize == 0 ? 0 : task->Rows, task->Labels.ElementSize);
        inputs[Operands + 1] = Matrix.Vector(task->Target, task->HasTarget ? task->Rows : 0, realSize);
        inputs[Operands + 2] = Matrix.Vector(task->ClassWeights, task->Columns, realSize);
        inputs[Operands + 3] = Matrix.Vector(task->RowWeights, task->Rows, realSize);
        outputs[Operands] = Matrix.Vector(task->Loss, task->Reduction == Reduction.None ? task->Rows : 1, realSize);
        outputs[Operands + 1] = Matrix.Vector(task->Accuracy, 1, realSize);

        var status = Check.First(options, Check.Extents(task->Rows, task->Columns));
        for (var i = 0; i <= Operands + 1; i++)
            status = Check.First(status, Check.Rows(inputs[i]));
        for (var i = Operands + 2; i < Inputs; i++)
            status = Check.First(status, Check.OptionalRows(inputs[i]));
        for (var i = 0; i < Outputs; i++)
            status = Check.First(status, Check.OptionalRows(outputs[i]));
        status = Check.First(status, Check.Executor(executor));
        for (var o = 0; o < Outputs && status == Status.Ok; o++)
        {
            // A gradient may take the place of its own input: a row is read before it is written.
            for (var i = 0; i < Inputs && status == Status.Ok; i++)
                status = i == o && o < Operands ? Check.SameOrDisjoint(inputs[i], outputs[o]) : Check.Disjoint(inputs[i], outputs[o]);
            for (var other = 0; other < o; other++)
                status = Check.First(status, Check.Disjoint(outputs[other], outputs[o]));
        }
        return status;
    }
}
