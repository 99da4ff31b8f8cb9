// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>Optimizer steps.</summary>
internal static unsafe class OptimizerOp
{
    private struct Arrays
    {
        internal ElementType Type;
        internal void* Param;
        internal void* Grad;
        internal void* First;
        internal void* Second;
        internal void* Update;
    }

    internal static Status Sgd(
        ElementType type, void* param, void* grad, void* velocity, long count, double learningRate, SgdOptions* options, Executor* executor)
    {
        SgdUpdate update;
        var status = OptimizerCheck.Sgd(param, grad, velocity, count, learningRate, options, executor, Elements.Size(type), &update);
        if (status != Status.Ok)
            return status;
        Arrays arrays;
        arrays.Type = type;
        arrays.Param = param;
        arrays.Grad = grad;
        arrays.First = update.Momentum > 0 ? velocity : null;
        arrays.Second = null;
        arrays.Update = &update;
        Partition.Run(count, &SgdRange, &arrays, executor);
        return Status.Ok;
    }

    internal static Status Adam(
        ElementType type, void* param, void* grad, void* moment1, void* moment2, long count, long step, double learningRate, AdamOptions* options, Executor* executor)
    {
        AdamUpdate update;
        var status = OptimizerCheck.Adam(
            param, grad, moment1, moment2, count, step, learningRate, options, executor, Elements.Size(type), &update);
        if (status != Status.Ok)
            return status;
        Arrays arrays;
        arrays.Type = type;
        arrays.Param = param;
        arrays.Grad = grad;
        arrays.First = moment1;
        arrays.Second = moment2;
        arrays.Update = &update;
        Partition.Run(count, &AdamRange, &arrays, executor);
        return Status.Ok;
    }

    private static void SgdRange(void* data, long first, long end, int block)
    {
        var arrays = (Arrays*)data;
        OptimizerKernel.Sgd(arrays->Type, arrays->Param, arrays->Grad, arrays->First, first, end, *(SgdUpdate*)arrays->Update);
    }

    private static void AdamRange(void* data, long first, long end, int block)
    {
        var arrays = (Arrays*)data;
        OptimizerKernel.Adam(
            arrays->Type, arrays->Param, arrays->Grad, arrays->First, arrays->Second, first, end, *(AdamUpdate*)arrays->Update);
    }
}
