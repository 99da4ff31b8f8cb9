// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>Ranks of rows, hard and soft, and their correlation.</summary>
internal static unsafe class RankingOp
{
    internal static Status Rank(
        ElementType type, void* values, long valuesStride, long rows, long classes, void* ranks, long ranksStride, void* scratch,
        long scratchSize, Executor* executor)
    {
        RankingTask task;
        Begin(&task, type, values, valuesStride, null, 0, rows, classes);
        task.Result = ranks;
        task.ResultStride = ranksStride;
        var status = rows > 0 && ranks == null ? Status.E_Null : Status.Ok;
        return Run(&task, 0, scratch, scratchSize, &RankRows, executor, status);
    }

    internal static Status Spearman(
        ElementType type, void* first, long firstStride, void* second, long secondStride, long rows, long classes, void* correlation,
        void* scratch, long scratchSize, Executor* executor)
    {
        RankingTask task;
        Begin(&task, type, first, firstStride, second, secondStride, rows, classes);
        task.Scalars = correlation;
        var status = rows > 0 && (second == null || correlation == null) ? Status.E_Null : Status.Ok;
        return Run(&task, rows, scratch, scratchSize, &SpearmanRows, executor, status);
    }

    internal static Status SoftRank(
        ElementType type, void* values, long valuesStride, long rows, long classes, SoftRankOptions* options, void* ranks, long ranksStride,
        void* scratch, long scratchSize, Executor* executor)
    {
        RankingTask task;
        Begin(&task, type, values, valuesStride, null, 0, rows, classes);
        task.Result = ranks;
        task.ResultStride = ranksStride;
        var status = Check.First(RankingCheck.Options(options, &task), rows > 0 && ranks == null ? Status.E_Null : Status.Ok);
        return Run(&task, 0, scratch, scratchSize, &SoftRankRows, executor, status);
    }

    internal static Status SoftRankBackward(
        ElementType type, void* values, long valuesStride, void* gradRanks, long gradRanksStride, long rows, long classes,
        SoftRankOptions* options, void* gradValues, long gradValuesStride, void* scratch, long scratchSize, Executor* executor)
    {
        RankingTask task;
        Begin(&task, type, values, valuesStride, gradRanks, gradRanksStride, rows, classes);
        task.Result = gradValues;
        task.ResultStride = gradValuesStride;
        var status = rows > 0 && (gradRanks == null || gradValues == null) ? Status.E_Null : Status.Ok;
        status = Check.First(RankingCheck.Options(options, &task), status);
        return Run(&task, 0, scratch, scratchSize, &SoftRankBackwardRows, executor, status);
    }

    internal static Status SpearmanLoss(
        ElementType type, void* pred, long predStride, void* target, long targetStride, long rows, long classes, SoftRankOptions* options,
        void* loss, void* grad, long gradStride, void* scratch, long scratchSize, Executor* executor)
    {
        RankingTask task;
        Begin(&task, type, pred, predStride, target, targetStride, rows, classes);
        task.Scalars = loss;
        task.Result = grad;
        task.ResultStride = gradStride;
        var status = Check.First(RankingCheck.Options(options, &task), rows > 0 && target == null ? Status.E_Null : Status.Ok);
        var sums = stackalloc Dd[Partition.MaxBlocks];
        task.BlockSums = sums;
        task.Scale = task.Reduction == Reduction.Mean ? (Dd)1.0 / (double)rows : (Dd)1.0;
        var perRow = task.Reduction == Reduction.None;
        status = Run(&task, perRow ? rows : 1, scratch, scratchSize, &SpearmanLossRows, executor, status);
        if (status != Status.Ok || loss == null || perRow)
            return status;
        var total = Dd.Total(sums, Partition.Blocks(rows));
        Elements.Set(type, loss, 0, (task.Reduction == Reduction.Mean ? total / (double)rows : total).Value);
        return Status.Ok;
    }

    private static void Begin(
        RankingTask* task, ElementType type, void* values, long valuesStride, void* second, long secondStride, long rows, long classes)
    {
        task->Type = type;
        task->Rows = rows;
        task->Classes = classes;
        task->Values = values;
        task->ValuesStride = valuesStride;
        task->Second = second;
        task->SecondStride = secondStride;
        task->Result = null;
        task->ResultStride = 0;
        task->Scalars = null;
    }

    private static Status Run(
        RankingTask* task, long scalars, void* scratch, long scratchSize, delegate*<void*, long, long, int, void> body, Executor* executor,
        Status status)
    {
        status = RankingCheck.Arrays(task, scalars, scratch, scratchSize, executor, status);
        if (status == Status.Ok)
            Partition.Run(task->Rows, body, task, executor);
        return status;
    }

    private static void RankRows(void* data, long first, long end, int block)
    {
        var task = (RankingTask*)data;
        var scratch = task->ScratchOf(block);
        for (var row = first; row < end; row++)
        {
            var result = task->ResultOf(row);
            var sorted = SortKernel.Run(task->Type, task->ValuesOf(row), task->Classes, scratch.Pairs, scratch.MorePairs, out _);
            if (sorted == null)
                Elements.Fill(task->Type, result, task->Classes, Canonical.NaN);
            else
                RankKernel.Run(sorted, task->Classes, task->Type, result);
        }
    }

    private static void SpearmanRows(void* data, long first, long end, int block)
    {
        var task = (RankingTask*)data;
        var scratch = task->ScratchOf(block);
        var mean = RankKernel.Average(0, task->Classes);
        for (var row = first; row < end; row++)
        {
            var result = Canonical.NaN;
            if (RankInto(task, task->ValuesOf(row), scratch))
            {
                for (long i = 0; i < task->Classes; i++)
                    scratch.Ranks[i] = scratch.OtherRanks[i] - mean;
                if (RankInto(task, task->SecondOf(row), scratch))
                {
                    RankCorrelation.Run(scratch.Ranks, scratch.OtherRanks, task->Classes, out var correlation);
                    result = correlation.Value.Value;
                }
            }
            Elements.Set(task->Type, task->Scalars, row, result);
        }
    }

    private static void SoftRankRows(void* data, long first, long end, int block)
    {
        var task = (RankingTask*)data;
        var scratch = task->ScratchOf(block);
        for (var row = first; row < end; row++)
        {
            SoftRanks soft = default;
            var found = soft.Find(task, row, scratch);
            if (found)
                soft.Ranks(task, scratch, 0.0);
            Write(task, row, found ? scratch.Ranks : null);
        }
    }

    private static void SoftRankBackwardRows(void* data, long first, long end, int block)
    {
        var task = (RankingTask*)data;
        var scratch = task->ScratchOf(block);
        for (var row = first; row < end; row++)
        {
            SoftRanks soft = default;
            Dd* slopes = null;
            if (soft.Find(task, row, scratch))
            {
                slopes = soft.Slopes;
                soft.Ranks(task, scratch, 0.0);
                for (long i = 0; i < task->Classes; i++)
                    slopes[i] = Elements.Get(task->Type, task->SecondOf(row), i);
                soft.Backward(task, scratch, 0.0);
            }
            Write(task, row, slopes);
        }
    }

    private static void SpearmanLossRows(void* data, long first, long end, int block)
    {
        var task = (RankingTask*)data;
        var scratch = task->ScratchOf(block);
        var mean = RankKernel.Average(0, task->Classes);
        Dd sum = 0.0;
        for (var row = first; row < end; row++)
        {
            SoftRanks soft = default;
            Dd* slopes = null;
            Dd loss = Canonical.NaN;
            if (RankInto(task, task->SecondOf(row), scratch) && soft.Find(task, row, scratch))
            {
                soft.Ranks(task, scratch, mean);
                RankCorrelation.Run(scratch.Ranks, scratch.OtherRanks, task->Classes, out var correlation);
                loss = (Dd)1.0 - correlation.Value;
                slopes = soft.Slopes;
                if (task->Result != null)
                {
                    correlation.Gradient(scratch.Ranks, scratch.OtherRanks, task->Classes, task->Scale, slopes);
                    soft.Backward(task, scratch, mean);
                }
            }
            if (task->Result != null)
                Write(task, row, slopes);
            if (task->Reduction == Reduction.None && task->Scalars != null)
                Elements.Set(task->Type, task->Scalars, row, loss.Value);
            sum += loss;
        }
        task->BlockSums[block] = sum;
    }

    /// <summary>Average ranks into the scratch's other ranks; false for a row with NaN.</summary>
    private static bool RankInto(RankingTask* task, void* row, RankScratch scratch)
    {
        var sorted = SortKernel.Run(task->Type, row, task->Classes, scratch.Pairs, scratch.MorePairs, out _);
        if (sorted == null)
            return false;
        RankKernel.Run(sorted, task->Classes, ElementType.F64, scratch.OtherRanks);
        return true;
    }

    /// <summary>NaN without values.</summary>
    private static void Write(RankingTask* task, long row, Dd* values)
    {
        for (long i = 0; i < task->Classes; i++)
            Elements.Set(task->Type, task->ResultOf(row), i, values == null ? Canonical.NaN : values[i].Value);
    }
}
