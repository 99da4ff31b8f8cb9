// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Kernels;

/// <summary>c[rows, columns] = start + a b, of a depth; the strides are those of rows and columns.</summary>
internal unsafe struct GemmProduct
{
    internal ElementType Type;
    internal void* A;
    internal long ARow;
    internal long AColumn;
    internal void* B;
    internal long BRow;
    internal long BColumn;
    internal long Columns;
    internal long Depth;

    /// <summary>A row, or null for zeros.</summary>
    internal void* Start;

    internal void* C;
    internal long CRow;
}
