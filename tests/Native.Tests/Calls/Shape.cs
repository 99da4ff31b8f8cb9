// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;

namespace NativeLoss.Native.Tests.Calls;

/// <summary>
/// Extents of a call. Content follows a row's id and not its position, so that a row can be put anywhere.
/// </summary>
internal readonly record struct Shape(int[] RowIds, int Columns, int Depth = 3)
{
    internal int Rows => RowIds.Length;

    internal static Shape Of(int rows, int columns, int firstId = 0) =>
        new([.. Enumerable.Range(firstId, rows)], columns);

    internal int this[Axis axis] => axis switch
    {
        Axis.Rows => Rows,
        Axis.Columns => Columns,
        Axis.Depth => Depth,
        Axis.Selected => Math.Min(5, Columns),
        _ => 1,
    };

    public override string ToString() => $"{Rows} x {Columns}, first row's id {RowIds.FirstOrDefault()}";
}
