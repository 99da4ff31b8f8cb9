// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Kernels;

/// <summary>How the elements of a caller's buffer are stored. The name of a member ends the names of its C functions.</summary>
public enum ElementType
{
    /// <summary>IEEE binary32.</summary>
    [CName("float")]
    F32,

    /// <summary>IEEE binary64.</summary>
    [CName("double")]
    F64,

    /// <summary>IEEE binary16, as a bit pattern; what is computed with it, and real numbers beside it, are binary32.</summary>
    [CName("nloss_f16")]
    F16,

    /// <summary>The upper half of a binary32, as a bit pattern; what is computed with it, and real numbers beside it, are binary32.</summary>
    [CName("nloss_bf16")]
    BF16,
}
