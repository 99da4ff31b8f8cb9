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

/// <content>Cross-entropy.</content>
internal static unsafe partial class Operations
{
    // Not fields: those of other files may not be initialized when these are read.
    private static string[] Statistics => ["lse", "argmax", "correct", "entropy", "zLossPart"];
    private static string[] LabelStatistics => [.. Statistics, "rank", "labelProb"];

    private static IEnumerable<Operation> CrossEntropy() =>
        IndexTargets().Concat(SoftTargets()).Select(operation => operation with { HasHalfTypes = true });

    private static IEnumerable<Operation> IndexTargets()
    {
        const uint ignore = (uint)CrossEntropyFlags.Ignore_Index;
        const uint emptyZero = ignore | (uint)CrossEntropyFlags.Empty_Mean_Zero;
        const int mean = (int)Reduction.Mean, sum = (int)Reduction.Sum, none = (int)Reduction.None;
        string[] both = ["grad", "loss"], onlyLoss = ["loss"], onlyGrad = ["grad"];

        Operation Of(
            string variant, LabelType type, CrossEntropyOptions options, Fill? labels = null, string[]? outputs = null,
            params string[] inputs) =>
            LossAndGradient(
                "cross_entropy", variant, [Logits, In("labels", Rows, One, labels ?? Content.Labels)], options, inputs,
                outputs ?? both)
            with
            { LabelType = type };

        // "mean" is what NULL options mean, and is called with them.
        yield return Of("mean", LabelType.I64, default);
        yield return Of(
            "sum, weights, smoothing", LabelType.I32, new() { Reduction = sum, LabelSmoothing = 0.1 }, inputs: "classWeights");
        yield return Of("none, smoothing", LabelType.U8, new() { Reduction = none, LabelSmoothing = 0.2 });
        yield return Of(
            "none, weights, smoothing, ignore",
            LabelType.I16,
            new() { Reduction = none, LabelSmoothing = 0.1, Flags = ignore },
            Content.LabelsSomeIgnored,
            inputs: "classWeights");
        yield return Of(
            "mean, weights, ignore", LabelType.U16, new() { Flags = ignore }, Content.LabelsSomeIgnored,
            inputs: "classWeights");
        yield return Of("mean, all ignored", LabelType.I8, new() { Flags = ignore }, Content.LabelsAllIgnored);
        yield return Of("mean, all ignored, zero", LabelType.U32, new() { Flags = emptyZero }, Content.LabelsAllIgnored);
        yield return Of("none, loss only", LabelType.U32, new() { Reduction = none }, outputs: onlyLoss);
        yield return Of(
            "mean, only smoothing, gradient only", LabelType.I8, new() { Reduction = mean, LabelSmoothing = 1 },
            outputs: onlyGrad);
        yield return Of(
            "none, ignore, statistics",
            LabelType.I64,
            new() { Reduction = none, Flags = ignore },
            Content.LabelsSomeIgnored,
            [.. both, .. LabelStatistics]);
        yield return Of(
            "none, mixed, z-loss, statistics",
            LabelType.U8,
            new() { Reduction = none, ZLoss = 1e-3, MixLambda = 0.3, Flags = ignore },
            Content.LabelsSomeIgnored,
            [.. both, .. LabelStatistics],
            "rowWeights",
            "secondLabels");
        yield return Of(
            "none, everything",
            LabelType.I32,
            new() { Reduction = none, ZLoss = 1e-2, MixLambda = 0.6, Softcap = 5, LabelSmoothing = 0.1, Flags = ignore },
            Content.LabelsSomeIgnored,
            [.. both, .. LabelStatistics],
            "rowWeights",
            "secondLabels",
            "classWeights")
            with
        { Interleaved = true };
        yield return Of(
            "mean, row weights, soft cap", LabelType.I64, new() { Reduction = mean, Softcap = 30 }, inputs: "rowWeights");
    }

    private static IEnumerable<Operation> SoftTargets()
    {
        const int sum = (int)Reduction.Sum, none = (int)Reduction.None;
        string[] both = ["grad", "loss"];

        Operation Of(string variant, CrossEntropyOptions options, string[] outputs, params string[] inputs) =>
            LossAndGradient(
                "cross_entropy_soft",
                variant,
                [Logits, In("targets", Rows, Columns, Content.Probabilities)],
                options,
                inputs,
                outputs);

        yield return Of("mean", default, both);
        yield return Of("none, weights, smoothing", new() { Reduction = none, LabelSmoothing = 0.1 }, both, "classWeights");
        yield return Of("sum, weights, gradient only", new() { Reduction = sum }, ["grad"], "classWeights");
        yield return Of("none, loss only", new() { Reduction = none }, ["loss"]);
        yield return Of(
            "none, everything",
            new() { Reduction = none, ZLoss = 1e-2, Softcap = 5, LabelSmoothing = 0.1 },
            [.. both, .. Statistics],
            "rowWeights",
            "classWeights")
            with
        { Interleaved = true };
    }

    private static Operation LossAndGradient(
        string export, string variant, Operand[] given, CrossEntropyOptions options, string[] inputs, string[] outputs)
    {
        var perRow = options.Reduction == (int)Reduction.None;
        var all = given.Concat(inputs.Select(name => name switch
        {
            "classWeights" => ClassWeights,
            "rowWeights" => RowWeights,
            _ => In(name, Rows, One, Content.SecondLabels),
        }));
        all = all.Concat(outputs.Select(name => name switch
        {
            "grad" => Out(name, Rows, Columns),
            "loss" => Out(name, perRow ? Rows : One, One),
            _ => Out(name, Rows, One),
        }));
        return new(export, variant, [.. all])
        {
            RowsAreIndependent = perRow,
            InPlaceOf = outputs.Contains("grad") ? ["logits"] : [],
            Options = variant == "mean" ? null : CrossEntropySet(options),
        };
    }

    private static Action<Frame> CrossEntropySet(CrossEntropyOptions given) => frame =>
    {
        var options = given;
        options.Inner = frame.Inner;
        options.IgnoreIndex = Content.Ignored;
        options.ClassWeights = frame.DataOrNull("classWeights");
        options.RowWeights = frame.DataOrNull("rowWeights");
        options.SecondLabels = frame.DataOrNull("secondLabels");
        options.Lse = frame.DataOrNull("lse");
        options.Argmax = (long*)frame.DataOrNull("argmax");
        options.Correct = (byte*)frame.DataOrNull("correct");
        options.Rank = (long*)frame.DataOrNull("rank");
        options.Entropy = frame.DataOrNull("entropy");
        options.LabelProb = frame.DataOrNull("labelProb");
        options.ZLossPart = frame.DataOrNull("zLossPart");
        frame.SetOptions(options);
    };
}
