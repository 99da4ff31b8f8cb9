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
    internal readonly bool AnyApart => argMax != null || entropy != null;

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

    /// <summary>The outputs that a row's logits decide alone, before they are overwritten.</summary>
    internal readonly void KeepRow(ElementType type, long r, in Row row, Workspace* space)
    {
        if (lse != null)
            KeepLse(type, r, SoftmaxRows.LogSumExp(row, space).Value);
        if (argMax != null)
            argMax[r] = Ranking.ArgMax(row.Stored, row.Count);
        if (entropy != null)
        {
            // In f64 whatever the loss is computed in: its terms are products of results that are rounded to f32 there.
            RowSource source;
            var wide = RowSource.Widened(row.Source, &source, r);
            var top = SoftmaxRows.Seen(wide, space, out var shares);
            Elements.Set(type, entropy, r, EntropyKernel.Run(wide, top, shares, space).Value);
        }
    }

    /// <summary>A row with an index target.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal readonly void KeepLabel(ElementType type, long r, in Row row, long label, double probability)
    {
        if (correct != null)
            correct[r] = Ranking.ArgMax(row.Stored, row.Count) == label ? (byte)1 : (byte)0;
        if (rank != null)
            rank[r] = Ranking.Rank(row.Stored, row.Count, label);
        Keep(type, labelProb, r, probability);
    }

    internal readonly void KeepTargets(long r, in Row row, in Series targets)
    {
        if (correct != null)
            correct[r] = Ranking.ArgMax(row.Stored, row.Count) == Ranking.ArgMax(targets, row.Count) ? (byte)1 : (byte)0;
    }

    internal readonly void KeepLse(ElementType type, long r, double value) => Keep(type, lse, r, value);

    internal readonly void KeepZLoss(ElementType type, long r, double value) => Keep(type, zLoss, r, value);

    internal readonly void KeepIgnored(ElementType type, long r)
    {
        if (correct != null)
            correct[r] = 0;
        if (rank != null)
            rank[r] = -1;
        Keep(type, labelProb, r, 0.0);
        KeepZLoss(type, r, 0.0);
    }

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
