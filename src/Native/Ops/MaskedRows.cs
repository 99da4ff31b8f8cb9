// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Rows of f32 with a mask of bytes, as long as their results: where those will be, the logits go first, without what is left out, and are then rows
/// like any other.
/// </summary>
internal static unsafe class MaskedRows
{
    /// <summary>Of a task whose rows are computed in f32; its logits are null where it has not a result for each of them.</summary>
    internal static bool TryStart(SoftmaxTask* task)
    {
        ref var source = ref task->Source;
        if (!Effort.IsWorthIt || task->Logits == null || source.MaskKind != MaskKind.Keep || source.Type != ElementType.F32 || source.Inner != 1
            || source.Negated || source.Temperature < 0)
        {
            return false;
        }
        task->LogitsStride = source.Stride;
        source.Data = task->Output;
        source.Stride = task->OutputStride;
        source.MaskKind = MaskKind.None;
        RowSource.Settle(&task->Source, wide: false);
        return true;
    }

    /// <summary>Some rows to where they are expected.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Move(SoftmaxTask* task, long first, int rows)
    {
        ref var source = ref task->Source;
        var length = source.Classes;
        // Rows that follow each other are one long one.
        if (source.Stride == length && task->LogitsStride == length && source.MaskStride == length)
        {
            length *= rows;
            rows = 1;
        }
        for (var row = first; row < first + rows; row++)
        {
            var values = (float*)source.Data + (row * source.Stride);
            var logits = task->Logits + (row * task->LogitsStride);
            if (values != logits)
                Elements.Copy(ElementType.F32, logits, length, length, 0.0, values);
            KeepMask.Apply((byte*)source.Mask + (row * source.MaskStride), length, values);
        }
    }
}
