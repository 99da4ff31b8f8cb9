// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>Validation of the softmax family.</summary>
internal static unsafe class SoftmaxCheck
{
    /// <summary>Options and logits; fills the task's source. sign: of the temperature. Entropies alone may be in bits.</summary>
    internal static Status Prepare(
        SoftmaxTask* task, ElementType type, void* logits, long stride, long rows, long classes, SoftmaxOptions* options, double sign,
        bool entropy)
    {
        var status = Check.Options(options, out var copy);
        var known = entropy ? SoftmaxFlags.Empty_Row_Zero | SoftmaxFlags.Bits : SoftmaxFlags.Empty_Row_Zero;
        var legal = (copy.Flags & ~(uint)known) == 0
            && double.IsFinite(copy.Temperature)
            && copy.Reserved == 0
            && copy.MaskType is >= (int)MaskType.None and <= (int)MaskType.Add
            && (copy.MaskType == (int)MaskType.None) == (copy.Mask == null);
        status = Check.First(status, legal ? Status.Ok : Status.E_Option);
        var inner = copy.Inner == 0 ? 1 : copy.Inner;
        status = Check.First(status, Check.Layout(rows, classes, inner));
        if (status != Status.Ok)
            return status;
        RowSource.Start(&task->Source, type, logits, stride, inner, classes);
        task->Source.Large = RowSource.AreLarge(rows * classes);
        task->Source.Temperature = copy.Temperature == 0 ? sign : copy.Temperature * sign;
        task->Source.MaskKind = (MaskKind)copy.MaskType;
        task->Source.Mask = copy.Mask;
        task->Source.MaskStride = copy.MaskStride;
        // An entropy of rows with nothing but logits of at most f32 may be computed in f32.
        var plain = task->Source.Temperature == 1 && copy.Mask == null && Elements.Real(type) == ElementType.F32;
        RowSource.Settle(&task->Source, entropy && !plain);
        task->EmptyRowZero = (copy.Flags & (uint)SoftmaxFlags.Empty_Row_Zero) != 0;
        task->Bits = (copy.Flags & (uint)SoftmaxFlags.Bits) != 0;
        status = Check.Rows(Matrix.Inner(logits, rows, classes, stride, inner, Elements.Size(type)));
        return copy.Mask == null ? status : Check.First(status, Check.Rows(Mask(task, rows)));
    }

    /// <summary>The output against the logits and the mask: it may be the logits where it is laid out like them.</summary>
    internal static Status Output(SoftmaxTask* task, long rows, void* output, long stride, bool perRow)
    {
        ref var source = ref task->Source;
        var size = Elements.Size(source.Type);
        var logits = Matrix.Inner(source.Data, rows, source.Classes, source.Stride, source.Inner, size);
        var result = Result(task, rows, output, stride, perRow);
        var status = Check.Rows(result);
        if (status != Status.Ok)
            return status;
        status = perRow ? Check.Disjoint(logits, result) : Check.SameOrDisjoint(logits, result);
        if (source.Mask != null)
            status = Check.First(status, Check.Disjoint(Mask(task, rows), result));
        task->Output = output;
        task->OutputStride = stride;
        return status;
    }

    /// <summary>The gradient of the result, against the output: it may be the output where both are laid out like the logits.</summary>
    internal static Status Upstream(SoftmaxTask* task, long rows, void* upstream, long stride, bool perRow)
    {
        var result = Result(task, rows, task->Output, task->OutputStride, perRow: false);
        var given = Result(task, rows, upstream, stride, perRow);
        task->Upstream = upstream;
        task->UpstreamStride = stride;
        var status = Check.Rows(given);
        if (status != Status.Ok)
            return status;
        return perRow ? Check.Disjoint(given, result) : Check.SameOrDisjoint(given, result);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Matrix Result(SoftmaxTask* task, long rows, void* data, long stride, bool perRow)
    {
        ref var source = ref task->Source;
        return perRow
            ? Matrix.Vector(data, rows, Elements.Size(Elements.Real(source.Type)))
            : Matrix.Inner(data, rows, source.Classes, stride, source.Inner, Elements.Size(source.Type));
    }

    private static Matrix Mask(SoftmaxTask* task, long rows)
    {
        ref var source = ref task->Source;
        var size = source.MaskKind == MaskKind.Keep ? 1 : Elements.Size(source.Type);
        return source.MaskStride == 0
            ? Matrix.Vector(source.Mask, rows == 0 ? 0 : source.Classes, size)
            : Matrix.Inner(source.Mask, rows, source.Classes, source.MaskStride, source.Inner, size);
    }
}
