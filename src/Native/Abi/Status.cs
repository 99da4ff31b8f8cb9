// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Abi;

/// <summary>
/// Result of every operation: 0 is success, errors are negative and pinned for ever. On any error no output byte was written.
/// </summary>
[CName("nloss_status", "NLOSS_")]
public enum Status
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>A required pointer is NULL.</summary>
    E_Null = -1,

    /// <summary>An extent is negative, the class count is 0, or extents, strides and element size overflow 63 bits.</summary>
    E_Shape = -2,

    /// <summary>A row stride is smaller than the row.</summary>
    E_Stride = -3,

    /// <summary>Two buffers overlap in a way that the function does not allow.</summary>
    E_Alias = -4,

    /// <summary>A label is outside [0, classes) and is not the ignored one; error_row tells the first such row.</summary>
    E_Label = -10,

    /// <summary>An input value is outside its legal range; error_row tells the first such row.</summary>
    E_Value = -11,

    /// <summary>An option or code has an illegal value.</summary>
    E_Option = -20,

    /// <summary>struct_size is smaller than the first published layout, or a later field that this library does not know is set.</summary>
    E_Struct_Size = -21,

    /// <summary>The executor's callback is NULL or its max_tasks is below 1.</summary>
    E_Executor = -30,

    /// <summary>The scratch is smaller than the operation's size function says.</summary>
    E_Scratch = -31,

    /// <summary>This CPU or operating system lacks the smallest instruction set that the library holds.</summary>
    E_Unsupported = -40,
}
