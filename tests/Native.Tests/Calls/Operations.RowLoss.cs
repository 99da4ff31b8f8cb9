// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Tests.Inputs;
using static NativeLoss.Native.Tests.Calls.Axis;
using static NativeLoss.Native.Tests.Calls.Operand;

namespace NativeLoss.Native.Tests.Calls;

/// <content>Entropies and divergences of rows, losses of pairs of rows.</content>
internal static unsafe partial class Operations
{
    private const DivergenceFlags BothLogits = DivergenceFlags.First_Logits | DivergenceFlags.Second_Logits;

    private static IEnumerable<Operation> RowLosses() =>
    [
        Divergence("entropy_of_probs", "none, bits", ["probs"], DivergenceFlags.Bits),
        Divergence("entropy_of_probs", "mean, weights", ["probs"], DivergenceFlags.Normalized),
        Divergence("kl_of_rows", "none", ["first", "second"], 0),
        Divergence("kl_of_rows", "none, logits, symmetric, weights", ["first", "second"], BothLogits | DivergenceFlags.Symmetric),
        Divergence("kl_of_rows", "mean, mixed", ["first", "second"], DivergenceFlags.First_Logits),
        Divergence("js_div", "none", ["first", "second"], 0),
        Divergence("js_div", "none, logits, weights", ["first", "second"], BothLogits | DivergenceFlags.Bits),
        Divergence("js_div", "sum, logits, loss only", ["first", "second"], BothLogits),
        Divergence("kl_hinge", "none, logits", ["first", "second"], BothLogits),
        Divergence("kl_hinge", "none, symmetric, soft", ["first", "second"], DivergenceFlags.Symmetric | DivergenceFlags.Soft),
        Divergence("kl_hinge", "mean, weights, accuracy", ["first", "second"], BothLogits | DivergenceFlags.Symmetric),
        Pair("triplet_margin", "none", ["anchor", "positive", "negative"], 2),
        Pair("triplet_margin", "none, swap, weights", ["anchor", "positive", "negative"], 2),
        Pair("triplet_margin", "none, power 1", ["anchor", "positive", "negative"], 1),
        Pair("triplet_margin", "none, power 3", ["anchor", "positive", "negative"], 3),
        Pair("triplet_margin", "none, infinite power", ["anchor", "positive", "negative"], double.PositiveInfinity),
        Pair("triplet_margin", "mean", ["anchor", "positive", "negative"], 2),
        Pair("cosine_embedding", "none", ["first", "second"], 0),
        Pair("cosine_embedding", "mean, weights", ["first", "second"], 0),
        Pair("contrastive", "none", ["first", "second"], 0),
        Pair("contrastive", "mean, weights", ["first", "second"], 0),
    ];

    private static Operation Divergence(string export, string variant, string[] inputs, DivergenceFlags flags) =>
        RowLoss(export, variant, inputs, Classes(flags), export == "kl_hinge" ? "same" : null) with
        {
            Extents = new() { ["rows"] = Rows, ["classes"] = Columns },
            Numbers = new() { ["margin"] = Bits(2), ["threshold"] = Bits(0.5) },
            HasHalfTypes = true,
            Options = frame => frame.SetOptions(new DivergenceOptions
            {
                Flags = (uint)flags,
                Reduction = (int)ReductionOf(variant),
                RowWeights = Has(variant, "weights") ? frame.Data("rowWeights") : null,
            }),
        };

    private static Operation Pair(string export, string variant, string[] inputs, double power) =>
        RowLoss(
            export,
            variant,
            inputs,
            _ => Content.Logits,
            export == "cosine_embedding" ? "target" : export == "contrastive" ? "same" : null)
        with
        {
            Extents = new() { ["rows"] = Rows, ["columns"] = Columns },
            Numbers = new() { ["margin"] = Bits(1), ["power"] = Bits(power), ["epsilon"] = Bits(1e-6) },
            Options = frame => frame.SetOptions(new PairLossOptions
            {
                Flags = Has(variant, "swap") ? (uint)PairLossFlags.Swap : 0,
                Reduction = (int)ReductionOf(variant),
                RowWeights = Has(variant, "weights") ? frame.Data("rowWeights") : null,
            }),
        };

    private static Func<int, Fill> Classes(DivergenceFlags flags) => place =>
        (flags & (place == 0 ? DivergenceFlags.First_Logits : DivergenceFlags.Second_Logits)) != 0
            ? Content.Logits
            : place == 0 ? Content.Probabilities : Content.Weights;

    private static Operation RowLoss(
        string export, string variant, string[] inputs, Func<int, Fill> fill, string? target)
    {
        List<Operand> operands = [.. inputs.Select((name, place) => In(name, Rows, Columns, fill(place)))];
        if (target is not null)
            operands.Add(In(target, Rows, One, target == "same" ? Content.Same : Content.Signs));
        if (Has(variant, "weights"))
            operands.Add(RowWeights);
        var withGradients = !Has(variant, "loss only");
        if (withGradients)
        {
            operands.AddRange(inputs.Select(name => Out(
                inputs.Length == 1 ? "grad" : $"grad{char.ToUpperInvariant(name[0])}{name[1..]}", Rows, Columns)));
        }

        var none = ReductionOf(variant) == Reduction.None;
        operands.Add(Out("loss", none ? Rows : One, One));
        if (Has(variant, "accuracy"))
            operands.Add(Out("accuracy", One, One));
        return new(export, variant, [.. operands])
        {
            RowsAreIndependent = none,
            InPlaceOf = withGradients ? [inputs[0]] : [],
        };
    }

    private static Reduction ReductionOf(string variant) =>
        Has(variant, "none") ? Reduction.None : Has(variant, "sum") ? Reduction.Sum : Reduction.Mean;

    private static bool Has(string variant, string word) => variant.Contains(word, StringComparison.Ordinal);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
