// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Ops;

/// <summary>Rows of a caller's buffer, for validation; element size in bytes.</summary>
internal readonly unsafe struct Matrix(void* data, long rows, long columns, long stride, int elementSize)
{
    internal readonly void* Data = data;
    internal readonly long Rows = rows;
    internal readonly long Columns = columns;
    internal readonly long Stride = stride;
    internal readonly int ElementSize = elementSize;

    internal long RowBytes => Columns * ElementSize;

    internal long StrideBytes => Stride * ElementSize;

    /// <summary>Bytes from the first element to behind the last, for a buffer whose extents were checked; 0 for NULL.</summary>
    internal long Extent => Rows == 0 || Data == null ? 0 : ((Rows - 1) * StrideBytes) + RowBytes;

    /// <summary>Rows that lie element by element beside each other in groups of inner, a divisor of rows: the groups.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Matrix Inner(void* data, long rows, long columns, long stride, long inner, int elementSize) =>
        new(data, inner == 1 ? rows : rows / inner, columns * inner, stride, elementSize);

    internal static Matrix Vector(void* data, long count, int elementSize) => new(data, count == 0 ? 0 : 1, count, count, elementSize);
}
