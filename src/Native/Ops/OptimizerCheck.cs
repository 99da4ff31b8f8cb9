// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>Validation of optimizer steps. Not generic: the element type matters only by its size.</summary>
internal static unsafe class OptimizerCheck
{
    internal static Status Sgd(
        void* param, void* grad, void* velocity, long count, double learningRate, SgdOptions* options, Executor* executor, int size,
        SgdUpdate* update)
    {
        const uint Known = (uint)(SgdFlags.Nesterov | SgdFlags.First_Step);
        var status = Check.Options(options, out var copy);
        update->LearningRate = learningRate;
        update->Momentum = copy.Momentum;
        update->Dampening = copy.Dampening;
        update->WeightDecay = copy.WeightDecay;
        update->Nesterov = (copy.Flags & (uint)SgdFlags.Nesterov) != 0;
        update->FirstStep = (copy.Flags & (uint)SgdFlags.First_Step) != 0;
        var legal = (copy.Flags & ~Known) == 0 && IsRate(learningRate) && IsRate(copy.Momentum) && IsRate(copy.WeightDecay)
            && double.IsFinite(copy.Dampening) && (!update->Nesterov || (copy.Momentum > 0 && copy.Dampening == 0));
        status = Check.First(status, legal ? Status.Ok : Status.E_Option);
        // Without momentum the velocity is not looked at.
        var state = Matrix.Vector(velocity, copy.Momentum > 0 ? count : 0, size);
        return Arrays(param, grad, state, default, count, executor, size, status);
    }

    internal static Status Adam(
        void* param, void* grad, void* moment1, void* moment2, long count, long step, double learningRate, AdamOptions* options,
        Executor* executor, int size, AdamUpdate* update)
    {
        var status = Check.Options(options, out var copy);
        update->LearningRate = learningRate;
        update->Beta1 = copy.Beta1 == 0 ? 0.9 : copy.Beta1;
        update->Beta2 = copy.Beta2 == 0 ? 0.999 : copy.Beta2;
        update->Epsilon = copy.Epsilon == 0 ? 1e-8 : copy.Epsilon;
        update->WeightDecay = copy.WeightDecay;
        update->Decoupled = (copy.Flags & (uint)AdamFlags.Decoupled) != 0;
        var legal = (copy.Flags & ~(uint)AdamFlags.Decoupled) == 0 && step >= 1 && IsRate(learningRate) && IsRate(update->Epsilon)
            && IsRate(copy.WeightDecay) && IsDecay(update->Beta1) && IsDecay(update->Beta2);
        status = Check.First(status, legal ? Status.Ok : Status.E_Option);
        status = Arrays(
            param, grad, Matrix.Vector(moment1, count, size), Matrix.Vector(moment2, count, size), count, executor, size, status);
        if (status == Status.Ok)
        {
            // In double-double: near 1 the power leaves few digits.
            update->Correction1 = ((Dd)1.0 - Power(update->Beta1, step)).Value;
            update->Correction2 = ((Dd)1.0 - Power(update->Beta2, step)).Value;
        }
        return status;
    }

    private static bool IsRate(double value) => value >= 0 && double.IsFinite(value);

    private static bool IsDecay(double value) => value >= 0 && value < 1;

    private static Status Arrays(
        void* param, void* grad, in Matrix m, in Matrix v, long count, Executor* executor, int size, Status status)
    {
        status = Check.First(status, count < 0 ? Status.E_Shape : Status.Ok);
        var p = Matrix.Vector(param, count, size);
        var g = Matrix.Vector(grad, count, size);
        if (status == Status.Ok)
            status = Check.First(Check.First(Check.Rows(p), Check.Rows(g)), Check.First(Check.Rows(m), Check.Rows(v)));
        status = Check.First(status, Check.Executor(executor));
        if (status != Status.Ok)
            return status;
        status = Check.First(Check.Disjoint(p, g), Check.Disjoint(p, m));
        status = Check.First(status, Check.First(Check.Disjoint(p, v), Check.Disjoint(g, m)));
        return Check.First(status, Check.First(Check.Disjoint(g, v), Check.Disjoint(m, v)));
    }

    /// <summary>value^exponent by squaring.</summary>
    private static Dd Power(double value, long exponent)
    {
        Dd result = 1.0;
        Dd square = value;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                result *= square;
            square *= square;
        }
        return result;
    }
}
