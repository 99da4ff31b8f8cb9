// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Tests.Inputs;
using static NativeLoss.Native.Tests.Calls.Axis;
using static NativeLoss.Native.Tests.Calls.Operand;

namespace NativeLoss.Native.Tests.Calls;

/// <summary>Ranks, soft ranks, rank correlation.</summary>
internal static unsafe partial class Operations
{
    private static IEnumerable<Operation> Ranking()
    {
        var values = In("values", Rows, Columns, Content.Logits);
        var ranks = Out("ranks", Rows, Columns);
        yield return new("ranking_scratch_size", "", [Out("size", One, One)]) { RowsAreIndependent = false };
        yield return new("rank", "", [values, ranks]) { InPlaceOf = ["values"] };
        yield return new(
            "spearman",
            "",
            [
                In("first", Rows, Columns, Content.Logits), In("second", Rows, Columns, Content.Gradient),
                Out("correlation", Rows, One),
            ]);

        foreach (var (what, options) in new (string, SoftRankOptions)[]
        {
            ("l2", default),
            ("kl", new() { Regularization = (int)Regularization.KL }),
            ("kl, 0.1", new() { Regularization = (int)Regularization.KL, RegularizationStrength = 0.1 }),
        })
        {
            Action<Frame> set = frame => frame.SetOptions(options);
            yield return new("soft_rank", what, [values, ranks]) { InPlaceOf = ["values"], Options = set };
            yield return new(
                "soft_rank_backward",
                what,
                [values, In("gradRanks", Rows, Columns, Content.Gradient), Out("gradValues", Rows, Columns)])
            {
                InPlaceOf = ["values", "gradRanks"],
                Options = set,
            };
            yield return SpearmanLoss(what, options, Reduction.Mean);
            yield return SpearmanLoss(what + ", none", options, Reduction.None);
        }
    }

    private static Operation SpearmanLoss(string what, SoftRankOptions options, Reduction reduction)
    {
        options.Reduction = (int)reduction;
        return new(
            "spearman_loss",
            what,
            [
                In("pred", Rows, Columns, Content.Logits), In("target", Rows, Columns, Content.Gradient),
                Out("grad", Rows, Columns), Out("loss", reduction == Reduction.None ? Rows : One, One),
            ])
        {
            InPlaceOf = ["pred", "target"],
            RowsAreIndependent = reduction == Reduction.None,
            Options = frame => frame.SetOptions(options),
        };
    }
}
