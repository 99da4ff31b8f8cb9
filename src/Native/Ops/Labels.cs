// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Ops;

/// <summary>An array of labels of any integer type.</summary>
internal readonly unsafe struct Labels(void* data, int type)
{
    internal readonly void* Data = data;
    private readonly int type = type;

    /// <summary>Bytes of one label; 0 for a code that is no label type.</summary>
    internal int ElementSize => (LabelType)type switch
    {
        LabelType.I8 or LabelType.U8 => 1,
        LabelType.I16 or LabelType.U16 => 2,
        LabelType.I32 or LabelType.U32 => 4,
        LabelType.I64 => 8,
        _ => 0,
    };

    internal long this[long row] => (LabelType)type switch
    {
        LabelType.I8 => ((sbyte*)Data)[row],
        LabelType.U8 => ((byte*)Data)[row],
        LabelType.I16 => ((short*)Data)[row],
        LabelType.U16 => ((ushort*)Data)[row],
        LabelType.I32 => ((int*)Data)[row],
        LabelType.U32 => ((uint*)Data)[row],
        _ => ((long*)Data)[row],
    };
}
