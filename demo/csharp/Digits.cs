// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;

namespace NativeLoss.Demo;

/// <summary>Images of handwritten digits: 64 pixels in [0, 1] and the digit.</summary>
internal sealed class Digits
{
    internal const int Pixels = 64;
    internal const int Classes = 10;

    private readonly float[] _pixels;
    private readonly int[] _labels;

    private Digits(float[] pixels, int[] labels) => (_pixels, _labels) = (pixels, labels);

    internal int Count => _labels.Length;

    internal ReadOnlySpan<float> PixelsOf(Range rows)
    {
        var (first, count) = rows.GetOffsetAndLength(Count);
        return _pixels.AsSpan(first * Pixels, count * Pixels);
    }

    internal ReadOnlySpan<int> LabelsOf(Range rows) => _labels.AsSpan(rows);

    /// <summary>Reads lines of 64 pixels from 0 to 16 and the digit, gzipped.</summary>
    internal static Digits Read(string path)
    {
        List<float> pixels = [];
        List<int> labels = [];
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            var numbers = line.Split(',');
            foreach (var pixel in numbers.AsSpan(0, Pixels))
                pixels.Add(float.Parse(pixel, CultureInfo.InvariantCulture) / 16);
            labels.Add(int.Parse(numbers[Pixels], CultureInfo.InvariantCulture));
        }

        return new Digits([.. pixels], [.. labels]);
    }
}
