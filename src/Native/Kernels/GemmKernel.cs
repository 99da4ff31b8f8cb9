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
/// copied into a 2 KiB panel on the stack; chains continue from c between blocks of k.
/// </summary>
internal static unsafe class GemmKernel<T, TVec>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
{
    private const int PanelBytes = 2048;
    private const int TileRows = 4;

    internal static void Run(
        T* a, long aRow, long aColumn, T* b, long bRow, long bColumn, long rows, long columns, long depth, T* start, T* c, long cRow)
    {
        var panel = stackalloc T[PanelBytes / sizeof(T)];
        var tile = stackalloc T[TileRows * 32];
        var width = 2 * TVec.Count;
        for (long j = 0; j < columns; j += width)
        {
            var wide = columns - j < width ? columns - j : width;
            var direct = bColumn == 1 && wide == width;
            var step = direct ? depth : PanelBytes / (width * sizeof(T));
            long k = 0;
            do
            {
                var deep = depth - k < step ? depth - k : step;
                var source = b + (k * bRow) + (j * bColumn);
                if (!direct)
                    Pack(source, bRow, bColumn, deep, wide, width, panel);
                for (long i = 0; i < rows; i += TileRows)
                {
                    var high = rows - i < TileRows ? rows - i : TileRows;
                    for (long r = 0; r < TileRows; r++)
                    {
                        for (long q = 0; q < width; q++)
                        {
                            T value = default;
                            if (q < wide && k > 0 && r < high)
                                value = c[((i + r) * cRow) + j + q];
                            else if (q < wide && k == 0 && start != null)
                                value = start[j + q];
                            tile[(r * width) + q] = value;
                        }
                    }
                    // Rows past the end repeat the last one and are not stored: one kernel for every height.
                    var a0 = a + (i * aRow) + (k * aColumn);
                    var a1 = high > 1 ? a0 + aRow : a0;
                    var a2 = high > 2 ? a1 + aRow : a1;
                    var a3 = high > 3 ? a2 + aRow : a2;
                    Tile(a0, a1, a2, a3, aColumn, direct ? source : panel, direct ? bRow : width, deep, tile);
                    for (long r = 0; r < high; r++)
                    {
                        for (long q = 0; q < wide; q++)
                            c[((i + r) * cRow) + j + q] = tile[(r * width) + q];
                    }
                }
                k += deep;
            }
            while (k < depth);
        }
    }

    private static void Pack(T* b, long bRow, long bColumn, long depth, long wide, long width, T* panel)
    {
        for (long k = 0; k < depth; k++)
        {
            for (long q = 0; q < width; q++)
                panel[(k * width) + q] = q < wide ? b[(k * bRow) + (q * bColumn)] : default;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Tile(T* a0, T* a1, T* a2, T* a3, long aColumn, T* b, long bRow, long depth, T* tile)
    {
        var width = 2 * TVec.Count;
        var c00 = TVec.Load(tile);
        var c01 = TVec.Load(tile + TVec.Count);
        var c10 = TVec.Load(tile + width);
        var c11 = TVec.Load(tile + width + TVec.Count);
        var c20 = TVec.Load(tile + (2 * width));
        var c21 = TVec.Load(tile + (2 * width) + TVec.Count);
        var c30 = TVec.Load(tile + (3 * width));
        var c31 = TVec.Load(tile + (3 * width) + TVec.Count);
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
        TVec.Store(c00, tile);
        TVec.Store(c01, tile + TVec.Count);
        TVec.Store(c10, tile + width);
        TVec.Store(c11, tile + width + TVec.Count);
        TVec.Store(c20, tile + (2 * width));
        TVec.Store(c21, tile + (2 * width) + TVec.Count);
        TVec.Store(c30, tile + (3 * width));
        TVec.Store(c31, tile + (3 * width) + TVec.Count);
    }
}
