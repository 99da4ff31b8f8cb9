// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>By-products of cross-entropy's rows, each where it is wanted.</summary>
internal unsafe struct CrossEntropyStats
{
    internal const int Count = 7;

    private void* lse;
    private long* argMax;
    private byte* correct;
    private long* rank;
    private void* entropy;
    private void* labelProb;
    private void* zLoss;

    internal readonly bool Any =>
        lse != null || argMax != null || correct != null || rank != null || entropy != null || labelProb != null || zLoss != null;

    /// <summary>Some are computed apart from the loss.</summary>
    internal readonly bool AnyApart => argMax != null || correct != null || rank != null || entropy != null;

    /// <summary>Some are found on the way to a label's loss.</summary>
    internal readonly bool AnyOfLoss => lse != null || labelProb != null || zLoss != null;

    internal readonly bool AnyLse => lse != null;

    internal static void Read(CrossEntropyStats* stats, in CrossEntropyOptions options)
    {
        stats->lse = options.Lse;
        stats->argMax = options.Argmax;
        stats->correct = options.Correct;
        stats->rank = options.Rank;
        stats->entropy = options.Entropy;
        stats->labelProb = options.LabelProb;
        stats->zLoss = options.ZLossPart;
    }

    /// <summary>What is computed apart from the loss, of rows [first, end), before their logits may be overwritten.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void KeepApart(CrossEntropyTask* task, long first, long end)
    {
        for (var r = first; r < end; r++)
            KeepOrder(task, r);
        if (task->Stats.entropy == null)
            return;
        SoftmaxTask entropies;
        Bytes.Copy(&task->Source, &entropies.Source, sizeof(RowSource));
        entropies.Rows = task->Rows;
        entropies.Upstream = null;
        entropies.Output = task->Stats.entropy;
        entropies.OutputStride = 1;
        entropies.Logits = null;
        entropies.EmptyRowZero = false;
        entropies.Bits = false;
        if (task->Source.Arithmetic == ElementType.F32)
            SoftmaxBatches.Entropy(&entropies, first, end, 0);
        else
            SoftmaxRows.Entropy(&entropies, first, end, 0);
    }

    /// <summary>What the order of a row's logits tells.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void KeepOrder(CrossEntropyTask* task, long r)
    {
        var stats = &task->Stats;
        var row = RowSource.At(&task->Source, r).Stored;
        var classes = task->Source.Classes;
        if (stats->argMax != null)
            stats->argMax[r] = Ranking.ArgMax(row, classes);
        if (stats->correct == null && stats->rank == null)
            return;
        long label = -1;
        if (task->Targets != null)
        {
            label = Ranking.ArgMax(task->TargetsRow(r), classes);
        }
        else
        {
            LabelMasses.Of(task, r, out var masses);
            if (masses.Share.High != 0)
                label = masses.Label;
        }
        var before = label < 0 ? -1 : Ranking.Rank(row, classes, label);
        if (stats->correct != null)
            stats->correct[r] = before == 0 ? (byte)1 : (byte)0;
        if (stats->rank != null)
            stats->rank[r] = before;
    }

    /// <summary>Of a row whose loss does not tell it, before its logits may be overwritten.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ComputeLse(CrossEntropyTask* task, long r, Workspace* space)
    {
        if (task->Stats.lse != null)
            task->Stats.KeepLse(task->Real, r, SoftmaxRows.LogSumExp(RowSource.At(&task->Source, r), space).Value);
    }

    internal readonly void KeepLse(ElementType type, long r, double value) => Keep(type, lse, r, value);

    internal readonly void KeepZLoss(ElementType type, long r, double value) => Keep(type, zLoss, r, value);

    internal readonly void KeepProbability(ElementType type, long r, double value) => Keep(type, labelProb, r, value);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep(ElementType type, void* output, long r, double value)
    {
        if (output != null)
            Elements.Set(type, output, r, value);
    }

    /// <summary>Output 0 to Count - 1, or null where it is not wanted, with the bytes of an element.</summary>
    internal readonly void* Output(int index, int realSize, out int size)
    {
        size = index switch { 1 or 3 => sizeof(long), 2 => sizeof(byte), _ => realSize };
        return index switch
        {
            0 => lse,
            1 => argMax,
            2 => correct,
            3 => rank,
            4 => entropy,
            5 => labelProb,
            _ => zLoss,
        };
    }
}
