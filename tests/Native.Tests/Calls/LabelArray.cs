// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Tests.Calls;

/// <summary>Labels of any integer type.</summary>
internal static class LabelArray
{
    internal static int ElementSize(LabelType type) => type switch
    {
        LabelType.I8 or LabelType.U8 => 1,
        LabelType.I16 or LabelType.U16 => 2,
        LabelType.I32 or LabelType.U32 => 4,
        _ => 8,
    };

    internal static long Greatest(LabelType type) => type switch
    {
        LabelType.I8 => sbyte.MaxValue,
        LabelType.U8 => byte.MaxValue,
        LabelType.I16 => short.MaxValue,
        LabelType.U16 => ushort.MaxValue,
        LabelType.I32 => int.MaxValue,
        LabelType.U32 => uint.MaxValue,
        _ => long.MaxValue,
    };

    /// <summary>The library reads little-endian integers: the low bytes of the value.</summary>
    internal static void Write(long value, Span<byte> element) =>
        BitConverter.GetBytes(value).AsSpan(0, element.Length).CopyTo(element);
}
