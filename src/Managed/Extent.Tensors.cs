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

    /// <summary>As <see cref="Of{T}"/>, for an operation whose classes must lie side by side.</summary>
    internal static Extent OfRows<T>(in ReadOnlyTensorSpan<T> tensor, int axis, string name)
    {
        var rows = Of(tensor, axis, name);
        return rows.Inner == 1 ? rows : throw new ArgumentException(
            $"The elements along axis {axis} of {name} must lie side by side. Copy it to a tensor whose last axis it is.", name);
    }

    /// <summary>
    /// Rows of elements: the axis and those after it are the columns of one, without gaps; those before it count the rows.
    /// </summary>
    internal static Extent OfElements<T>(in ReadOnlyTensorSpan<T> tensor, int axis, string name)
    {
        if (tensor.IsEmpty)
            return new Extent(0, 1, 1);
        var blocks = Of(tensor, axis, name);
        return new Extent(blocks.Rows / blocks.Inner, blocks.Columns * blocks.Inner, blocks.Stride);
    }

    /// <summary>Cuts a second tensor of the same shape into the same rows, and returns its stride.</summary>
    internal static long StrideOf<T>(in ReadOnlyTensorSpan<T> tensor, ReadOnlySpan<nint> lengths, int axis, string name)
    {
        RequireShape(tensor.Lengths, lengths, name);
        return tensor.IsEmpty ? 0 : Of(tensor, axis, name).Stride;
    }

    /// <summary>As <see cref="StrideOf"/>, for an output that may be left out.</summary>
    internal static long StrideOfOptional<T>(in TensorSpan<T> tensor, ReadOnlySpan<nint> lengths, int axis, string name) =>
        tensor.IsEmpty ? 0 : StrideOf(tensor.AsReadOnlyTensorSpan(), lengths, axis, name);

    /// <summary>All elements of a dense tensor of the given shape.</summary>
    internal static ReadOnlySpan<T> ElementsOf<T>(in ReadOnlyTensorSpan<T> tensor, ReadOnlySpan<nint> lengths, string name)
    {
        RequireShape(tensor.Lengths, lengths, name);
        return Dense(tensor, name);
    }

    /// <summary>As above, for an output.</summary>
    internal static Span<T> ElementsOf<T>(in TensorSpan<T> tensor, ReadOnlySpan<nint> lengths, string name)
    {
        RequireShape(tensor.Lengths, lengths, name);
        return Dense(tensor, name);
    }

    /// <summary>The elements, one for each row, of a dense tensor that has the shape of the rows.</summary>
    internal static ReadOnlySpan<T> RowsOf<T>(
        in ReadOnlyTensorSpan<T> tensor, ReadOnlySpan<nint> lengths, int axis, string name)
    {
        RequireRows(tensor.Lengths, lengths, axis, name);
        return Dense(tensor, name);
    }

    /// <summary>As above, for an output.</summary>
    internal static Span<T> RowsOf<T>(in TensorSpan<T> tensor, ReadOnlySpan<nint> lengths, int axis, string name)
    {
        RequireRows(tensor.Lengths, lengths, axis, name);
        return Dense(tensor, name);
    }

    /// <summary>Where the tensor is; its extent is in other hands.</summary>
    internal static ReadOnlySpan<T> Memory<T>(in ReadOnlyTensorSpan<T> tensor) =>
        tensor.IsEmpty ? default : MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), 1);

    /// <summary>As above, for an output.</summary>
    internal static Span<T> Memory<T>(in TensorSpan<T> tensor) =>
        tensor.IsEmpty ? default : MemoryMarshal.CreateSpan(ref tensor.GetPinnableReference(), 1);

    /// <summary>The lengths with another one on an axis, in memory of the caller's.</summary>
    internal static ReadOnlySpan<nint> WithLength(ReadOnlySpan<nint> lengths, int axis, nint length, Span<nint> result)
    {
        lengths.CopyTo(result);
        result[Index(lengths.Length, axis)] = length;
        return result;
    }

    private static void RequireShape(ReadOnlySpan<nint> found, ReadOnlySpan<nint> lengths, string name)
    {
        if (!found.SequenceEqual(lengths))
            throw new ArgumentException($"{name} has the shape {Text(found)}, but {Text(lengths)} is needed.", name);
    }

    private static ReadOnlySpan<T> Dense<T>(in ReadOnlyTensorSpan<T> tensor, string name)
    {
        if (!tensor.IsDense)
            throw new ArgumentException($"{name} must be dense.", name);
        return tensor.IsEmpty ? default
            : MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), checked((int)tensor.FlattenedLength));
    }

    private static Span<T> Dense<T>(in TensorSpan<T> tensor, string name)
    {
        if (!tensor.IsDense)
            throw new ArgumentException($"{name} must be dense.", name);
        return tensor.IsEmpty ? default
            : MemoryMarshal.CreateSpan(ref tensor.GetPinnableReference(), checked((int)tensor.FlattenedLength));
    }

    private static void RequireRows(ReadOnlySpan<nint> found, ReadOnlySpan<nint> lengths, int axis, string name)
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
