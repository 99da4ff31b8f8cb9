// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using NativeLoss.Native.Tests.Calls;
using NativeLoss.Native.Tests.Images;

namespace NativeLoss.Native.Tests.Bits;

/// <summary>All results of an image, as one number for each case: what a child process can report.</summary>
internal static class Fingerprint
{
    internal static IEnumerable<(Operation Operation, Dtype Dtype, Case Case)> Cases =>
        from operation in Operations.All
        from dtype in Enum.GetValues<Dtype>()
        from item in Case.All
        select (operation, dtype, item);

    internal static IEnumerable<ulong> Of(Image image, Operation operation, Dtype dtype)
    {
        foreach (var item in Case.All)
        {
            using var frame = new Frame(operation, dtype, item.Shape, item.Layout, item.Family);
            yield return BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(frame.WithEqualNaN(frame.Run(image))));
        }
    }

    /// <summary>The numbers of all cases, in the order of <see cref="Cases"/>.</summary>
    internal static IEnumerable<ulong> Of(Image image) =>
        from operation in Operations.All
        from dtype in Enum.GetValues<Dtype>()
        from number in Of(image, operation, dtype)
        select number;

    internal static void Write(Image image, string path)
    {
        using var writer = new BinaryWriter(File.Create(path));
        foreach (var number in Of(image))
            writer.Write(number);
    }

    internal static IEnumerable<ulong> Read(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        while (reader.BaseStream.Position < reader.BaseStream.Length)
            yield return reader.ReadUInt64();
    }
}
