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

/// <summary>Every export that computes, with every family of its options.</summary>
internal static unsafe partial class Operations
{
    private static readonly Operand Logits = In("logits", Rows, Columns, Content.Logits);
    private static readonly Operand ClassWeights = In("classWeights", One, Columns, Content.Weights);

    internal static IReadOnlyList<Operation> All { get; } =
        [.. Softmax(), .. SoftmaxBackward(), .. CrossEntropy(), .. CrossEntropySoft(), .. Linear(), .. Optimizers(),
        .. Ranking(), .. Selection(), .. IndexLosses(), .. Elementwise(), .. RowLosses()];

    internal static Operation Named(string name) => All.Single(operation => operation.Name == name);

    private static IEnumerable<Operation> Softmax()
    {
        foreach (var (export, output) in new[] { ("softmax", "probs"), ("log_softmax", "logProbs") })
        {
            var operation = new Operation(export, "", [Logits, Out(output, Rows, Columns)]) { InPlaceOf = ["logits"] };
            yield return operation;
            yield return operation with { Variant = "empty row zero", Options = EmptyRowZero };
        }

        yield return new("logsumexp", "", [Logits, Out("lse", Rows, One)]);
    }

    private static IEnumerable<Operation> SoftmaxBackward()
    {
        var gradLogits = Out("gradLogits", Rows, Columns);
        yield return new(
            "softmax_backward",
            "",
            [
                In("probs", Rows, Columns, Content.Probabilities),
                In("gradProbs", Rows, Columns, Content.Logits),
                gradLogits,
            ])
        {
            InPlaceOf = ["probs", "gradProbs"],
        };

        var log = new Operation(
            "log_softmax_backward", "", [Logits, In("gradLogProbs", Rows, Columns, Content.Gradient), gradLogits])
        {
            InPlaceOf = ["logits", "gradLogProbs"],
        };
        yield return log;
        yield return log with { Variant = "empty row zero", Options = EmptyRowZero };
        yield return new("logsumexp_backward", "", [Logits, In("gradLse", Rows, One, Content.Gradient), gradLogits])
        {
            InPlaceOf = ["logits"],
        };
    }

    private static IEnumerable<Operation> CrossEntropy()
    {
        // "mean" is what NULL options mean, and is called with them.
        const CrossEntropyFlags ignore = CrossEntropyFlags.Ignore_Index;
        const CrossEntropyFlags emptyZero = ignore | CrossEntropyFlags.Empty_Mean_Zero;

        yield return Index("mean", Reduction.Mean, LabelType.I64, Content.Labels);
        yield return Index(
            "sum, weights, smoothing", Reduction.Sum, LabelType.I32, Content.Labels, 0, 0.1, weights: true);
        yield return Index("none, smoothing", Reduction.None, LabelType.U8, Content.Labels, 0, 0.2);
        yield return Index(
            "none, weights, smoothing, ignore", Reduction.None, LabelType.I16, Content.LabelsSomeIgnored,
            ignore, 0.1, weights: true);
        yield return Index(
            "mean, weights, ignore", Reduction.Mean, LabelType.U16, Content.LabelsSomeIgnored,
            ignore, 0, weights: true);
        yield return Index("mean, all ignored", Reduction.Mean, LabelType.I8, Content.LabelsAllIgnored, ignore);
        yield return Index(
            "mean, all ignored, zero", Reduction.Mean, LabelType.U32, Content.LabelsAllIgnored, emptyZero);
        yield return Index("none, loss only", Reduction.None, LabelType.U32, Content.Labels, outputs: "loss");
        yield return Index(
            "mean, only smoothing, gradient only", Reduction.Mean, LabelType.I8, Content.Labels, 0, 1, outputs: "grad");
    }

    private static IEnumerable<Operation> CrossEntropySoft()
    {
        yield return Soft("mean", Reduction.Mean);
        yield return Soft("none, weights, smoothing", Reduction.None, 0.1, weights: true);
        yield return Soft("sum, weights, gradient only", Reduction.Sum, 0, weights: true, outputs: "grad");
        yield return Soft("none, loss only", Reduction.None, outputs: "loss");
    }

    private static IEnumerable<Operation> Linear()
    {
        // The columns of the shape are in turn the length of the dot products and the number of them.
        foreach (var (what, inputs, outputs) in new[]
        {
            ("many inputs", Columns, Depth), ("many outputs", Depth, Columns),
        })
        {
            Dictionary<string, Axis> extents = new() { ["rows"] = Rows, ["inputs"] = inputs, ["outputs"] = outputs };
            var input = In("input", Rows, inputs, Content.Logits);
            var weight = In("weight", outputs, inputs, Content.SignedWeights);
            var gradOutput = In("gradOutput", Rows, outputs, Content.Gradient);

            var forward = new Operation("linear", what, [input, weight, Out("output", Rows, outputs)])
            {
                Extents = extents,
            };
            yield return forward;
            yield return forward with
            {
                Variant = what + ", bias",
                Operands = [.. forward.Operands, In("bias", One, outputs, Content.SignedWeights)],
            };
            yield return new(
                "linear_backward", what + ", input only", [weight, gradOutput, Out("gradInput", Rows, inputs)])
            {
                Extents = extents,
            };
            yield return new(
                "linear_backward",
                what,
                [
                    input, weight, gradOutput,
                    Out("gradInput", Rows, inputs), Out("gradWeight", outputs, inputs), Out("gradBias", One, outputs),
                ])
            {
                Extents = extents,
                Matrices = 2,
                RowsAreIndependent = false,
            };
        }
    }

    private static IEnumerable<Operation> Optimizers()
    {
        var param = InOut("param", Rows, Columns, Content.Logits);
        var grad = In("grad", Rows, Columns, Content.Gradient);
        var velocity = InOut("velocity", Rows, Columns, Content.SignedWeights);
        var sgd = new Operation("sgd_step", "", [param, grad]) { Extents = [] };
        yield return sgd;
        foreach (var (variant, options) in new (string, SgdOptions)[]
        {
            ("weight decay", new() { WeightDecay = 0.01 }),
            ("momentum, first step", new() { Momentum = 0.9, Dampening = 0.1, Flags = (uint)SgdFlags.First_Step }),
            ("momentum, dampening, weight decay", new() { Momentum = 0.9, Dampening = 0.1, WeightDecay = 0.01 }),
            ("nesterov", new() { Momentum = 0.9, Flags = (uint)SgdFlags.Nesterov }),
        })
        {
            yield return sgd with
            {
                Variant = variant,
                Operands = options.Momentum == 0 ? [param, grad] : [param, grad, velocity],
                Options = frame => frame.SetOptions(options),
            };
        }

        var adam = new Operation(
            "adam_step",
            "",
            [
                param, grad,
                InOut("moment1", Rows, Columns, Content.SignedWeights), InOut("moment2", Rows, Columns,
                Content.SecondMoment),
            ])
        {
            Extents = [],
        };
        yield return adam;
        foreach (var (variant, flags) in new[]
        {
            ("weight decay", AdamFlags.Default), ("decoupled weight decay", AdamFlags.Decoupled),
        })
        {
            yield return adam with
            {
                Variant = variant,
                Step = 1000,
                Options = frame => frame.SetOptions(new AdamOptions
                {
                    Flags = (uint)flags,
                    Beta1 = 0.8,
                    Beta2 = 0.99,
                    Epsilon = 1e-6,
                    WeightDecay = 0.01,
                }),
            };
        }
    }

    private static Operation Index(
        string variant,
        Reduction reduction,
        LabelType labelType,
        Fill labels,
        CrossEntropyFlags flags = 0,
        double smoothing = 0,
        bool weights = false,
        string outputs = "loss, grad") =>
        LossAndGradient(
            "cross_entropy",
            variant,
            [Logits, In("labels", Rows, One, labels)],
            reduction,
            flags,
            smoothing,
            weights,
            outputs)
        with
        { LabelType = labelType };

    private static Operation Soft(
        string variant, Reduction reduction, double smoothing = 0, bool weights = false,
        string outputs = "loss, grad") =>
        LossAndGradient(
            "cross_entropy_soft",
            variant,
            [Logits, In("targets", Rows, Columns, Content.Probabilities)],
            reduction,
            0,
            smoothing,
            weights,
            outputs);

    private static Operation LossAndGradient(
        string export,
        string variant,
        Operand[] inputs,
        Reduction reduction,
        CrossEntropyFlags flags,
        double smoothing,
        bool weights,
        string outputs)
    {
        var operands = inputs.ToList();
        if (weights)
            operands.Add(ClassWeights);
        if (outputs.Contains("grad", StringComparison.Ordinal))
            operands.Add(Out("grad", Rows, Columns));
        if (outputs.Contains("loss", StringComparison.Ordinal))
            operands.Add(Out("loss", reduction == Reduction.None ? Rows : One, One));

        return new(export, variant, [.. operands])
        {
            RowsAreIndependent = reduction == Reduction.None,
            InPlaceOf = outputs.Contains("grad", StringComparison.Ordinal) ? ["logits"] : [],
            Options = variant == "mean" ? null : frame => frame.SetOptions(new CrossEntropyOptions
            {
                Flags = (uint)flags,
                Reduction = (int)reduction,
                LabelSmoothing = smoothing,
                IgnoreIndex = Content.Ignored,
                ClassWeights = weights ? frame.Data("classWeights") : null,
            }),
        };
    }

    private static void EmptyRowZero(Frame frame) =>
        frame.SetOptions(new SoftmaxOptions { Flags = (uint)SoftmaxFlags.Empty_Row_Zero });
}
