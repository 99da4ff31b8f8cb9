// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Ops;

/// <summary>Rows of a caller's buffer, for validation.</summary>
internal readonly unsafe struct Matrix(void* data, long rows, long columns, long stride, int elementSize)
{
    internal readonly void* Data = data;
    internal readonly long Rows = rows;
    internal readonly long RowBytes = columns * elementSize;
    internal readonly long StrideBytes = stride * elementSize;

    /// <summary>Bytes from the first element to behind the last.</summary>
    internal long Extent => Rows == 0 || Data == null ? 0 : ((Rows - 1) * StrideBytes) + RowBytes;
}
