// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>Validation of element-wise calls.</summary>
internal static unsafe class ElementCheck
{
    private const int Inputs = 6;
    private const int Outputs = 3;

    /// <summary>Inputs that an output may be computed in place of; the others are weights, which other rows may need again.</summary>
    private const int Replaceable = 3;

    /// <summary>Options and parameters into the task.</summary>
    internal static Status Options(ElementTask* task, in ElementLoss loss, ElementwiseOptions* options, out ElementwiseOptions copy)
    {
        var status = Check.Options(options, out copy);
        if (status != Status.Ok)
            return status;
        var flags = (ElementwiseFlags)copy.Flags;
        task->Evaluate = loss.Evaluate;
        task->Round = task->Type != ElementType.F64 && (flags & ~loss.RoundedFlags) == 0 ? loss.Round : null;
        task->Parameters.A = loss.A;
        task->Parameters.B = loss.B;
        task->Parameters.Smoothing = copy.LabelSmoothing;
        task->Parameters.Flags = flags;
        task->Weights = copy.Weights;
        task->WeightsStride = copy.WeightsStride;
        task->RowWeights = copy.RowWeights;
        task->PosWeights = copy.PosWeights;
        task->PosWeightsStride = copy.PosWeightsStride;
        var legal = loss.IsLegal
            && (flags & ~(loss.Flags | ElementwiseFlags.Empty_Mean_Zero)) == 0
            && copy.Reduction is >= (int)Reduction.Mean and <= (int)Reduction.Batch_Mean
            && copy.Reserved == 0
            && copy.LabelSmoothing >= 0 && copy.LabelSmoothing <= 1
            && (copy.LabelSmoothing == 0 || (loss.Traits & ElementTraits.Smoothing) != 0)
            && (copy.PosWeights == null || (loss.Traits & ElementTraits.PosWeights) != 0);
        return legal ? Status.Ok : Status.E_Option;
    }

    /// <summary>
    /// Every buffer, and the outputs against the inputs and each other. values is what the losses, or their sum, are written to; those
    /// of a map may be in place.
    /// </summary>
    internal static Status Buffers(ElementTask* task, in Matrix values, bool isMap, Executor* executor, Status status)
    {
        var size = Elements.Size(task->Type);
        var realSize = Elements.Size(Elements.Real(task->Type));
        var rows = task->Rows;
        var columns = task->Columns;
        var inputs = stackalloc Matrix[Inputs + Outputs];
        inputs[0] = new(task->Input, rows, columns, task->InputStride, size);
        inputs[1] = new(task->Target, rows, columns, task->TargetStride, size);
        inputs[2] = new(task->Other, rows, columns, task->OtherStride, size);
        inputs[3] = Weights(task->Weights, rows, columns, task->WeightsStride, realSize);
        inputs[4] = Weights(task->PosWeights, rows, columns, task->PosWeightsStride, realSize);
        inputs[5] = Matrix.Vector(task->RowWeights, rows, realSize);
        var outputs = inputs + Inputs;
        // Number by number: of a whole copy each level has vectors of its own, and the linker could not keep one of this for all.
        outputs[0] = new(values.Data, values.Rows, values.Columns, values.Stride, values.ElementSize);
        outputs[1] = new(task->Grad, rows, columns, task->GradStride, size);
        outputs[2] = new(task->GradOther, rows, columns, task->GradOtherStride, size);
        status = Check.First(status, Check.Extents(rows, columns));
        for (var i = 0; i < Inputs; i++)
            status = Check.First(status, Check.OptionalRows(inputs[i]));
        for (var i = 0; i < Outputs; i++)
            status = Check.First(status, Check.OptionalRows(outputs[i]));
        status = Check.First(status, Check.Executor(executor));
        if (status != Status.Ok)
            return status;
        for (var i = 0; i < Outputs; i++)
        {
            for (var j = 0; j < Inputs; j++)
            {
                var inPlace = (i > 0 || isMap) && j < Replaceable;
                status = Check.First(status, Against(outputs[i], inputs[j], inPlace));
            }
            for (var j = i + 1; j < Outputs; j++)
                status = Check.First(status, Against(outputs[i], outputs[j], inPlace: false));
        }
        return status;
    }

    /// <summary>Probabilities where the loss wants them.</summary>
    internal static Status Values(ElementTask* task, in ElementLoss loss, long* errorRow)
    {
        if ((loss.Traits & ElementTraits.Probs) == 0 || (task->Parameters.Flags & ElementwiseFlags.Clip_Probs) != 0)
            return Status.Ok;
        for (long row = 0; row < task->Rows; row++)
        {
            if (RangeKernel.IsUnit(task->Type, Elements.At(task->Type, task->Input, row * task->InputStride), task->Columns))
                continue;
            if (errorRow != null)
                *errorRow = row;
            return Status.E_Value;
        }
        return Status.Ok;
    }

    /// <summary>With a stride of 0, one row.</summary>
    private static Matrix Weights(void* data, long rows, long columns, long stride, int size) =>
        stride == 0 && rows > 0 ? Matrix.Vector(data, columns, size) : new(data, rows, columns, stride, size);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status Against(in Matrix output, in Matrix other, bool inPlace)
    {
        if (output.Data == null || other.Data == null)
            return Status.Ok;
        return inPlace ? Check.SameOrDisjoint(output, other) : Check.Disjoint(output, other);
    }
}
