// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NativeLoss;

/// <summary>
/// The rows that a span or tensor holds, the elements from one row to the next, and those from one class of a row to the
/// next: row r starts at (r / Inner) * Stride + r % Inner. Passed by value, not by reference, so that the compiler may keep it in
/// registers.
/// </summary>
internal readonly partial record struct Extent(long Rows, long Columns, long Stride, long Inner = 1)
{
    /// <summary>
    /// Cuts a span into rows. The last row may end with its last column, before the stride is complete.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Extent Of(
        int length,
        int columns,
        int stride,
        string name,
        [CallerArgumentExpression(nameof(columns))] string columnsName = "",
        [CallerArgumentExpression(nameof(stride))] string strideName = "")
    {
        // Nearly all calls, and of these one row needs no division.
        if (stride == 0 && columns > 0)
        {
            var rows = length == columns ? 1 : (uint)length / (uint)columns;
            if (rows * (uint)columns == (uint)length)
                return new Extent(rows, columns, columns);
        }

        return OfStrided(length, columns, stride, name, columnsName, strideName);
    }

    /// <summary>Columns of rows of elements, where they may be left out: all elements are one row.</summary>
    internal static int WidthOf(int columns, int length) => columns != 0 ? columns : length != 0 ? length : 1;

    /// <summary>Cuts a second span into as many rows, and returns its stride.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long Match(
        int length,
        int columns,
        int stride,
        string name,
        [CallerArgumentExpression(nameof(columns))] string columnsName = "",
        [CallerArgumentExpression(nameof(stride))] string strideName = "") =>
        stride == 0 && columns > 0 && length == Rows * columns
            ? columns
            : MatchStrided(Rows, length, columns, stride, name, columnsName, strideName);

    /// <summary>As <see cref="Match"/>, for a span that may be left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long MatchOptional(
        int length,
        int columns,
        int stride,
        string name,
        [CallerArgumentExpression(nameof(columns))] string columnsName = "",
        [CallerArgumentExpression(nameof(stride))] string strideName = "") =>
        length == 0 ? columns : Match(length, columns, stride, name, columnsName, strideName);

    /// <summary>Of a span of weights, one for each column or for each element; 0 = one row for all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long WeightsStride(int length, string name)
    {
        if (length == 0 || length == Columns)
            return 0;
        Require(length, Rows * Columns, name);
        return Columns;
    }

    /// <summary>Checks the length of a span with one element for each of something.</summary>
    internal static void Require(int length, long needed, string name)
    {
        if (length != needed)
            ThrowLength(length, needed, name);
    }

    /// <summary>As <see cref="Require"/>, for a span that may be left out.</summary>
    internal static void RequireOptional(int length, long needed, string name)
    {
        if (length != 0)
            Require(length, needed, name);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Extent OfStrided(int length, int columns, int stride, string name, string columnsName, string strideName)
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long MatchStrided(
        long rows, int length, int columns, int stride, string name, string columnsName, string strideName)
    {
        var other = OfStrided(length, columns, stride, name, columnsName, strideName);
        if (other.Rows != rows)
            throw new ArgumentException($"{name} has {other.Rows} rows of {columns}, but {rows} are needed.", name);
        return other.Stride;
    }

    [DoesNotReturn]
    private static void ThrowLength(int length, long needed, string name) =>
        throw new ArgumentException($"{name} has {length} elements, but {needed} are needed.", name);
}
