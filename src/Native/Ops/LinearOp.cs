// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>A linear layer and its gradients: three shapes of one matrix product.</summary>
internal static unsafe class LinearOp<T, TVec>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
{
    /// <summary>c[rows, columns] = start + a b; tasks are ranges of rows.</summary>
    private struct Product
    {
        internal T* A;
        internal long ARow;
        internal long AColumn;
        internal T* B;
        internal long BRow;
        internal long BColumn;
        internal long Columns;
        internal long Depth;
        internal T* Start;
        internal T* C;
        internal long CRow;
    }

    internal static Status Forward(
        T* input, long inputStride, T* weight, long weightStride, T* bias, long rows, long inputs, long outputs,
        T* output, long outputStride, Executor* executor)
    {
        var status = Check.First(Check.Extents(rows, inputs), Check.Extents(rows, outputs));
        status = Check.First(status, Check.Rows(input, rows, inputs, inputStride, sizeof(T)));
        status = Check.First(status, Check.Rows(weight, rows == 0 ? 0 : outputs, inputs, weightStride, sizeof(T)));
        if (bias != null)
            status = Check.First(status, Check.Vector(bias, outputs, sizeof(T)));
        status = Check.First(status, Check.Rows(output, rows, outputs, outputStride, sizeof(T)));
        status = Check.First(status, Check.Executor(executor));
        if (status != Status.Ok)
            return status;
        var result = new Matrix(output, rows, outputs, outputStride, sizeof(T));
        status = Check.Disjoint(result, new Matrix(input, rows, inputs, inputStride, sizeof(T)));
        status = Check.First(status, Check.Disjoint(result, new Matrix(weight, outputs, inputs, weightStride, sizeof(T))));
        status = Check.First(status, Check.Disjoint(result, new Matrix(bias, 1, outputs, outputs, sizeof(T))));
        if (status != Status.Ok)
            return status;
        Product product;
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
        Partition.Run(rows, &Multiply, &product, executor);
        return Status.Ok;
    }

    internal static Status Backward(
        T* input, long inputStride, T* weight, long weightStride, T* gradOutput, long gradOutputStride, long rows, long inputs,
        long outputs, T* gradInput, long gradInputStride, T* gradWeight, long gradWeightStride, T* gradBias, Executor* executor)
    {
        var status = Check.First(Check.Extents(rows, inputs), Check.Extents(rows, outputs));
        status = Check.First(status, Check.Rows(gradOutput, rows, outputs, gradOutputStride, sizeof(T)));
        if (gradInput != null)
        {
            status = Check.First(status, Check.Rows(weight, outputs, inputs, weightStride, sizeof(T)));
            status = Check.First(status, Check.Rows(gradInput, rows, inputs, gradInputStride, sizeof(T)));
        }
        if (gradWeight != null)
        {
            status = Check.First(status, Check.Rows(input, rows, inputs, inputStride, sizeof(T)));
            status = Check.First(status, Check.Rows(gradWeight, outputs, inputs, gradWeightStride, sizeof(T)));
        }
        if (gradBias != null)
            status = Check.First(status, Check.Vector(gradBias, outputs, sizeof(T)));
        status = Check.First(status, Check.Executor(executor));
        if (status != Status.Ok)
            return status;

        // An input that is not read is not there.
        var inputRows = new Matrix(gradWeight == null ? null : input, rows, inputs, inputStride, sizeof(T));
        var weightRows = new Matrix(gradInput == null ? null : weight, outputs, inputs, weightStride, sizeof(T));
        var upstream = new Matrix(gradOutput, rows, outputs, gradOutputStride, sizeof(T));
        var first = new Matrix(gradInput, rows, inputs, gradInputStride, sizeof(T));
        var second = new Matrix(gradWeight, outputs, inputs, gradWeightStride, sizeof(T));
        var third = new Matrix(gradBias, 1, outputs, outputs, sizeof(T));
        status = Check.First(Check.Disjoint(first, inputRows), Check.Disjoint(first, weightRows));
        status = Check.First(status, Check.First(Check.Disjoint(first, upstream), Check.Disjoint(first, second)));
        status = Check.First(status, Check.First(Check.Disjoint(first, third), Check.Disjoint(second, inputRows)));
        status = Check.First(status, Check.First(Check.Disjoint(second, weightRows), Check.Disjoint(second, upstream)));
        status = Check.First(status, Check.First(Check.Disjoint(second, third), Check.Disjoint(third, inputRows)));
        status = Check.First(status, Check.First(Check.Disjoint(third, weightRows), Check.Disjoint(third, upstream)));
        if (status != Status.Ok)
            return status;

        Product product;
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
            Partition.Run(rows, &Multiply, &product, executor);
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
            Partition.Run(outputs, &Multiply, &product, executor);
        }
        if (gradBias != null)
        {
            var one = Scalar<T>.Round(1.0);
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

    private static void Multiply(void* data, long first, long end, int block)
    {
        var p = (Product*)data;
        GemmKernel<T, TVec>.Run(
            p->A + (first * p->ARow), p->ARow, p->AColumn, p->B, p->BRow, p->BColumn, end - first, p->Columns, p->Depth, p->Start,
            p->C + (first * p->CRow), p->CRow);
    }
}
