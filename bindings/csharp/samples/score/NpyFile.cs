// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace NativeLoss.Samples.Score;

/// <summary>An array in NumPy's .npy format, little-endian and in C order, mapped into memory.</summary>
internal sealed unsafe partial class NpyFile : IDisposable
{
    private readonly string _name;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _data;

    internal NpyFile(string path)
    {
        _name = Path.GetFileName(path);
        var length = new FileInfo(path).Length;
        // An empty file cannot be mapped.
        if (length == 0)
            throw new InvalidDataException($"{_name} is not an array in NumPy's .npy format");
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            var header = Header(start, length, out var offset);
            _data = start + offset;
            Type = header.Groups["type"].Value;
            Shape = [.. header.Groups["extent"].Captures.Select(c => long.Parse(c.Value, CultureInfo.InvariantCulture))];
            var item = Type[1] - '0';
            var bytes = Shape.Aggregate((UInt128)item, (product, extent) => product * (UInt128)extent);
            if (bytes > (UInt128)(length - offset))
                throw new InvalidDataException($"{_name} is shorter than its header says");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>NumPy's letter and number of bytes: f4, i8.</summary>
    internal string Type { get; }

    internal IReadOnlyList<long> Shape { get; }

    /// <summary>Elements from anywhere in the file.</summary>
    internal ReadOnlySpan<T> Elements<T>(long first, int count)
        where T : unmanaged
        => new(_data + (first * sizeof(T)), count);

    public override string ToString() => $"{_name} ({Type}, [{string.Join(", ", Shape)}])";

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private Match Header(byte* start, long length, out long offset)
    {
        var head = new ReadOnlySpan<byte>(start, (int)Math.Min(length, 64 << 10));
        if (head.Length >= 12 && head[0] == 0x93 && head[1..].StartsWith("NUMPY"u8))
        {
            // From version 2 on the length has four bytes.
            var wide = head[6] > 1;
            var from = wide ? 12 : 10;
            var rest = head[8..];
            offset = from + (wide ? BinaryPrimitives.ReadUInt32LittleEndian(rest) : BinaryPrimitives.ReadUInt16LittleEndian(rest));
            if (offset <= head.Length)
            {
                var text = Encoding.Latin1.GetString(head[from..(int)offset]);
                var match = HeaderPattern().Match(text);
                if (match.Success)
                    return match;
                throw new InvalidDataException($"{_name} must hold little-endian numbers in C order: {text.TrimEnd()}");
            }
        }

        throw new InvalidDataException($"{_name} is not an array in NumPy's .npy format");
    }

    [GeneratedRegex(
        @"^\{'descr': '[<|](?<type>[fiu][1248])', 'fortran_order': False, 'shape': \((?:(?<extent>\d+),? ?)*\), \}\s*$")]
    private static partial Regex HeaderPattern();
}
