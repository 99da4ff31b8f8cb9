// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Four rows and two vectors of columns of a product, in the registers, over a block of its depth; see <see cref="GemmKernel"/>. All strides are
/// in bytes.
/// </summary>
internal static unsafe class GemmTile<T, TVec>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
{
    /// <summary>The tile is where the chains go on from, and to.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(byte* a0, byte* a1, byte* a2, byte* a3, long aColumn, byte* b, long bRow, long depth, byte* tile, long tileRow)
    {
        var c00 = At(tile, 0);
        var c01 = At(tile, 1);
        var c10 = At(tile + tileRow, 0);
        var c11 = At(tile + tileRow, 1);
        var c20 = At(tile + (2 * tileRow), 0);
        var c21 = At(tile + (2 * tileRow), 1);
        var c30 = At(tile + (3 * tileRow), 0);
        var c31 = At(tile + (3 * tileRow), 1);
        for (; depth > 0; depth--)
        {
            var b0 = At(b, 0);
            var b1 = At(b, 1);
            var x = TVec.Broadcast(*(T*)a0);
            c00 = TVec.Fma(x, b0, c00);
            c01 = TVec.Fma(x, b1, c01);
            x = TVec.Broadcast(*(T*)a1);
            c10 = TVec.Fma(x, b0, c10);
            c11 = TVec.Fma(x, b1, c11);
            x = TVec.Broadcast(*(T*)a2);
            c20 = TVec.Fma(x, b0, c20);
            c21 = TVec.Fma(x, b1, c21);
            x = TVec.Broadcast(*(T*)a3);
            c30 = TVec.Fma(x, b0, c30);
            c31 = TVec.Fma(x, b1, c31);
            a0 += aColumn;
            a1 += aColumn;
            a2 += aColumn;
            a3 += aColumn;
            b += bRow;
        }
        Put(c00, tile, 0);
        Put(c01, tile, 1);
        Put(c10, tile + tileRow, 0);
        Put(c11, tile + tileRow, 1);
        Put(c20, tile + (2 * tileRow), 0);
        Put(c21, tile + (2 * tileRow), 1);
        Put(c30, tile + (3 * tileRow), 0);
        Put(c31, tile + (3 * tileRow), 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVec At(byte* row, int index) => TVec.Load((T*)row + (index * TVec.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVec value, byte* row, int index)
    {
        var nan = TVec.Broadcast(Scalar<T>.Round(Canonical.NaN));
        TVec.Store(TVec.SelectWhereEqual(value, value, value, nan), (T*)row + (index * TVec.Count));
    }
}
