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

/// <summary>Element-wise losses, the sigmoid and its logarithm.</summary>
internal static unsafe partial class Operations
{
    private static Dictionary<string, Axis> Elements => new() { ["rows"] = Rows, ["columns"] = Columns };

    private static IEnumerable<Operation> Elementwise() =>
    [
        .. ElementLosses("mse", Content.Logits, Content.SignedWeights),
        .. ElementLosses("l1", Content.Logits, Content.SignedWeights),
        .. ElementLosses("huber", Content.Logits, Content.SignedWeights, ("delta", 1.5)),
        .. ElementLosses("smooth_l1", Content.Logits, Content.SignedWeights, ("beta", 0.75)),
        .. ElementLosses("log_cosh", Content.Logits, Content.SignedWeights),
        .. ElementLosses("poisson_nll", Content.Logits, Content.Weights, ("epsilon", 1e-8)),
        .. ElementLosses("poisson_nll", Content.Logits, Content.Weights, ("epsilon", 1e-8))
            .Select(o => Flagged(o, ElementwiseFlags.Input_Rate | ElementwiseFlags.Full)),
        .. ElementLosses("binary_cross_entropy_with_logits", Content.Logits, Content.Probabilities),
        .. ElementLosses("binary_cross_entropy", Content.Probabilities, Content.Probabilities),
        .. ElementLosses("binary_cross_entropy", Content.Logits, Content.Probabilities)
            .Select(o => Flagged(o, ElementwiseFlags.Clip_Probs)),
        .. ElementLosses("sigmoid_focal", Content.Logits, Content.Probabilities, ("alpha", 0.25), ("gamma", 2)),
        .. ElementLosses("kl_div", Content.Logits, Content.Probabilities),
        .. ElementLosses("kl_div", Content.Probabilities, Content.Logits)
            .Select(o => Flagged(o, ElementwiseFlags.Input_Probs | ElementwiseFlags.Log_Target)),
        .. ElementLosses("hinge", Content.Logits, Content.SignedWeights, ("margin", 1)),
        .. ElementLosses("squared_hinge", Content.Logits, Content.SignedWeights, ("margin", 1)),
        .. ElementLosses("soft_hinge", Content.Logits, Content.SignedWeights, ("margin", 1)),
        .. ElementLosses("soft_hinge", Content.Logits, Content.Probabilities, ("margin", 0))
            .Select(o => Flagged(o, ElementwiseFlags.Zero_One_Labels)),
        .. ElementLosses("hinge_embedding", Content.Logits, Content.SignedWeights, ("margin", 1)),
        .. MarginRanking(),
        .. Maps(),
    ];

    /// <summary>Every reduction, with and without weights and outputs.</summary>
    private static IEnumerable<Operation> ElementLosses(
        string export, Fill input, Fill target, params (string Name, double Value)[] numbers)
    {
        Operand[] inputs = [In("input", Rows, Columns, input), In("target", Rows, Columns, target)];
        Operand[] weights =
        [
            In("weights", Rows, Columns, Content.Weights), In("rowWeights", Rows, One, Content.Weights),
            .. export.EndsWith("with_logits", StringComparison.Ordinal)
                ? [In("posWeights", One, Columns, Content.Weights)]
                : Array.Empty<Operand>(),
        ];
        var operation = new Operation(export, "", inputs)
        {
            Extents = Elements,
            Numbers = numbers.ToDictionary(n => n.Name, n => BitConverter.DoubleToInt64Bits(n.Value)),
            InPlaceOf = ["input", "target"],
            HasHalfTypes = export is "binary_cross_entropy_with_logits" or "binary_cross_entropy" or "kl_div",
        };
        var grad = Out("grad", Rows, Columns);
        yield return operation with
        {
            Variant = "none, weights",
            Operands = [.. inputs, .. weights, grad, Out("loss", Rows, Columns)],
            Options = frame => ElementOptions(frame, Reduction.None, 0),
        };
        yield return operation with
        {
            Variant = "mean",
            Operands = [.. inputs, grad, Out("loss", One, One)],
            RowsAreIndependent = false,
            Options = frame => ElementOptions(frame, Reduction.Mean, 0),
        };
        yield return operation with
        {
            Variant = "batch mean, weights, loss only",
            Operands = [.. inputs, .. weights, Out("loss", One, One)],
            RowsAreIndependent = false,
            InPlaceOf = [],
            Options = frame => ElementOptions(frame, Reduction.Batch_Mean, 0),
        };
    }

    private static Operation Flagged(Operation operation, ElementwiseFlags flags)
    {
        var reduction = operation.Variant.StartsWith("none", StringComparison.Ordinal) ? Reduction.None
            : operation.Variant.StartsWith("mean", StringComparison.Ordinal) ? Reduction.Mean : Reduction.Batch_Mean;
        return operation with
        {
            Variant = $"{operation.Variant}, {flags}",
            Options = frame => ElementOptions(frame, reduction, flags),
        };
    }

    private static IEnumerable<Operation> MarginRanking()
    {
        Operand[] inputs =
        [
            In("input1", Rows, Columns, Content.Logits), In("input2", Rows, Columns, Content.SignedWeights),
            In("target", Rows, Columns, Content.SignedWeights),
        ];
        foreach (var reduction in new[] { Reduction.None, Reduction.Sum })
        {
            var loss = reduction == Reduction.None ? Out("loss", Rows, Columns) : Out("loss", One, One);
            yield return new("margin_ranking", $"{reduction}", [.. inputs, Out("grad1", Rows, Columns), Out("grad2", Rows, Columns), loss])
            {
                Extents = Elements,
                Numbers = new() { ["margin"] = BitConverter.DoubleToInt64Bits(0.5) },
                RowsAreIndependent = reduction == Reduction.None,
                InPlaceOf = ["input1", "input2", "target"],
                Options = frame => ElementOptions(frame, reduction, 0),
            };
        }
    }

    private static IEnumerable<Operation> Maps()
    {
        foreach (var (export, output, upstream) in new[]
        {
            ("sigmoid", "probs", "gradProbs"), ("log_sigmoid", "logProbs", "gradLogProbs"),
        })
        {
            yield return new(export, "", [Logits, Out(output, Rows, Columns)])
            {
                Extents = Elements,
                InPlaceOf = ["logits"],
                HasHalfTypes = true,
            };
            yield return new(
                export + "_backward",
                "",
                [Logits, In(upstream, Rows, Columns, Content.Gradient), Out("gradLogits", Rows, Columns)])
            {
                Extents = Elements,
                InPlaceOf = ["logits", upstream],
                HasHalfTypes = true,
            };
        }
    }

    private static void ElementOptions(Frame frame, Reduction reduction, ElementwiseFlags flags) =>
        frame.SetOptions(new ElementwiseOptions
        {
            Flags = (uint)flags,
            Reduction = (int)reduction,
            Weights = frame.DataOrNull("weights"),
            WeightsStride = frame.Columns,
            RowWeights = frame.DataOrNull("rowWeights"),
            PosWeights = frame.DataOrNull("posWeights"),
        });
}
