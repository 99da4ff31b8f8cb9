// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using NativeLoss.Tests.Support;

namespace NativeLoss.Tests.Vectors;

/// <summary>Makes the call of a case through the public methods.</summary>
internal static class VectorCall<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Unwritten = T.CreateChecked(-7777);

    /// <summary>The arrays that the case names as outputs, as the call left them.</summary>
    internal static Dictionary<string, VectorResult> Run(VectorCase c)
    {
        var inputs = c.Inputs.ToDictionary(pair => pair.Key, pair => pair.Value.Select(T.CreateChecked).ToArray());
        var outputs = c.Outputs.ToDictionary(
            pair => pair.Key,
            pair => inputs.GetValueOrDefault(pair.Key) ?? Enumerable.Repeat(Unwritten, pair.Value.Length).ToArray());
        Call(c, name => inputs.GetValueOrDefault(name, []), name => outputs.GetValueOrDefault(name, []));
        return outputs.ToDictionary(
            pair => pair.Key,
            pair => new VectorResult(
                [.. pair.Value.Select(double.CreateChecked)], MemoryMarshal.AsBytes(pair.Value.AsSpan()).ToArray()));
    }

    private static void Call(VectorCase c, Func<string, T[]> i, Func<string, T[]> o)
    {
        var classes = c.Integer("classes");
        var softmax = new SoftmaxOptions { EmptyRowZero = c.Integer("flags") == 1 };
        switch (c.Operation)
        {
            case "softmax":
                Face<T>.Softmax(i("logits"), classes, o("probs"), softmax, null, 0, 0);
                break;
            case "log_softmax":
                Face<T>.LogSoftmax(i("logits"), classes, o("log_probs"), softmax, null, 0, 0);
                break;
            case "logsumexp":
                Face<T>.LogSumExp(i("logits"), classes, o("lse"), null, 0);
                break;
            case "softmax_backward":
                Face<T>.SoftmaxBackward(i("probs"), i("grad_probs"), classes, o("grad_logits"), null, 0, 0, 0);
                break;
            case "log_softmax_backward":
                Face<T>.LogSoftmaxBackward(
                    i("logits"), i("grad_log_probs"), classes, o("grad_logits"), softmax, null, 0, 0, 0);
                break;
            case "logsumexp_backward":
                Face<T>.LogSumExpBackward(i("logits"), i("grad_lse"), classes, o("grad_logits"), null, 0, 0);
                break;
            case "cross_entropy":
                Index(c, i, o);
                break;
            case "cross_entropy_soft":
                Soft(c, i, o);
                break;
            case "linear":
                Face<T>.LinearForward(
                    i("input"), i("weight"), i("bias"), c.Integer("inputs"), c.Integer("outputs"), o("output"), null, 0,
                    0, 0);
                break;
            case "linear_backward":
                Face<T>.LinearBackward(
                    i("input"), i("weight"), i("grad_output"), c.Integer("inputs"), c.Integer("outputs"),
                    o("grad_input"),
                    o("grad_weight"), o("grad_bias"), null, 0, 0, 0, 0, 0);
                break;
            case "sgd_step":
                Face<T>.Sgd(o("param"), i("grad"), c.Real("learning_rate"), State(c, i, o, "velocity"), Sgd(c), null);
                break;
            case "adam_step":
                Face<T>.Adam(
                    o("param"), i("grad"), o("moment1"), o("moment2"), c.Integer("step"), c.Real("learning_rate"),
                    Adam(c), null);
                break;
            default:
                throw new NotSupportedException($"{c.Name}: unknown operation {c.Operation}.");
        }
    }

    /// <summary>A state that the case gives but does not compare.</summary>
    private static T[] State(VectorCase c, Func<string, T[]> i, Func<string, T[]> o, string name) =>
        c.Outputs.ContainsKey(name) ? o(name) : i(name);

    private static CrossEntropyOptions CrossEntropy(VectorCase c) => new()
    {
        Reduction = c.Integer("reduction") == 2 ? Reduction.Mean : (Reduction)c.Integer("reduction"),
        LabelSmoothing = c.Real("label_smoothing"),
        IgnoreIndex = (c.Integer("flags") & 1) != 0 ? c.Integers.GetValueOrDefault("ignore_index") : null,
        EmptyMeanZero = (c.Integer("flags") & 2) != 0,
    };

    private static SgdOptions Sgd(VectorCase c) => new()
    {
        Momentum = c.Real("momentum"),
        Dampening = c.Real("dampening"),
        WeightDecay = c.Real("weight_decay"),
        Nesterov = (c.Integer("flags") & 1) != 0,
        FirstStep = (c.Integer("flags") & 2) != 0,
    };

    private static AdamOptions Adam(VectorCase c) => new()
    {
        Beta1 = c.Real("beta1"),
        Beta2 = c.Real("beta2"),
        Epsilon = c.Real("epsilon"),
        WeightDecay = c.Real("weight_decay"),
        Decoupled = (c.Integer("flags") & 1) != 0,
    };

    private static void Soft(VectorCase c, Func<string, T[]> i, Func<string, T[]> o)
    {
        var classes = c.Integer("classes");
        var rows = c.Integer("rows");
        var loss = o("loss");
        if (c.Integer("reduction") == 2)
        {
            Face<T>.SoftRows(
                i("logits"), i("targets"), classes, Sized(loss, rows), CrossEntropy(c), i("class_weights"), o("grad"),
                null, 0, 0, 0);
        }
        else
        {
            Sized(loss, 1)[0] = Face<T>.Soft(
                i("logits"), i("targets"), classes, CrossEntropy(c), i("class_weights"), o("grad"), null, 0, 0, 0);
        }
    }

    private static void Index(VectorCase c, Func<string, T[]> i, Func<string, T[]> o)
    {
        switch ((LabelType)c.Integer("label_type"))
        {
            case LabelType.I8:
                Index<sbyte>(c, i, o);
                break;
            case LabelType.U8:
                Index<byte>(c, i, o);
                break;
            case LabelType.I16:
                Index<short>(c, i, o);
                break;
            case LabelType.U16:
                Index<ushort>(c, i, o);
                break;
            case LabelType.I32:
                Index<int>(c, i, o);
                break;
            case LabelType.U32:
                Index<uint>(c, i, o);
                break;
            default:
                Index<long>(c, i, o);
                break;
        }
    }

    private static void Index<TLabel>(VectorCase c, Func<string, T[]> i, Func<string, T[]> o)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        var classes = c.Integer("classes");
        var labels = c.Labels.Select(TLabel.CreateChecked).ToArray();
        var loss = o("loss");
        if (c.Integer("reduction") == 2)
        {
            Face<T>.IndexRows<TLabel>()(
                i("logits"), labels, classes, Sized(loss, labels.Length), CrossEntropy(c), i("class_weights"),
                o("grad"), null, 0, 0);
        }
        else
        {
            Sized(loss, 1)[0] = Face<T>.Index<TLabel>()(
                i("logits"), labels, classes, CrossEntropy(c), i("class_weights"), o("grad"), null, 0, 0);
        }
    }

    /// <summary>
    /// The array itself, or another one where the case does not want the loss: the C# methods always give it.
    /// </summary>
    private static T[] Sized(T[] loss, int length) => loss.Length == length ? loss : new T[length];
}
