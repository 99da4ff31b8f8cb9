// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss;

/// <summary>The native code of a label type.</summary>
internal static class LabelCode
{
    /// <summary>A constant for each type after compilation.</summary>
    internal static LabelType Of<TLabel>()
        where TLabel : unmanaged =>
        typeof(TLabel) == typeof(int) ? LabelType.I32
        : typeof(TLabel) == typeof(long) ? LabelType.I64
        : typeof(TLabel) == typeof(byte) ? LabelType.U8
        : typeof(TLabel) == typeof(sbyte) ? LabelType.I8
        : typeof(TLabel) == typeof(short) ? LabelType.I16
        : typeof(TLabel) == typeof(ushort) ? LabelType.U16
        : typeof(TLabel) == typeof(uint) ? LabelType.U32
        : throw new NotSupportedException(
            $"Labels of type {typeof(TLabel)} are not supported; "
            + "use SByte, Byte, Int16, UInt16, Int32, UInt32 or Int64.");
}
