// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Ops;

/// <summary>Validation of linear layers. Not generic: the element type matters only by its size.</summary>
internal static unsafe class LinearCheck
{
    internal static Status Forward(
        void* input, long inputStride, void* weight, long weightStride, void* bias, long rows, long inputs, long outputs,
        void* output, long outputStride, Executor* executor, int size)
    {
        var inputRows = new Matrix(input, rows, inputs, inputStride, size);
        var weightRows = new Matrix(weight, rows == 0 ? 0 : outputs, inputs, weightStride, size);
        var start = Matrix.Vector(bias, outputs, size);
        var result = new Matrix(output, rows, outputs, outputStride, size);
        var status = Check.First(Check.Extents(rows, inputs), Check.Extents(rows, outputs));
        status = Check.First(status, Check.Rows(inputRows));
        status = Check.First(status, Check.Rows(weightRows));
        status = Check.First(status, Check.OptionalRows(start));
        status = Check.First(status, Check.Rows(result));
        status = Check.First(status, Check.Executor(executor));
        if (status != Status.Ok)
            return status;
        status = Check.First(Check.Disjoint(result, inputRows), Check.Disjoint(result, weightRows));
        return Check.First(status, Check.Disjoint(result, start));
    }

    internal static Status Backward(
        void* input, long inputStride, void* weight, long weightStride, void* gradOutput, long gradOutputStride, long rows, long inputs,
        long outputs, void* gradInput, long gradInputStride, void* gradWeight, long gradWeightStride, void* gradBias,
        Executor* executor, int size)
    {
        // An input that is not read has no rows.
        var inputRows = new Matrix(input, gradWeight == null ? 0 : rows, inputs, inputStride, size);
        var weightRows = new Matrix(weight, gradInput == null ? 0 : outputs, inputs, weightStride, size);
        var upstream = new Matrix(gradOutput, rows, outputs, gradOutputStride, size);
        var first = new Matrix(gradInput, rows, inputs, gradInputStride, size);
        var second = new Matrix(gradWeight, outputs, inputs, gradWeightStride, size);
        var third = Matrix.Vector(gradBias, outputs, size);
        var status = Check.First(Check.Extents(rows, inputs), Check.Extents(rows, outputs));
        status = Check.First(status, Check.Rows(upstream));
        status = Check.First(status, Check.Rows(weightRows));
        status = Check.First(status, Check.Rows(inputRows));
        status = Check.First(status, Check.OptionalRows(first));
        status = Check.First(status, Check.OptionalRows(second));
        status = Check.First(status, Check.OptionalRows(third));
        status = Check.First(status, Check.Executor(executor));
        if (status != Status.Ok)
            return status;
        status = Check.First(Apart(first, inputRows, weightRows, upstream), Apart(second, inputRows, weightRows, upstream));
        status = Check.First(status, Apart(third, inputRows, weightRows, upstream));
        status = Check.First(status, Check.First(Check.Disjoint(first, second), Check.Disjoint(first, third)));
        return Check.First(status, Check.Disjoint(second, third));
    }

    private static Status Apart(in Matrix output, in Matrix a, in Matrix b, in Matrix c) =>
        Check.First(Check.Disjoint(output, a), Check.First(Check.Disjoint(output, b), Check.Disjoint(output, c)));
}
