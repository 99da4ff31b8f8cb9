// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

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
        [.. Softmax(), .. CrossEntropy(), .. Linear(), .. Optimizers(), .. Ranking(), .. Selection(), .. IndexLosses(),
        .. Elementwise(), .. RowLosses()];

    private static readonly Dictionary<string, Operation> ByName = All.ToDictionary(operation => operation.Name);

    internal static Operation Named(string name) => ByName[name];

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
}
