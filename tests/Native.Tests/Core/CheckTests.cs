// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Linq;
using System.Numerics;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Ops;
using Xunit;

namespace NativeLoss.Native.Tests.Core;

/// <summary>The extents of buffers, against integers of any length: on both sides of where a product may be too large.</summary>
public sealed unsafe class CheckTests
{
    private static readonly long[] Extents =
    [
        .. from power in new[] { 0, 1, 28, 29, 30, 31, 32, 33, 58, 60, 61, 62 }
           from more in new[] { -1, 0, 1 }
           select (1L << power) + more,
        long.MaxValue - 1,
        long.MaxValue,
    ];

    [Fact]
    public void Rows_ExtentsOfEverySize_AreThoseOfTheAddressSpace()
    {
        foreach (var size in new[] { 1, 2, 4, 8 })
        {
            foreach (var data in new[] { 64UL, 1UL << 46, ulong.MaxValue - (1UL << 40), ulong.MaxValue - 63 })
            {
                foreach (var rows in Extents)
                {
                    foreach (var (columns, stride) in Extents.SelectMany(columns => Extents.Select(stride => (columns, stride))))
                    {
                        var matrix = new Matrix((void*)data, rows, columns, stride, size);
                        var status = Check.Rows(matrix);
                        if (Expected(data, rows, columns, stride, size) != status)
                            Assert.Fail($"{rows} x {columns} of {size} bytes, stride {stride}, at {data}: {status}");
                    }
                }
            }
        }
    }

    private static Status Expected(ulong data, long rows, long columns, long stride, int size)
    {
        if (rows == 0)
            return Status.Ok;
        if (stride < columns)
            return Status.E_Stride;
        var bytes = (((BigInteger)(rows - 1) * stride) + columns) * size;
        return bytes > long.MaxValue || data + bytes > ulong.MaxValue ? Status.E_Shape : Status.Ok;
    }
}
