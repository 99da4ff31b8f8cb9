// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Kernels;

/// <summary>How the elements of a caller's buffer are stored.</summary>
internal enum ElementType
{
    F32,
    F64,
}
