// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>Validation of what ranks rows.</summary>
internal static unsafe class RankingCheck
{
    /// <summary>Bytes of scratch; the extents and the executor must be legal.</summary>
    internal static Status ScratchSize(long rows, long classes, Executor* executor, long* size)
    {
        var status = Check.First(Check.Extents(rows, classes), Check.Executor(executor));
        status = Check.First(status, size == null ? Status.E_Null : Status.Ok);
        status = Check.First(status, TryScratchSize(rows, classes, executor, out var bytes));
        if (status == Status.Ok)
            *size = bytes;
        return status;
    }

    internal static Status Options(SoftRankOptions* options, RankingTask* task)
    {
        var status = Check.Options(options, out var copy);
        task->Regularization = (Regularization)copy.Regularization;
        task->Reduction = (Reduction)copy.Reduction;
        task->Strength = copy.RegularizationStrength == 0 ? 1.0 : copy.RegularizationStrength;
        var legal = copy.Reserved == 0 && copy.Regularization is >= 0 and <= (int)Regularization.KL
            && copy.Reduction is >= 0 and <= (int)Reduction.None && task->Strength >= 1e-100 && task->Strength <= 1e100;
        return Check.First(status, legal ? Status.Ok : Status.E_Option);
    }

    /// <summary>
    /// Checks and keeps the arrays of a call whose other fields are set: the result may take the place of an input, all else is apart.
    /// </summary>
    internal static Status Arrays(RankingTask* task, long scalars, void* scratch, long scratchSize, Executor* executor, Status status)
    {
        var size = Elements.Size(task->Type);
        var values = new Matrix(task->Values, task->Rows, task->Classes, task->ValuesStride, size);
        var second = new Matrix(task->Second, task->Rows, task->Classes, task->SecondStride, size);
        var result = new Matrix(task->Result, task->Rows, task->Classes, task->ResultStride, size);
        var numbers = Matrix.Vector(task->Scalars, scalars, size);
        status = Check.First(status, Check.Extents(task->Rows, task->Classes));
        status = Check.First(status, Check.First(Check.Rows(values), Check.OptionalRows(second)));
        status = Check.First(status, Check.First(Check.OptionalRows(result), Check.OptionalRows(numbers)));
        status = Check.First(status, Check.Executor(executor));
        if (status != Status.Ok)
            return status;
        status = TryScratchSize(task->Rows, task->Classes, executor, out var needed);
        status = Check.First(status, needed > scratchSize ? Status.E_Scratch : Status.Ok);
        var workspace = Matrix.Vector(scratch, needed, 1);
        status = Check.First(status, Check.Rows(workspace));
        if (status != Status.Ok)
            return status;
        status = Check.First(Check.SameOrDisjoint(values, result), Check.SameOrDisjoint(second, result));
        status = Check.First(status, Check.First(Check.Disjoint(numbers, values), Check.Disjoint(numbers, second)));
        status = Check.First(status, Check.First(Check.Disjoint(numbers, result), Check.Disjoint(workspace, numbers)));
        status = Check.First(status, Check.First(Check.Disjoint(workspace, values), Check.Disjoint(workspace, second)));
        task->Scratch = (byte*)scratch;
        task->Tasks = Partition.Tasks(Partition.Blocks(task->Rows), executor);
        return Check.First(status, Check.Disjoint(workspace, result));
    }

    private static Status TryScratchSize(long rows, long classes, Executor* executor, out long size)
    {
        size = 0;
        if (classes > long.MaxValue / (RankScratch.Bytes * Partition.MaxBlocks))
            return Status.E_Shape;
        if (rows > 0)
            size = Partition.Tasks(Partition.Blocks(rows), executor) * classes * RankScratch.Bytes;
        return Status.Ok;
    }
}
