// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// c[i,j] = start[j] + sum_k a[i,k] * b[k,j], any strides. Each element is one chain of fused multiply-adds over k in order, whatever
/// the tiling, the level or the rows around it.
///
/// Tiles of four rows and two vectors of columns. Where the columns of b are not contiguous, or fewer than a tile, a block of b is
/// copied into a 4 KiB panel on the stack; chains continue from c between blocks of k.
/// </summary>
internal static unsafe class GemmKernel<T, TVec>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
{
    /// <summary>How many rows are computed at a time.</summary>
    internal const int TileRows = 4;

    private const int PanelBytes = 4096;

    /// <summary>Rows [first, end) of the product.</summary>
    internal static void Run(GemmProduct* p, long first, long end)
    {
        var a = (T*)p->A + (first * p->ARow);
        var c = (T*)p->C + (first * p->CRow);
        var start = (T*)p->Start;
        var rows = end - first;
        var panel = stackalloc T[PanelBytes / sizeof(T)];
        var width = 2 * TVec.Count;
        var tile = stackalloc T[TileRows * 2 * TVec.Count];
        // What lies beyond the last row and column is computed with.
        Move(null, 0, tile, width, TileRows, width);
        for (long j = 0; j < p->Columns; j += width)
        {
            var wide = p->Columns - j < width ? p->Columns - j : width;
            var direct = p->BColumn == 1 && wide == width;
            var step = direct ? p->Depth : PanelBytes / (width * sizeof(T));
            long k = 0;
            do
            {
                var deep = p->Depth - k < step ? p->Depth - k : step;
                var source = (T*)p->B + (k * p->BRow) + (j * p->BColumn);
                if (!direct)
                    Pack(source, p->BRow, p->BColumn, deep, wide, width, panel);
                for (long i = 0; i < rows; i += TileRows)
                {
                    var high = rows - i < TileRows ? rows - i : TileRows;
                    var corner = c + (i * p->CRow) + j;
                    // A whole tile is computed where it will be.
                    var whole = high == TileRows && wide == width;
                    var block = whole ? corner : tile;
                    var blockRow = whole ? p->CRow : width;
                    // A chain starts from its start value and goes on from where the last block of k left it.
                    if (k == 0)
                        Move(start == null ? null : start + j, 0, block, blockRow, high, wide);
                    else if (!whole)
                        Move(corner, p->CRow, tile, width, high, wide);
                    // Rows past the end repeat the last one and are not stored: one kernel for every height.
                    var a0 = a + (i * p->ARow) + (k * p->AColumn);
                    var a1 = high > 1 ? a0 + p->ARow : a0;
                    var a2 = high > 2 ? a1 + p->ARow : a1;
                    var a3 = high > 3 ? a2 + p->ARow : a2;
                    Tile(a0, a1, a2, a3, p->AColumn, direct ? source : panel, direct ? p->BRow : width, deep, block, blockRow);
                    if (!whole)
                        Move(tile, width, corner, p->CRow, high, wide);
                }
                k += deep;
            }
            while (k < p->Depth);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Move(T* source, long sourceRow, T* destination, long destinationRow, long rows, long columns)
    {
        for (; rows > 0; rows--)
        {
            for (long q = 0; q < columns; q++)
                destination[q] = source == null ? default : source[q];
            source += sourceRow;
            destination += destinationRow;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Pack(T* b, long bRow, long bColumn, long depth, long wide, long width, T* panel)
    {
        for (long k = 0; k < depth; k++)
        {
            for (long q = 0; q < width; q++)
                panel[(k * width) + q] = q < wide ? b[(k * bRow) + (q * bColumn)] : default;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Tile(T* a0, T* a1, T* a2, T* a3, long aColumn, T* b, long bRow, long depth, T* tile, long tileRow)
    {
        var c00 = TVec.Load(tile);
        var c01 = TVec.Load(tile + TVec.Count);
        var c10 = TVec.Load(tile + tileRow);
        var c11 = TVec.Load(tile + tileRow + TVec.Count);
        var c20 = TVec.Load(tile + (2 * tileRow));
        var c21 = TVec.Load(tile + (2 * tileRow) + TVec.Count);
        var c30 = TVec.Load(tile + (3 * tileRow));
        var c31 = TVec.Load(tile + (3 * tileRow) + TVec.Count);
        for (; depth > 0; depth--)
        {
            var b0 = TVec.Load(b);
            var b1 = TVec.Load(b + TVec.Count);
            var x = TVec.Broadcast(*a0);
            c00 = TVec.Fma(x, b0, c00);
            c01 = TVec.Fma(x, b1, c01);
            x = TVec.Broadcast(*a1);
            c10 = TVec.Fma(x, b0, c10);
            c11 = TVec.Fma(x, b1, c11);
            x = TVec.Broadcast(*a2);
            c20 = TVec.Fma(x, b0, c20);
            c21 = TVec.Fma(x, b1, c21);
            x = TVec.Broadcast(*a3);
            c30 = TVec.Fma(x, b0, c30);
            c31 = TVec.Fma(x, b1, c31);
            a0 += aColumn;
            a1 += aColumn;
            a2 += aColumn;
            a3 += aColumn;
            b += bRow;
        }
        var nan = TVec.Broadcast(Scalar<T>.Round(Canonical.NaN));
        TVec.Store(TVec.SelectWhereEqual(c00, c00, c00, nan), tile);
        TVec.Store(TVec.SelectWhereEqual(c01, c01, c01, nan), tile + TVec.Count);
        TVec.Store(TVec.SelectWhereEqual(c10, c10, c10, nan), tile + tileRow);
        TVec.Store(TVec.SelectWhereEqual(c11, c11, c11, nan), tile + tileRow + TVec.Count);
        TVec.Store(TVec.SelectWhereEqual(c20, c20, c20, nan), tile + (2 * tileRow));
        TVec.Store(TVec.SelectWhereEqual(c21, c21, c21, nan), tile + (2 * tileRow) + TVec.Count);
        TVec.Store(TVec.SelectWhereEqual(c30, c30, c30, nan), tile + (3 * tileRow));
        TVec.Store(TVec.SelectWhereEqual(c31, c31, c31, nan), tile + (3 * tileRow) + TVec.Count);
    }
}
