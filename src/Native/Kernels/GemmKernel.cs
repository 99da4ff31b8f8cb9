// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// c[i,j] = start[j] + sum_k a[i,k] * b[k,j], any strides. Each element is one chain of fused multiply-adds over k in order, whatever
/// the tiling, the level or the rows around it.
///
/// Tiles of four rows and two vectors of columns. Where the columns of b are not contiguous, or fewer than a tile, a block of b is
/// copied into a 4 KiB panel on the stack; chains continue from c between blocks of k.
///
/// What depends on the level is handed in, so that the linker keeps the rest once for all of them.
/// </summary>
internal static unsafe class GemmKernel
{
    /// <summary>How many rows are computed at a time.</summary>
    internal const int TileRows = 4;

    private const int PanelBytes = 4096;

    /// <summary>The bytes of two vectors of any level.</summary>
    private const int WidthAtMost = 128;

    /// <summary>Rows [first, end) of the product.</summary>
    internal static void Run(GemmProduct* p, long first, long end) => Run(
        p, first, end, 2 * sizeof(F32), p->Type == ElementType.F32 ? &GemmTile<float, F32>.Run : &GemmTile<double, F64>.Run);

    /// <summary>With tiles that are so wide. Places, widths and the strides of rows are in bytes here, for either type; the product's are in elements.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run(
        GemmProduct* p, long first, long end, long width, delegate*<byte*, byte*, byte*, byte*, long, byte*, long, long, byte*, long, void> multiply)
    {
        long size = Elements.Size(p->Type);
        var aRow = p->ARow * size;
        var bRow = p->BRow * size;
        var cRow = p->CRow * size;
        var columns = p->Columns * size;
        var a = (byte*)p->A + (first * aRow);
        var c = (byte*)p->C + (first * cRow);
        var start = (byte*)p->Start;
        var rows = end - first;
        var panel = stackalloc byte[PanelBytes];
        var tile = stackalloc byte[TileRows * WidthAtMost];
        // What lies beyond the last row and column is computed with.
        Move(null, 0, tile, width, TileRows, width);
        for (long j = 0; j < columns; j += width)
        {
            var wide = columns - j < width ? columns - j : width;
            var direct = p->BColumn == 1 && wide == width;
            var step = direct ? p->Depth : PanelBytes / width;
            long k = 0;
            do
            {
                var deep = p->Depth - k < step ? p->Depth - k : step;
                var source = (byte*)p->B + (k * bRow) + (j * p->BColumn);
                if (!direct)
                    Pack(p, source, deep, wide / size, width / size, panel);
                for (long i = 0; i < rows; i += TileRows)
                {
                    var high = rows - i < TileRows ? rows - i : TileRows;
                    var corner = c + (i * cRow) + j;
                    // A whole tile is computed where it will be.
                    var whole = high == TileRows && wide == width;
                    var block = whole ? corner : tile;
                    var blockRow = whole ? cRow : width;
                    // A chain starts from its start value and goes on from where the last block of k left it.
                    if (k == 0)
                        Move(start == null ? null : start + j, 0, block, blockRow, high, wide);
                    else if (!whole)
                        Move(corner, cRow, tile, width, high, wide);
                    // Rows past the end repeat the last one and are not stored: one kernel for every height.
                    var a0 = a + (i * aRow) + (k * p->AColumn * size);
                    var a1 = high > 1 ? a0 + aRow : a0;
                    var a2 = high > 2 ? a1 + aRow : a1;
                    var a3 = high > 3 ? a2 + aRow : a2;
                    var b = direct ? source : panel;
                    var bStep = direct ? bRow : width;
                    multiply(a0, a1, a2, a3, p->AColumn * size, b, bStep, deep, block, blockRow);
                    if (!whole)
                        Move(tile, width, corner, cRow, high, wide);
                }
                k += deep;
            }
            while (k < p->Depth);
        }
    }

    /// <summary>Zeros where there is no source.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Move(byte* source, long sourceRow, byte* destination, long destinationRow, long rows, long columns)
    {
        for (; rows > 0; rows--)
        {
            long q = 0;
            for (; q + sizeof(ulong) <= columns; q += sizeof(ulong))
                *(ulong*)(destination + q) = source == null ? 0 : *(ulong*)(source + q);
            if (q < columns)
                *(uint*)(destination + q) = source == null ? 0 : *(uint*)(source + q);
            source += sourceRow;
            destination += destinationRow;
        }
    }

    private static void Pack(GemmProduct* p, byte* b, long depth, long wide, long width, byte* panel)
    {
        if (p->Type == ElementType.F32)
            Pack((uint*)b, p->BRow, p->BColumn, depth, wide, width, (uint*)panel);
        else
            Pack((ulong*)b, p->BRow, p->BColumn, depth, wide, width, (ulong*)panel);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Pack<TBits>(TBits* b, long bRow, long bColumn, long depth, long wide, long width, TBits* panel)
        where TBits : unmanaged
    {
        for (long k = 0; k < depth; k++)
        {
            for (long q = 0; q < width; q++)
                panel[(k * width) + q] = q < wide ? b[(k * bRow) + (q * bColumn)] : default;
        }
    }
}
