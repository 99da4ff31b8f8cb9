// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.IO;
using System.Runtime.InteropServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Tests.Images;
using NativeLoss.Native.Tests.Inputs;

namespace NativeLoss.Native.Tests.Calls;

/// <summary>
/// The memory of one operand. Everything that holds no content holds a pattern, so that an element that a call left
/// out, or one that it had no right to write, shows.
/// </summary>
internal sealed unsafe class Block : IDisposable
{
    private const int Alignment = 64;
    private const byte Pattern = 0xCD;

    private readonly int outer;
    private readonly int inner;
    private readonly byte* memory;
    private readonly int size;
    private readonly int start;
    private readonly LabelType labelType;
    private byte[] before = [];

    internal Block(
        Operand operand, int outer, int inner, int gap, int offset, int elementSize, LabelType labelType, Block? owner)
    {
        Operand = operand;
        Owner = owner;
        ElementSize = elementSize;
        Stride = inner + gap;
        this.outer = outer;
        this.inner = inner;
        this.labelType = labelType;
        start = Alignment + ((owner is null ? offset : 0) * elementSize);
        size = start + (outer * Stride * elementSize) + Alignment;
        memory = owner is null ? (byte*)NativeMemory.AlignedAlloc((nuint)size, Alignment) : owner.memory;
        if (owner is not null)
            (start, size) = (owner.start, owner.size);
    }

    internal Operand Operand { get; }

    /// <summary>The input whose memory this output takes.</summary>
    internal Block? Owner { get; }

    internal int ElementSize { get; }

    internal int Stride { get; }

    internal int ResultSize => outer * inner * ElementSize;

    internal void* Data => memory + start;

    internal void Prepare(Shape shape, Dtype dtype, Family family)
    {
        before = new byte[size];
        Array.Fill(before, Pattern);
        if (Operand.Fill is null)
            return;
        var values = new double[inner];
        for (var row = 0; row < outer; row++)
        {
            // Rows of other operands, a weight's for one, have no id: they are the same wherever they are.
            var id = Operand.Outer == Axis.Rows ? shape.RowIds[row] : row;
            Operand.Fill(values, new RowContext(id, shape.Columns, dtype, family, labelType));
            Store(values, before.AsSpan(start + (row * Stride * ElementSize), inner * ElementSize), dtype);
        }
    }

    internal void Reset()
    {
        if (Owner is null)
            before.CopyTo(new Span<byte>(memory, size));
    }

    internal void CopyRows(Span<byte> destination)
    {
        var length = inner * ElementSize;
        for (var row = 0; row < outer; row++)
        {
            new ReadOnlySpan<byte>(memory + start + (row * Stride * ElementSize), length)
                .CopyTo(destination[(row * length)..]);
        }
    }

    /// <summary>Throws when a byte outside the rows changed, or when an element inside them was not written.</summary>
    internal void CheckUntouched(Image image)
    {
        var now = new ReadOnlySpan<byte>(memory, size);
        var was = (Owner ?? this).before.AsSpan();
        Same(image, now, was, 0, start);
        for (var row = 0; row < outer; row++)
        {
            var end = start + (((row * Stride) + inner) * ElementSize);
            Same(image, now, was, end, row + 1 < outer ? end + ((Stride - inner) * ElementSize) : size);
        }

        if (Operand.Fill is not null || Owner is not null)
            return;
        for (var row = 0; row < outer; row++)
        {
            var elements = now.Slice(start + (row * Stride * ElementSize), inner * ElementSize);
            var missing = ElementSize == 4
                ? MemoryMarshal.Cast<byte, uint>(elements).IndexOf(0xCDCD_CDCDu)
                : MemoryMarshal.Cast<byte, ulong>(elements).IndexOf(0xCDCD_CDCD_CDCD_CDCDul);
            if (missing >= 0)
                throw new InvalidDataException($"{image} did not write {Operand.Name}[{row}, {missing}].");
        }
    }

    /// <summary>Name and two values of an element of the results.</summary>
    internal string Describe(int element, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual) =>
        $"{Operand.Name}[{element / inner}, {element % inner}]: " +
        $"{Text(expected[(element * ElementSize)..])} and {Text(actual[(element * ElementSize)..])}";

    public void Dispose()
    {
        if (Owner is null)
            NativeMemory.AlignedFree(memory);
    }

    private void Same(Image image, ReadOnlySpan<byte> now, ReadOnlySpan<byte> was, int from, int to)
    {
        if (!now[from..to].SequenceEqual(was[from..to]))
            throw new InvalidDataException($"{image} wrote outside the rows of {Operand.Name}.");
    }

    private void Store(ReadOnlySpan<double> values, Span<byte> elements, Dtype dtype)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var element = elements.Slice(i * ElementSize, ElementSize);
            if (Operand.Name == "labels")
                LabelArray.Write((long)values[i], element);
            else if (dtype == Dtype.F64)
                MemoryMarshal.Write(element, values[i]);
            else
                MemoryMarshal.Write(element, (float)values[i]);
        }
    }

    private string Text(ReadOnlySpan<byte> element) => ElementSize == 4
        ? $"{MemoryMarshal.Read<float>(element):R} (0x{MemoryMarshal.Read<uint>(element):X8})"
        : $"{MemoryMarshal.Read<double>(element):R} (0x{MemoryMarshal.Read<ulong>(element):X16})";
}
