// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;

namespace NativeLoss;

/// <summary>
/// The rows that a span or tensor holds, the elements from one row to the next, and those from one class of a row to the
/// next: row r starts at (r / Inner) * Stride + r % Inner.
/// </summary>
internal readonly partial record struct Extent(long Rows, long Columns, long Stride, long Inner = 1)
{
    /// <summary>
    /// Cuts a span into rows. The last row may end with its last column, before the stride is complete.
    /// </summary>
    internal static Extent Of(
        int length,
        int columns,
        int stride,
        string name,
        [CallerArgumentExpression(nameof(columns))] string columnsName = "",
        [CallerArgumentExpression(nameof(stride))] string strideName = "")
    {
        if (columns < 1)
            throw new ArgumentOutOfRangeException(columnsName, columns, $"{columnsName} must be at least 1.");
        if (stride != 0 && stride < columns)
        {
            throw new ArgumentOutOfRangeException(
                strideName, stride,
                $"{strideName} must be 0 (rows follow each other) or at least {columnsName} ({columns}).");
        }

        var step = stride == 0 ? columns : stride;
        var rows = (int)(((long)length + step - 1) / step);
        if (rows > 0 && length - ((long)(rows - 1) * step) < columns)
        {
            throw new ArgumentException(
                $"{name} has {length} elements, which is no whole number of rows of {columns} with a stride of {step}.",
                name);
        }

        return new Extent(rows, columns, step);
    }

    /// <summary>Cuts a second span into as many rows, and returns its stride.</summary>
    internal long Match(
        int length,
        int columns,
        int stride,
        string name,
        [CallerArgumentExpression(nameof(columns))] string columnsName = "",
        [CallerArgumentExpression(nameof(stride))] string strideName = "")
    {
        var other = Of(length, columns, stride, name, columnsName, strideName);
        if (other.Rows != Rows)
            throw new ArgumentException($"{name} has {other.Rows} rows of {columns}, but {Rows} are needed.", name);
        return other.Stride;
    }

    /// <summary>As <see cref="Match"/>, for a span that may be left out.</summary>
    internal long MatchOptional(
        int length,
        int columns,
        int stride,
        string name,
        [CallerArgumentExpression(nameof(columns))] string columnsName = "",
        [CallerArgumentExpression(nameof(stride))] string strideName = "") =>
        length == 0 ? columns : Match(length, columns, stride, name, columnsName, strideName);

    /// <summary>Checks the length of a span with one element for each of something.</summary>
    internal static void Require(int length, long needed, string name)
    {
        if (length != needed)
            throw new ArgumentException($"{name} has {length} elements, but {needed} are needed.", name);
    }

    /// <summary>As <see cref="Require"/>, for a span that may be left out.</summary>
    internal static void RequireOptional(int length, long needed, string name)
    {
        if (length != 0)
            Require(length, needed, name);
    }
}
