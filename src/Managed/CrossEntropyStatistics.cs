// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss;

/// <summary>
/// What cross-entropy can tell about each row in the same pass: spans that receive [rows] values; an empty one is not
/// wanted. <c>default</c>: none is.
/// </summary>
/// <typeparam name="TReal"><c>double</c> beside <c>double</c> logits, else <c>float</c>.</typeparam>
public readonly ref struct CrossEntropyStatistics<TReal>
    where TReal : unmanaged
{
    /// <summary>log sum_c exp(logits[r,c]).</summary>
    public Span<TReal> Lse { get; init; }

    /// <summary>The class of the largest logit: of equal ones the first; a NaN is the largest.</summary>
    public Span<long> ArgMax { get; init; }

    /// <summary>
    /// Whether <see cref="ArgMax"/> is the label (with target distributions: the first class of the largest target). False
    /// in ignored rows.
    /// </summary>
    public Span<bool> Correct { get; init; }

    /// <summary>
    /// How many classes come before the label when they are sorted by logit, ties by index: it is among the top k where
    /// this is below k. -1 in ignored rows. Index labels only.
    /// </summary>
    public Span<long> Rank { get; init; }

    /// <summary>Entropy of softmax(logits[r,:]), in nats.</summary>
    public Span<TReal> Entropy { get; init; }

    /// <summary>The label's probability; 0 in ignored rows. Index labels only.</summary>
    public Span<TReal> LabelProb { get; init; }

    /// <summary>The z-loss that is in the row's loss; 0 in ignored rows.</summary>
    public Span<TReal> ZLossPart { get; init; }

    internal bool IsEmpty =>
        (Lse.Length | ArgMax.Length | Correct.Length | Rank.Length | Entropy.Length | LabelProb.Length | ZLossPart.Length) == 0;

    internal void Require(long rows)
    {
        Extent.RequireOptional(Lse.Length, rows, nameof(Lse));
        Extent.RequireOptional(ArgMax.Length, rows, nameof(ArgMax));
        Extent.RequireOptional(Correct.Length, rows, nameof(Correct));
        Extent.RequireOptional(Rank.Length, rows, nameof(Rank));
        Extent.RequireOptional(Entropy.Length, rows, nameof(Entropy));
        Extent.RequireOptional(LabelProb.Length, rows, nameof(LabelProb));
        Extent.RequireOptional(ZLossPart.Length, rows, nameof(ZLossPart));
    }
}
