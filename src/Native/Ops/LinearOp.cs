// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>A linear layer and its gradients: three shapes of one matrix product.</summary>
internal static unsafe class LinearOp
{
    internal static Status Forward(
        ElementType type, void* input, long inputStride, void* weight, long weightStride, void* bias, long rows, long inputs, long outputs,
        void* output, long outputStride, Executor* executor)
    {
        var status = LinearCheck.Forward(
            input, inputStride, weight, weightStride, bias, rows, inputs, outputs, output, outputStride, executor, Elements.Size(type));
        if (status != Status.Ok)
            return status;
        GemmProduct product;
        product.Type = type;
        product.A = input;
        product.ARow = inputStride;
        product.AColumn = 1;
        product.B = weight;
        product.BRow = 1;
        product.BColumn = weightStride;
        product.Columns = outputs;
        product.Depth = inputs;
        product.Start = bias;
        product.C = output;
        product.CRow = outputStride;
        Run(rows, &product, executor);
        return Status.Ok;
    }

    internal static Status Backward(
        ElementType type, void* input, long inputStride, void* weight, long weightStride, void* gradOutput, long gradOutputStride, long rows, long inputs,
        long outputs, void* gradInput, long gradInputStride, void* gradWeight, long gradWeightStride, void* gradBias, Executor* executor)
    {
        var status = LinearCheck.Backward(
            input, inputStride, weight, weightStride, gradOutput, gradOutputStride, rows, inputs, outputs, gradInput, gradInputStride,
            gradWeight, gradWeightStride, gradBias, executor, Elements.Size(type));
        if (status != Status.Ok)
            return status;
        GemmProduct product;
        product.Type = type;
        product.Start = null;
        if (gradInput != null)
        {
            product.A = gradOutput;
            product.ARow = gradOutputStride;
            product.AColumn = 1;
            product.B = weight;
            product.BRow = weightStride;
            product.BColumn = 1;
            product.Columns = inputs;
            product.Depth = outputs;
            product.C = gradInput;
            product.CRow = gradInputStride;
            Run(rows, &product, executor);
        }
        if (gradWeight != null)
        {
            product.A = gradOutput;
            product.ARow = 1;
            product.AColumn = gradOutputStride;
            product.B = input;
            product.BRow = inputStride;
            product.BColumn = 1;
            product.Columns = inputs;
            product.Depth = rows;
            product.C = gradWeight;
            product.CRow = gradWeightStride;
            Run(outputs, &product, executor);
        }
        if (gradBias != null)
        {
            // 1 in either type.
            double one;
            Elements.Set(type, &one, 0, 1.0);
            product.A = &one;
            product.ARow = 0;
            product.AColumn = 0;
            product.B = gradOutput;
            product.BRow = gradOutputStride;
            product.BColumn = 1;
            product.Columns = outputs;
            product.Depth = rows;
            product.C = gradBias;
            product.CRow = outputs;
            Multiply(&product, 0, 1, 0);
        }
        return Status.Ok;
    }

    /// <summary>Each block of rows packs what it needs of b anew: few are made where nobody else could take one.</summary>
    private static void Run(long rows, GemmProduct* product, Executor* executor) =>
        Partition.Run(rows, &Multiply, product, executor, executor == null ? int.MaxValue : GemmKernel.TileRows);

    private static void Multiply(void* data, long first, long end, int block) => GemmKernel.Run((GemmProduct*)data, first, end);
}
