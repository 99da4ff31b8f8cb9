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

/// <content>The softmax family.</content>
internal static unsafe partial class Operations
{
    private const uint EmptyRowZero = (uint)SoftmaxFlags.Empty_Row_Zero;

    private static IEnumerable<Operation> Softmax() =>
        SoftmaxFamily().SelectMany(Variants).Select(operation => operation with { HasHalfTypes = true });

    private static IEnumerable<Operation> SoftmaxFamily()
    {
        foreach (var (export, output) in new[] { ("softmax", "probs"), ("softmin", "probs"), ("log_softmax", "logProbs") })
            yield return new(export, "", [Logits, Out(output, Rows, Columns)]) { InPlaceOf = ["logits"] };
        foreach (var (export, output) in new[] { ("logsumexp", "lse"), ("entropy", "entropy") })
            yield return new(export, "", [Logits, Out(output, Rows, One)]);

        var gradLogits = Out("gradLogits", Rows, Columns);
        var probs = In("probs", Rows, Columns, Content.Probabilities);
        foreach (var export in new[] { "softmax_backward", "softmin_backward" })
        {
            yield return new(export, "", [probs, In("gradProbs", Rows, Columns, Content.Logits), gradLogits])
            {
                InPlaceOf = ["probs", "gradProbs"],
            };
        }

        yield return new(
            "log_softmax_backward", "", [Logits, In("gradLogProbs", Rows, Columns, Content.Gradient), gradLogits])
        {
            InPlaceOf = ["logits", "gradLogProbs"],
        };
        foreach (var (export, upstream) in new[] { ("logsumexp_backward", "gradLse"), ("entropy_backward", "gradEntropy") })
        {
            yield return new(export, "", [Logits, In(upstream, Rows, One, Content.Gradient), gradLogits])
            {
                InPlaceOf = ["logits"],
            };
        }
    }

    private static IEnumerable<Operation> Variants(Operation plain)
    {
        var bits = plain.Export.StartsWith("entropy", StringComparison.Ordinal) ? (uint)SoftmaxFlags.Bits : 0;
        yield return plain;
        if (plain.Operands.Contains(Logits))
            yield return plain with { Variant = "empty row zero", Options = SoftmaxSet(new() { Flags = EmptyRowZero | bits }) };
        var keep = In("mask", Rows, Columns, Content.BooleanMask);
        var zeros = In("mask", Rows, Columns, Content.MaskOfZeros);
        var biases = In("mask", Rows, Columns, Content.AddedMask);
        var bias = In("mask", One, Columns, Content.AddedMask);
        yield return Masked(plain, "boolean masks", MaskType.Bool, keep, default) with { Interleaved = true };
        yield return Masked(plain, "boolean masks, temperature", MaskType.Bool, keep, new() { Temperature = 0.7 });
        yield return Masked(plain, "added masks of zeros", MaskType.Add, zeros, default) with { Interleaved = true };
        yield return Masked(plain, "added masks of zeros, temperature", MaskType.Add, zeros, new() { Temperature = 1.5 });
        yield return Masked(plain, "added masks that round", MaskType.Add, biases, default) with { Interleaved = true };
        yield return Masked(plain, "one added mask, temperature", MaskType.Add, bias, new() { Temperature = -3.7, Flags = EmptyRowZero });
        yield return plain with
        {
            Variant = "temperature, interleaved",
            Interleaved = true,
            Options = SoftmaxSet(new() { Temperature = 0.3 }),
        };
    }

    private static Operation Masked(Operation plain, string variant, MaskType type, Operand mask, SoftmaxOptions options)
    {
        options.MaskType = (int)type;
        return plain with { Variant = variant, Operands = [.. plain.Operands, mask], MaskType = type, Options = SoftmaxSet(options) };
    }

    private static Action<Frame> SoftmaxSet(SoftmaxOptions given) => frame =>
    {
        var options = given;
        options.Inner = frame.Inner;
        if (options.MaskType != (int)MaskType.None)
        {
            options.Mask = frame.Data("mask");
            options.MaskStride = frame.StrideOfMatrix("mask");
        }

        frame.SetOptions(options);
    };
}
