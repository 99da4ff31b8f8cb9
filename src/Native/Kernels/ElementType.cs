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
}
