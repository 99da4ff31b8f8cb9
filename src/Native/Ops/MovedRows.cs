// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Rows of f32 or f64 with a mask, or of negated logits, as long as their results: where those will be, the logits go first, with the mask and their
/// sign, and are then rows like any other.
/// </summary>
internal static unsafe class MovedRows
{
    /// <summary>Of a task whose logits are null where it has not a result for each of them. single: whether rows are computed in f32.</summary>
    internal static bool TryStart(SoftmaxTask* task, bool single)
    {
        ref var source = ref task->Source;
        var negated = source.Negated || source.Temperature < 0;
        var kept = source.Inner == 1 && (source.MaskKind == MaskKind.Keep || (source.MaskKind == MaskKind.None && negated));
        var added = source.MaskKind == MaskKind.Add && single && source.Classes > RowTile.MaxClasses;
        var type = single ? ElementType.F32 : ElementType.F64;
        if (!Effort.IsWorthIt || task->Logits == null || !(kept || (added && !negated)) || source.Type != type)
            return false;
        task->LogitsStride = source.Stride;
        task->MovedMask = source.MaskKind;
        task->MovesNegated = negated;
        source.Negated = false;
        source.Temperature = Math.Abs(source.Temperature);
        source.Data = task->Output;
        source.Stride = task->OutputStride;
        source.MaskKind = MaskKind.None;
        RowSource.Settle(&task->Source, wide: false);
        return true;
    }

    /// <summary>Where the logits are, and their mask.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Original(SoftmaxTask* task, RowSource* source)
    {
        Bytes.Copy(&task->Source, source, sizeof(RowSource));
        if (task->Logits == null)
            return;
        source->Data = task->Logits;
        source->Stride = task->LogitsStride;
        source->MaskKind = task->MovedMask;
    }

    /// <summary>
    /// How many rows from one on are alike in whether they are ready to be computed in f32, moved where that is wanted. far: see
    /// <see cref="AddedMask"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int Alike(SoftmaxTask* task, long first, int rows, float far, out bool ready)
    {
        ready = true;
        var moves = Effort.IsWorthIt && task->Logits != null;
        if (moves && task->MovedMask != MaskKind.Add)
        {
            Move(task, first, rows);
            return rows;
        }
        RowSource source;
        Original(task, &source);
        for (var i = 0; i < rows; i++)
        {
            var row = RowSource.At(&source, first + i);
            var sums = moves ? task->OutputRow(first + i) : default;
            // Over the logits not before it is known that they are not wanted any more.
            var over = moves && sums.Data == row.Stored.Data;
            var fits = AddedMask.TryAdd(row.Stored, row.Addends, source.Classes, &source, far, over ? default : sums);
            if (i > 0 && fits != ready)
                return i;
            ready = fits;
            if (fits && over)
                AddedMask.TryAdd(row.Stored, row.Addends, source.Classes, &source, far, sums);
        }
        return rows;
    }

    /// <summary>Some rows without a mask of numbers to where they are expected.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Move(SoftmaxTask* task, long first, int rows)
    {
        ref var source = ref task->Source;
        var length = source.Classes;
        var isMasked = task->MovedMask == MaskKind.Keep;
        // Rows that follow each other are one long one.
        if (source.Stride == length && task->LogitsStride == length && (!isMasked || source.MaskStride == length))
        {
            length *= rows;
            rows = 1;
        }
        for (var row = first; row < first + rows; row++)
        {
            var values = Elements.At(source.Type, source.Data, row * source.Stride);
            var logits = Elements.At(source.Type, task->Logits, row * task->LogitsStride);
            if (task->MovesNegated)
                Elements.Negate(source.Type, logits, length, values);
            else if (values != logits)
                Elements.Copy(source.Type, logits, length, length, 0.0, values);
            if (isMasked)
                KeepMask.Apply((byte*)source.Mask + (row * source.MaskStride), 1, length, source.Type, values);
        }
    }
}
