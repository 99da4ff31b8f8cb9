// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Up to a vector's number of rows, side by side in the lanes: what is done to each of them is one operation, and nothing crosses lanes.
/// In a tile's memory vector c holds class c of every row. A single row may lie across the lanes instead, see <see cref="AcrossKernel"/>.
/// </summary>
internal readonly unsafe struct RowTile(RowSource* source, long first, int rows, long allRows)
{
    /// <summary>The most classes that rows of a tile have.</summary>
    internal const int MaxClasses = 96;

    /// <summary>Classes from which on a single row takes less time across the lanes.</summary>
    private const int Several = 8;

    /// <summary>Tiles whose rows are fetched from memory before they are needed.</summary>
    private const int Ahead = 2;

    internal readonly RowSource* Source = source;
    internal readonly long First = first;
    internal readonly int Rows = rows;
    private readonly long allRows = allRows;

    internal static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F32.Count;
    }

    /// <summary>Elements of memory that a tile takes, aligned: whole squares, as those are transposed.</summary>
    internal static int Size => MaxClasses * F32.Count;

    internal int Classes => (int)Source->Classes;

    /// <summary>Whether there is one row, which takes less time across the lanes where there is a way to, and without a mask of numbers.</summary>
    internal bool GoesAcross => Effort.IsWorthIt && Rows == 1 && Source->Classes >= Several;

    /// <summary>Rows from one on that lie in one tile: side by side in memory too where the class axis is not the last.</summary>
    internal static int Fit(RowSource* source, long row, long end)
    {
        var most = end - row < Width ? end - row : Width;
        var inner = source->Inner == 1 ? most : source->Inner - (row % source->Inner);
        return (int)(inner < most ? inner : most);
    }

    /// <summary>The same rows of another matrix of its type, with nothing that happens to them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Beside(RowSource* source, void* data, long stride, long inner, out RowTile tile)
    {
        RowSource.Plain(source, Source->Type, data, stride, inner, Source->Classes);
        tile = new RowTile(source, First, Rows, allRows);
    }

    /// <summary>
    /// A tile and its state: all logits, across the lanes where that takes less time, with a mask of numbers if there is one; far: see
    /// <see cref="AddedMask"/>. Returns the rows that the mask may be added to so. square: for that, memory for a vector's number of vectors.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal uint Start(float* tile, TileState* state, float* square, float far)
    {
        TileState.Start(state, Source);
        if (Source->MaskKind == MaskKind.Add)
            return LoadSums(tile, square, far);
        state->Across = GoesAcross;
        Load(tile, state->Across);
        return uint.MaxValue;
    }

    /// <summary>All logits; 0 in the lanes of no row, or the only row in all, or across them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Load(float* tile, bool across = false)
    {
        if (Effort.IsWorthIt && Rows == 1)
        {
            LoadOne(tile, across);
            return;
        }
        for (var start = 0; start < Classes; start += Width)
            LoadSquare(start, tile + (start * Width));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint LoadSums(float* tile, float* square, float far)
    {
        RowSource plain;
        Beside(&plain, Source->Data, Source->Stride, Source->Inner, out var logits);
        logits.Load(tile);
        Beside(&plain, Source->Mask, Source->MaskStride, Source->MaskStride == 0 ? 1 : Source->Inner, out var mask);
        var maxima = stackalloc float[2 * Width];
        AddedMask.Start(maxima);
        for (var start = 0; start < Classes; start += Width)
        {
            var count = mask.LoadSquare(start, square);
            var sums = tile + (start * Width);
            AddedMask.Add(sums, square, count * Width, Source->Temperature, sums, maxima);
        }
        var fitting = 0u;
        for (var row = 0; row < Rows; row++)
            fitting |= AddedMask.Fits(maxima[row], maxima[Width + row], Source, far) ? 1u << row : 0;
        return fitting;
    }

    /// <summary>Across: a class in each lane, with -inf up to a whole vector, into memory for a vector more than its classes.</summary>
    // Squares of one row would be zeros.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LoadOne(float* tile, bool across)
    {
        var data = (float*)Source->Data + (First * Source->Stride);
        var whole = Classes / Width * Width;
        if (!Source->Direct)
        {
            RowSource.At(Source, First).Load(0, Classes, AcrossKernel.Padded(Classes), double.NegativeInfinity, default, tile, null);
        }
        else
        {
            for (var c = 0; c < whole; c += Width)
                F32.Store(F32.Load(data + c), tile + c);
            F32.Store(F32.LoadPart(data + whole, Classes - whole, F32.Broadcast(float.NegativeInfinity)), tile + whole);
        }
        // From the last class on, as an element may lie where one before it goes.
        for (var c = Classes - 1; !across && c >= 0; c--)
            F32.Store(F32.Broadcast(tile[c]), tile + (c * Width));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void StoreOne(float* tile, void* destination, long stride, bool across)
    {
        for (var c = 0; !across && c < Classes; c++)
            tile[c] = tile[c * Width];
        var data = Elements.At(Source->Type, destination, RowSource.Offset(Source->Inner, First, stride));
        new Series(Source->Type, data, Source->Inner).Store(0, Classes, ElementType.F32, tile);
    }

    /// <summary>
    /// Adds all logits to a tile; square: memory for a vector's number of vectors. Returns whether its squares are turned then, so that nobody has to
    /// turn these logits only to turn them back: what <see cref="Store"/> wants to know.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal bool AddTo(float* tile, float* square)
    {
        var turns = Effort.IsWorthIt && Rows > 1 && !LieInColumns;
        for (var start = 0; start < Classes; start += Width, tile += Width * Width)
        {
            var vectors = Rows;
            if (turns)
            {
                LoadLines(start, Count(start), square);
                Transpose(tile);
            }
            else
            {
                vectors = LoadSquare(start, square);
            }
            for (var i = 0; i < vectors * Width; i += Width)
                F32.Store(F32.Load(tile + i) + F32.Load(square + i), tile + i);
        }
        return turns;
    }

    /// <summary>The same of the only row across the lanes; other: memory as <see cref="LoadOne"/> takes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AddAcross(float* row, float* other)
    {
        LoadOne(other, across: true);
        for (var c = 0; c < Classes; c += Width)
            F32.Store(F32.Load(row + c) + F32.Load(other + c), row + c);
    }

    /// <summary>As many classes as a vector has elements, or are left, which it returns; what is behind the last means nothing.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal int LoadSquare(int start, float* square)
    {
        var count = Count(start);
        if (LieInColumns)
        {
            LoadColumns(start, count, square);
            return count;
        }
        LoadLines(start, count, square);
        Turn(square, Rows);
        return count;
    }

    /// <summary>A square's classes from one on.</summary>
    private int Count(int start) => Classes - start < Width ? Classes - start : Width;

    /// <summary>Whether a class's rows lie as in the tile.</summary>
    private bool LieInColumns => Source->Type == ElementType.F32 && Source->Wholly && Source->Inner > 1;

    /// <summary>Some classes of each row, a vector each.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LoadLines(int start, int count, float* lines)
    {
        if (Source->Direct)
        {
            var data = (float*)Source->Data + start;
            CopyLines(data + (First * Source->Stride), Source->Stride, Rows, count, data + ((allRows - 1) * Source->Stride) + count, lines);
            return;
        }
        for (var row = 0; row < Rows; row++)
            RowSource.At(Source, First + row).Load(start, count, count, 0.0, default, lines + (row * Width), null);
    }

    /// <summary>
    /// Some classes of rows of f32, from one on, where the first row's data begins and those of the last row there is end. What is behind them in the
    /// square means nothing.
    /// </summary>
    internal static void LoadRows(float* data, long stride, int rows, int count, float* end, float* square)
    {
        CopyLines(data, stride, rows, count, end, square);
        Turn(square, rows);
    }

    /// <summary>See <see cref="LoadRows"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CopyLines(float* data, long stride, int rows, int count, float* end, float* lines)
    {
        // A vector may reach into the next row, not behind the last.
        var last = end - Width;
        for (; rows > 0; rows--, data += stride, lines += Width)
        {
            // A line of each row, then the next of each: no pattern is seen in it.
            Cache.Fetch(data + (Ahead * Width * stride));
            F32.Store(data <= last ? F32.Load(data) : F32.LoadPart(data, count, F32.Broadcast(0f)), lines);
        }
    }

    /// <summary>Rows side by side, and 0 in the lanes of no row.</summary>
    private static void Turn(float* square, int rows)
    {
        for (var row = rows; row < Width; row++)
            F32.Store(F32.Broadcast(0f), square + (row * Width));
        Transpose(square);
    }

    private void LoadColumns(int start, int count, float* tile)
    {
        var data = (float*)Source->Data + RowSource.Offset(Source->Inner, First, Source->Stride) + (start * Source->Inner);
        for (var c = 0; c < count; c++, data += Source->Inner, tile += Width)
        {
            // Each class's next rows are in a page of their own, where no pattern is seen: the last line of those of three tiles on.
            Cache.Fetch(data + (4 * Width) - 1);
            if (Rows == Width)
            {
                F32.Store(F32.Load(data), tile);
                continue;
            }
            F32.Store(F32.Broadcast(0f), tile);
            for (var row = 0; row < Rows; row++)
                tile[row] = data[row];
        }
    }

    /// <summary>
    /// Stores the tile into a matrix laid out as the rows, those rows only; its memory is garbage afterwards. turned: in its squares a vector holds
    /// classes of one row already.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Store(float* tile, void* destination, long stride, uint rows, bool across = false, bool turned = false)
    {
        if (Effort.IsWorthIt && Rows == 1)
        {
            if (rows != 0)
                StoreOne(tile, destination, stride, across);
            return;
        }
        var plain = Source->Type == ElementType.F32;
        if (plain && Source->Inner > 1 && rows == (1u << Width) - 1)
        {
            var data = (float*)destination + RowSource.Offset(Source->Inner, First, stride);
            for (var c = 0; c < Classes; c++, data += Source->Inner, tile += Width)
            {
                F32.Store(F32.Load(tile), data);
                Cache.Fetch(data + (4 * Width) - 1);
            }
            return;
        }
        var whole = Effort.IsWorthIt && plain && Source->Inner == 1 && rows == (1u << Rows) - 1;
        for (var start = (Classes - 1) / Width * Width; start >= 0; start -= Width)
        {
            var square = tile + (start * Width);
            var count = Count(start);
            if (!turned)
                Transpose(square);
            var row = 0;
            if (whole)
            {
                var to = (float*)destination + (First * stride) + start;
                row = count == Width ? Rows : stride == Classes ? RowsBefore(start) : 0;
                StoreLines(square, row, to, stride);
                square += row * Width;
            }
            for (; row < Rows; row++, square += Width)
            {
                if ((rows & (1u << row)) == 0)
                    continue;
                var offset = RowSource.Offset(Source->Inner, First + row, stride) + (start * Source->Inner);
                if (Source->Inner > 1 || !plain)
                    new Series(Source->Type, Elements.At(Source->Type, destination, offset), Source->Inner).Store(0, count, ElementType.F32, square);
                else if (count == Width)
                    F32.Store(F32.Load(square), (float*)destination + offset);
                else
                    Elements.StoreSingles(square, count, (float*)destination + offset);
            }
        }
    }

    /// <summary>
    /// Of rows that follow each other those of which a vector from that class on does not reach behind the last one. It may reach into the next ones, as
    /// these are stored after it, from the last classes to the first.
    /// </summary>
    private int RowsBefore(int start)
    {
        var rows = Rows + 1 - ((start + Width + Classes - 1) / Classes);
        return rows > 0 ? rows : 0;
    }

    /// <summary>Whole vectors, a stride apart.</summary>
    private static void StoreLines(float* lines, int rows, float* to, long stride)
    {
        for (; rows > 0; rows--, lines += Width, to += stride)
        {
            F32.Store(F32.Load(lines), to);
            Cache.Fetch(to + (Ahead * Width * stride));
        }
    }

    // Long, and wanted twice.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Transpose(float* square) => F32.Transpose(square);
}
