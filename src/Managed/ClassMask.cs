// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.InteropServices;

namespace NativeLoss;

/// <summary>
/// The classes that take part in a softmax: a span of <c>bool</c>, false = left out, or of numbers that are added to the
/// logits after the temperature, -inf = left out. Either has an element for each logit, without gaps, or one row of classes
/// for all rows. <c>default</c>, null or empty: all classes take part.
/// </summary>
/// <typeparam name="T">Type of the logits.</typeparam>
public readonly ref struct ClassMask<T>
    where T : unmanaged
{
    private ClassMask(ReadOnlySpan<byte> bytes, int length, MaskType type)
    {
        Bytes = bytes;
        Length = length;
        Type = length == 0 ? MaskType.None : type;
    }

    internal ReadOnlySpan<byte> Bytes { get; }

    internal int Length { get; }

    internal MaskType Type { get; }

    /// <summary>A mask of classes that take part.</summary>
    /// <param name="mask">[rows, classes] or [classes]; false = left out.</param>
    public static implicit operator ClassMask<T>(ReadOnlySpan<bool> mask) =>
        new(MemoryMarshal.AsBytes(mask), mask.Length, MaskType.Bool);

    /// <summary>A mask of classes that take part.</summary>
    /// <param name="mask">[rows, classes] or [classes]; false = left out.</param>
    public static implicit operator ClassMask<T>(bool[]? mask) => new ReadOnlySpan<bool>(mask);

    /// <summary>A mask of numbers to add.</summary>
    /// <param name="mask">[rows, classes] or [classes]; -inf = left out.</param>
    public static implicit operator ClassMask<T>(ReadOnlySpan<T> mask) =>
        new(MemoryMarshal.AsBytes(mask), mask.Length, MaskType.Add);

    /// <summary>A mask of numbers to add.</summary>
    /// <param name="mask">[rows, classes] or [classes]; -inf = left out.</param>
    public static implicit operator ClassMask<T>(T[]? mask) => new ReadOnlySpan<T>(mask);

    /// <summary>Elements from one row of the mask to the next; 0 = one row for all.</summary>
    internal long StrideFor(Extent logits, string name = "mask")
    {
        if (Length == 0 || Length == logits.Columns)
            return 0;
        if (Length != logits.Rows * logits.Columns)
        {
            throw new ArgumentException(
                $"{name} has {Length} elements, but {logits.Columns} or {logits.Rows * logits.Columns} are needed.",
                name);
        }

        return logits.Columns * logits.Inner;
    }
}
