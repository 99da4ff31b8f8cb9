// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Abi;

/// <summary>Integer type of a label array.</summary>
[CName("nloss_label_type", "NLOSS_LABEL_")]
public enum LabelType
{
    /// <summary>int8_t</summary>
    I8 = 1,

    /// <summary>uint8_t</summary>
    U8 = 2,

    /// <summary>int16_t</summary>
    I16 = 3,

    /// <summary>uint16_t</summary>
    U16 = 4,

    /// <summary>int32_t</summary>
    I32 = 5,

    /// <summary>uint32_t</summary>
    U32 = 6,

    /// <summary>int64_t</summary>
    I64 = 7,
}
