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
    private readonly Dtype? type;
    private readonly bool interleaved;
    private readonly LabelType labelType;
    private byte[] before = [];

    internal Block(
        Operand operand,
        int outer,
        int inner,
        int gap,
        int offset,
        int elementSize,
        Dtype? type,
        bool interleaved,
        LabelType labelType,
        Block? owner)
    {
        Operand = operand;
        Owner = owner;
        ElementSize = elementSize;
        // Interleaved, all rows are one group, behind which the gap is.
        Stride = (interleaved ? inner * outer : inner) + gap;
        this.outer = outer;
        this.inner = inner;
        this.type = type;
        this.interleaved = interleaved;
        this.labelType = labelType;
        start = Alignment + ((owner is null ? offset : 0) * elementSize);
        size = start + (Groups * Stride * elementSize) + Alignment;
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

    /// <summary>Runs of elements without a gap, and their length.</summary>
    private int Groups => interleaved ? 1 : outer;

    private int GroupLength => interleaved ? outer * inner : inner;

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
            for (var i = 0; i < inner; i++)
                Store(values[i], before.AsSpan(At(row, i), ElementSize));
        }
    }

    internal void Reset()
    {
        if (Owner is null)
            before.CopyTo(new Span<byte>(memory, size));
    }

    internal void CopyRows(Span<byte> destination)
    {
        var rowSize = inner * ElementSize;
        for (var row = 0; row < outer; row++)
        {
            var target = destination.Slice(row * rowSize, rowSize);
            if (!interleaved)
            {
                new ReadOnlySpan<byte>(memory + At(row, 0), rowSize).CopyTo(target);
                continue;
            }

            for (var i = 0; i < inner; i++)
                new ReadOnlySpan<byte>(memory + At(row, i), ElementSize).CopyTo(target[(i * ElementSize)..]);
        }
    }

    /// <summary>Throws when a byte outside the rows changed, or when an element inside them was not written.</summary>
    internal void CheckUntouched(Image image)
    {
        var now = new ReadOnlySpan<byte>(memory, size);
        var was = (Owner ?? this).before.AsSpan();
        Same(image, now, was, 0, start);
        for (var group = 0; group < Groups; group++)
        {
            var end = start + (((group * Stride) + GroupLength) * ElementSize);
            Same(image, now, was, end, group + 1 < Groups ? end + ((Stride - GroupLength) * ElementSize) : size);
        }

        // Two bytes of the pattern are a result like any other.
        if (Operand.Fill is not null || Owner is not null || ElementSize < 4)
            return;
        for (var group = 0; group < Groups; group++)
        {
            var elements = now.Slice(start + (group * Stride * ElementSize), GroupLength * ElementSize);
            var missing = ElementSize == 4
                ? MemoryMarshal.Cast<byte, uint>(elements).IndexOf(0xCDCD_CDCDu)
                : MemoryMarshal.Cast<byte, ulong>(elements).IndexOf(0xCDCD_CDCD_CDCD_CDCDul);
            if (missing >= 0)
                throw new InvalidDataException($"{image} did not write element {missing} of group {group} of {Operand.Name}.");
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

    /// <summary>Offset of an element in bytes.</summary>
    private int At(int row, int index) =>
        start + ((interleaved ? (index * outer) + row : (row * Stride) + index) * ElementSize);

    private void Store(double value, Span<byte> element)
    {
        if (type is null)
            LabelArray.Write((long)value, element);
        else if (type == Dtype.F64)
            MemoryMarshal.Write(element, value);
        else if (type == Dtype.F32)
            MemoryMarshal.Write(element, (float)value);
        else
            MemoryMarshal.Write(element, type == Dtype.F16 ? BitConverter.HalfToUInt16Bits((Half)value) : ToBFloat16((float)value));
    }

    /// <summary>The nearest, ties to even.</summary>
    private static ushort ToBFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return (ushort)(float.IsNaN(value) ? (bits >> 16) | 0x40 : (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    private string Text(ReadOnlySpan<byte> element) => type switch
    {
        Dtype.F32 => $"{MemoryMarshal.Read<float>(element):R} (0x{MemoryMarshal.Read<uint>(element):X8})",
        Dtype.F64 => $"{MemoryMarshal.Read<double>(element):R} (0x{MemoryMarshal.Read<ulong>(element):X16})",
        _ => "0x" + Convert.ToHexString(element[..ElementSize]),
    };
}
