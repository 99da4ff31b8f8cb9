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

/// <content>Losses of a row and its class label.</content>
internal static unsafe partial class Operations
{
    // Not a field: those of other files may not be initialized when this is read.
    private static Operand RowWeights => In("rowWeights", Rows, One, Content.Weights);

    private static IEnumerable<Operation> IndexLosses()
    {
        var focal = Gammas(2, 0.5);
        var margins = new[] { Margins(1, 1), Margins(2, 0.5) };
        foreach (var operation in IndexLoss("nll_loss", "logProbs", [[], []])
            .Concat(IndexLoss("softmax_focal", "logits", focal))
            .Concat(IndexLoss("multi_margin", "input", margins))
            .Concat(IndexLoss("multiclass_hinge", "input", [[], []])))
        {
            yield return operation;
        }
    }

    private static Dictionary<string, long>[] Gammas(params double[] gammas) =>
        [.. gammas.Select(g => new Dictionary<string, long> { ["gamma"] = BitConverter.DoubleToInt64Bits(g) })];

    private static Dictionary<string, long> Margins(int power, double margin) =>
        new() { ["power"] = power, ["margin"] = BitConverter.DoubleToInt64Bits(margin) };

    private static IEnumerable<Operation> IndexLoss(string export, string input, Dictionary<string, long>[] numbers) =>
    [
        IndexCase(export, input, Reduction.None, LabelType.U8, Content.Labels, numbers[0], "none"),
        IndexCase(
            export, input, Reduction.None, LabelType.I16, Content.LabelsSomeIgnored, numbers[1], "none, weights, ignore"),
        IndexCase(
            export, input, Reduction.Mean, LabelType.I64, Content.LabelsSomeIgnored, numbers[1], "mean, weights, ignore"),
        IndexCase(export, input, Reduction.Sum, LabelType.U32, Content.Labels, numbers[0], "sum, loss only"),
    ];

    private static Operation IndexCase(
        string export,
        string input,
        Reduction reduction,
        LabelType labelType,
        Fill labels,
        Dictionary<string, long> numbers,
        string variant)
    {
        var weights = variant.Contains("weights", StringComparison.Ordinal);
        var withGradient = !variant.Contains("loss only", StringComparison.Ordinal);
        var ignore = variant.Contains("ignore", StringComparison.Ordinal);
        List<Operand> operands = [In(input, Rows, Columns, Content.Logits), In("labels", Rows, One, labels)];
        if (weights)
            operands.AddRange([ClassWeights, RowWeights]);
        if (withGradient)
            operands.Add(Out("grad", Rows, Columns));
        operands.Add(Out("loss", reduction == Reduction.None ? Rows : One, One));
        return new(export, variant, [.. operands])
        {
            LabelType = labelType,
            Numbers = numbers,
            RowsAreIndependent = reduction == Reduction.None,
            InPlaceOf = withGradient ? [input] : [],
            Options = frame => frame.SetOptions(new IndexLossOptions
            {
                Flags = ignore ? (uint)IndexLossFlags.Ignore_Index : 0,
                Reduction = (int)reduction,
                IgnoreIndex = Content.Ignored,
                ClassWeights = weights ? frame.Data("classWeights") : null,
                RowWeights = weights ? frame.Data("rowWeights") : null,
            }),
        };
    }
}
