// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>Optimizer steps.</summary>
internal static unsafe class OptimizerOp<T, TVec>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
{
    private struct Arrays
    {
        internal T* Param;
        internal T* Grad;
        internal T* First;
        internal T* Second;
        internal SgdUpdate Sgd;
        internal AdamUpdate Adam;
    }

    internal static Status Sgd(
        T* param, T* grad, T* velocity, long count, double learningRate, SgdOptions* options, Executor* executor)
    {
        const uint Known = (uint)(SgdFlags.Nesterov | SgdFlags.First_Step);
        var status = Check.Options(options, out var copy);
        var nesterov = (copy.Flags & (uint)SgdFlags.Nesterov) != 0;
        var legal = (copy.Flags & ~Known) == 0 && IsRate(learningRate) && IsRate(copy.Momentum) && IsRate(copy.WeightDecay)
            && double.IsFinite(copy.Dampening) && (!nesterov || (copy.Momentum > 0 && copy.Dampening == 0));
        status = Check.First(status, legal ? Status.Ok : Status.E_Option);
        var state = copy.Momentum > 0 ? velocity : null;
        status = Check.First(status, Validate(param, grad, count, executor));
        if (copy.Momentum > 0)
            status = Check.First(status, Check.Vector(velocity, count, sizeof(T)));
        if (status != Status.Ok)
            return status;
        status = Disjoint(param, grad, state, null, count);
        if (status != Status.Ok)
            return status;
        Arrays arrays = default;
        arrays.Param = param;
        arrays.Grad = grad;
        arrays.First = state;
        arrays.Sgd.LearningRate = learningRate;
        arrays.Sgd.Momentum = copy.Momentum;
        arrays.Sgd.Dampening = copy.Dampening;
        arrays.Sgd.WeightDecay = copy.WeightDecay;
        arrays.Sgd.Nesterov = nesterov;
        arrays.Sgd.FirstStep = (copy.Flags & (uint)SgdFlags.First_Step) != 0;
        Partition.Run(count, &SgdRange, &arrays, executor);
        return Status.Ok;
    }

    internal static Status Adam(
        T* param, T* grad, T* moment1, T* moment2, long count, long step, double learningRate, AdamOptions* options, Executor* executor)
    {
        var status = Check.Options(options, out var copy);
        var beta1 = copy.Beta1 == 0 ? 0.9 : copy.Beta1;
        var beta2 = copy.Beta2 == 0 ? 0.999 : copy.Beta2;
        var epsilon = copy.Epsilon == 0 ? 1e-8 : copy.Epsilon;
        var legal = (copy.Flags & ~(uint)AdamFlags.Decoupled) == 0 && step >= 1 && IsRate(learningRate) && IsRate(epsilon)
            && IsRate(copy.WeightDecay) && beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1;
        status = Check.First(status, legal ? Status.Ok : Status.E_Option);
        status = Check.First(status, Validate(param, grad, count, executor));
        status = Check.First(status, Check.Vector(moment1, count, sizeof(T)));
        status = Check.First(status, Check.Vector(moment2, count, sizeof(T)));
        if (status != Status.Ok)
            return status;
        status = Disjoint(param, grad, moment1, moment2, count);
        if (status != Status.Ok)
            return status;
        Arrays arrays = default;
        arrays.Param = param;
        arrays.Grad = grad;
        arrays.First = moment1;
        arrays.Second = moment2;
        arrays.Adam.LearningRate = learningRate;
        arrays.Adam.Beta1 = beta1;
        arrays.Adam.Beta2 = beta2;
        arrays.Adam.Epsilon = epsilon;
        arrays.Adam.WeightDecay = copy.WeightDecay;
        arrays.Adam.Correction1 = 1.0 - Power(beta1, step);
        arrays.Adam.Correction2 = 1.0 - Power(beta2, step);
        arrays.Adam.Decoupled = (copy.Flags & (uint)AdamFlags.Decoupled) != 0;
        Partition.Run(count, &AdamRange, &arrays, executor);
        return Status.Ok;
    }

    private static bool IsRate(double value) => value >= 0 && double.IsFinite(value);

    private static Status Validate(T* param, T* grad, long count, Executor* executor)
    {
        var status = count < 0 ? Status.E_Shape : Status.Ok;
        status = Check.First(status, Check.Vector(param, count, sizeof(T)));
        status = Check.First(status, Check.Vector(grad, count, sizeof(T)));
        return Check.First(status, Check.Executor(executor));
    }

    private static Status Disjoint(T* param, T* grad, T* first, T* second, long count)
    {
        var p = new Matrix(param, 1, count, count, sizeof(T));
        var g = new Matrix(grad, 1, count, count, sizeof(T));
        var m = new Matrix(first, 1, count, count, sizeof(T));
        var v = new Matrix(second, 1, count, count, sizeof(T));
        var status = Check.First(Check.Disjoint(p, g), Check.Disjoint(p, m));
        status = Check.First(status, Check.First(Check.Disjoint(p, v), Check.Disjoint(g, m)));
        return Check.First(status, Check.First(Check.Disjoint(g, v), Check.Disjoint(m, v)));
    }

    /// <summary>value^exponent by squaring in double-double: within an ulp for any step number.</summary>
    private static double Power(double value, long exponent)
    {
        Dd result = 1.0;
        Dd square = value;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                result *= square;
            square *= square;
        }
        return result.Value;
    }

    private static void SgdRange(void* data, long first, long end, int block)
    {
        var arrays = (Arrays*)data;
        OptimizerKernel<T, TVec>.Sgd(
            arrays->Param + first, arrays->Grad + first, arrays->First == null ? null : arrays->First + first, (nint)(end - first),
            arrays->Sgd);
    }

    private static void AdamRange(void* data, long first, long end, int block)
    {
        var arrays = (Arrays*)data;
        OptimizerKernel<T, TVec>.Adam(
            arrays->Param + first, arrays->Grad + first, arrays->First + first, arrays->Second + first, (nint)(end - first), arrays->Adam);
    }
}
