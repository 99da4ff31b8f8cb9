// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace NativeLoss;

/// <content>
/// Tensors as rows: the classes are one axis; the axes after it, without gaps, are Inner rows side by side; those before
/// it are at one distance, the stride.
/// </content>
internal readonly partial record struct Extent
{
    internal static Extent Of<T>(in ReadOnlyTensorSpan<T> tensor, int axis, string name)
    {
        var lengths = tensor.Lengths;
        var strides = tensor.Strides;
        var at = Index(lengths.Length, axis);
        long columns = lengths[at];
        if (columns < 1)
            throw new ArgumentException($"{name} has no classes on axis {axis}.", name);
        if (!Collapse(lengths[(at + 1)..], strides[(at + 1)..], out var inner, out var step)
            || (inner > 1 && step != 1)
            || (columns > 1 && strides[at] != inner)
            || !Collapse(lengths[..at], strides[..at], out var outer, out var stride)
            || (outer > 1 && stride < columns * inner))
        {
            throw new ArgumentException(
                $"{name} cannot be read in place: the axes after the classes must have no gaps, and those before them must be "
                + "at one distance. Copy it to a dense tensor first.",
                name);
        }

        return new Extent(outer * inner, columns, outer > 1 ? stride : columns * inner, Math.Max(inner, 1));
    }

    /// <summary>Cuts a second tensor of the same shape into the same rows, and returns its stride.</summary>
    internal static long StrideOf<T>(in ReadOnlyTensorSpan<T> tensor, ReadOnlySpan<nint> lengths, int axis, string name)
    {
        if (!tensor.Lengths.SequenceEqual(lengths))
            throw new ArgumentException($"{name} has the shape {Text(tensor.Lengths)}, but {Text(lengths)} is needed.", name);
        return Of(tensor, axis, name).Stride;
    }

    /// <summary>The elements, one for each row, of a dense tensor that has the shape of the rows.</summary>
    internal static ReadOnlySpan<T> RowsOf<T>(
        in ReadOnlyTensorSpan<T> tensor, ReadOnlySpan<nint> lengths, int axis, string name)
    {
        RequireRows(tensor.Lengths, tensor.IsDense, lengths, axis, name);
        return tensor.IsEmpty ? default
            : MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), checked((int)tensor.FlattenedLength));
    }

    /// <summary>As above, for an output.</summary>
    internal static Span<T> RowsOf<T>(in TensorSpan<T> tensor, ReadOnlySpan<nint> lengths, int axis, string name)
    {
        RequireRows(tensor.Lengths, tensor.IsDense, lengths, axis, name);
        return tensor.IsEmpty ? default
            : MemoryMarshal.CreateSpan(ref tensor.GetPinnableReference(), checked((int)tensor.FlattenedLength));
    }

    /// <summary>Where the tensor is; its extent is in other hands.</summary>
    internal static ReadOnlySpan<T> Memory<T>(in ReadOnlyTensorSpan<T> tensor) =>
        tensor.IsEmpty ? default : MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), 1);

    /// <summary>As above, for an output.</summary>
    internal static Span<T> Memory<T>(in TensorSpan<T> tensor) =>
        tensor.IsEmpty ? default : MemoryMarshal.CreateSpan(ref tensor.GetPinnableReference(), 1);

    private static void RequireRows(
        ReadOnlySpan<nint> found, bool isDense, ReadOnlySpan<nint> lengths, int axis, string name)
    {
        var at = Index(lengths.Length, axis);
        var kept = found.Length == lengths.Length && found[at] == 1 ? 1 : 0;
        if (found.Length != lengths.Length - 1 + kept
            || !found[..at].SequenceEqual(lengths[..at])
            || !found[(at + kept)..].SequenceEqual(lengths[(at + 1)..]))
        {
            throw new ArgumentException(
                $"{name} has the shape {Text(found)}, but that of {Text(lengths)} without axis {axis} is needed.", name);
        }

        if (!isDense)
            throw new ArgumentException($"{name} must be dense.", name);
    }

    private static int Index(int rank, int axis) => axis >= -rank && axis < rank
        ? (axis + rank) % rank
        : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"axis must be in [{-rank}, {rank - 1}].");

    /// <summary>Several axes as one: how long, and at what distance.</summary>
    private static bool Collapse(ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides, out long count, out long stride)
    {
        count = 1;
        stride = 1;
        for (var i = lengths.Length - 1; i >= 0; i--)
        {
            // An axis of one element has no distance.
            if (lengths[i] == 1)
                continue;
            if (count == 1)
                stride = strides[i];
            else if (count != 0 && strides[i] != count * stride)
                return false;
            count *= lengths[i];
        }

        return true;
    }

    private static string Text(ReadOnlySpan<nint> lengths) => $"[{string.Join(", ", lengths.ToArray())}]";
}
