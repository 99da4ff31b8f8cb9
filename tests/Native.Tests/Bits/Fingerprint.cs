// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NativeLoss.Native.Tests.Calls;
using NativeLoss.Native.Tests.Images;

namespace NativeLoss.Native.Tests.Bits;

/// <summary>
/// All results of an image, as one number for each case: what a child process can report and a file can keep.
/// </summary>
internal static class Fingerprint
{
    /// <summary>Characters of a hash in <see cref="Lines"/>.</summary>
    internal const int HashLength = 16;

    private static readonly Lazy<ulong[]> OfReference = new(() => [.. Of(ImageSet.Reference)]);

    /// <summary>The numbers of the native file.</summary>
    internal static ulong[] NativeFile => OfReference.Value;

    /// <summary>What each number belongs to.</summary>
    internal static IEnumerable<(Operation Operation, Dtype Dtype, Case Case)> Cases =>
        from operation in Operations.All
        from dtype in operation.Dtypes
        from item in Case.Of(dtype)
        select (operation, dtype, item);

    /// <summary>The number of every <paramref name="step"/>th case.</summary>
    internal static IEnumerable<ulong> Of(Image image, int step = 1)
    {
        foreach (var (operation, dtype, item) in Cases.Where((_, place) => place % step == 0))
        {
            using var frame = new Frame(operation, dtype, item.Shape, item.Layout, item.Family);
            yield return Hash(frame.Run(image));
        }
    }

    /// <summary>One line for each operation and type: the hash of the numbers of its cases, and its name.</summary>
    internal static IEnumerable<string> Lines(ulong[] numbers) =>
        Cases.Zip(numbers)
            .GroupBy(pair => (pair.First.Operation.Name, pair.First.Dtype), pair => pair.Second)
            .Select(group =>
                $"{Hash(MemoryMarshal.AsBytes(group.ToArray().AsSpan())):X16} {group.Key.Dtype} {group.Key.Name}");

    internal static void Write(Image image, int step, string path)
    {
        using var writer = new BinaryWriter(File.Create(path));
        foreach (var number in Of(image, step))
            writer.Write(number);
    }

    internal static ulong[] Read(string path) => MemoryMarshal.Cast<byte, ulong>(File.ReadAllBytes(path)).ToArray();

    private static ulong Hash(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(bytes));
}
