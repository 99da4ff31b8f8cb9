// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Ops;

/// <summary>Validation, before anything is written. Nothing here reads the caller's rows.</summary>
internal static unsafe class Check
{
    /// <summary>Extents alone: rows at least 0, columns at least 1.</summary>
    internal static Status Extents(long rows, long columns) => rows < 0 || columns < 1 ? Status.E_Shape : Status.Ok;

    /// <summary>As <see cref="Extents"/>, for rows in groups of inner.</summary>
    internal static Status Layout(long rows, long columns, long inner)
    {
        var status = Extents(rows, columns);
        if (status != Status.Ok || inner == 1)
            return status;
        return inner < 1 || rows % inner != 0 || columns > long.MaxValue / inner ? Status.E_Shape : Status.Ok;
    }

    /// <summary>A buffer with already checked extents.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Status Rows(in Matrix m)
    {
        if (m.Rows == 0)
            return Status.Ok;
        if (m.Data == null)
            return Status.E_Null;
        if (m.Stride < m.Columns)
            return Status.E_Stride;
        // Where no product could be too large, without divisions, which take as long as a short row.
        if ((m.Rows | m.Columns | m.Stride) >> 29 != 0)
        {
            var most = long.MaxValue / m.ElementSize;
            if (m.Columns > most || (m.Rows > 1 && m.Stride > (most - m.Columns) / (m.Rows - 1)))
                return Status.E_Shape;
        }
        // The buffer would run over the end of the address space.
        return (ulong)m.Data + (ulong)m.Extent < (ulong)m.Data ? Status.E_Shape : Status.Ok;
    }

    /// <summary>A buffer that may be NULL.</summary>
    internal static Status OptionalRows(in Matrix m) => m.Data == null ? Status.Ok : Rows(m);

    /// <summary>No byte in common.</summary>
    // Asked of every pair, of which most have a NULL: that comes first, and what needs registers that would have to be saved is asked elsewhere.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Status Disjoint(in Matrix a, in Matrix b)
    {
        if (a.Data == null || b.Data == null || a.Extent == 0 || b.Extent == 0)
            return Status.Ok;
        var apart = (byte*)a.Data + a.Extent <= b.Data || (byte*)b.Data + b.Extent <= a.Data;
        return apart || AreInterleaved(a, b) ? Status.Ok : Status.E_Alias;
    }

    /// <summary>Rows of one larger matrix: with equal strides each row of one may lie between two of the other.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool AreInterleaved(in Matrix a, in Matrix b)
    {
        if (a.StrideBytes != b.StrideBytes || a.Rows <= 1 || b.Rows <= 1)
            return false;
        var first = (ulong)a.Data;
        var second = (ulong)b.Data;
        var distance = (long)((first > second ? first - second : second - first) % (ulong)a.StrideBytes);
        var (before, after) = first > second ? (b.RowBytes, a.RowBytes) : (a.RowBytes, b.RowBytes);
        return distance >= before && a.StrideBytes - distance >= after;
    }

    /// <summary>The same rows exactly, or no byte in common.</summary>
    internal static Status SameOrDisjoint(in Matrix a, in Matrix b) =>
        a.Data == b.Data && (a.StrideBytes == b.StrideBytes || a.Rows <= 1) ? Status.Ok : Disjoint(a, b);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Status Executor(Executor* executor)
    {
        if (executor == null)
            return Status.Ok;
        var status = StructSize((byte*)executor, sizeof(Executor));
        if (status != Status.Ok)
            return status;
        return executor->ParallelFor == null || executor->MaxTasks < 1 ? Status.E_Executor : Status.Ok;
    }

    /// <summary>A copy of the caller's options, defaults for NULL. A newer caller's later fields must be zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Status Options<TOptions>(TOptions* options, out TOptions copy)
        where TOptions : unmanaged
    {
        Unsafe.SkipInit(out copy);
        return Options(options, Unsafe.AsPointer(ref copy), sizeof(TOptions));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status Options(void* options, void* copy, int size)
    {
        Bytes.Clear(copy, size);
        if (options == null)
            return Status.Ok;
        var status = StructSize((byte*)options, size);
        if (status == Status.Ok)
            Bytes.Copy(options, copy, size);
        return status;
    }

    private static Status StructSize(byte* data, int known)
    {
        var size = *(uint*)data;
        if (size < (uint)known)
            return Status.E_Struct_Size;
        // A size that no version will ever have is a struct that was never filled in; do not run off its end.
        if (size > 4096)
            return Status.E_Struct_Size;
        for (var i = (uint)known; i < size; i++)
        {
            if (data[i] != 0)
                return Status.E_Struct_Size;
        }
        return Status.Ok;
    }

    /// <summary>One rows x inputColumns input, one rows x outputColumns output.</summary>
    internal static Status Map(in Matrix input, in Matrix output, bool inPlace, Executor* executor, Status options)
    {
        var status = First(options, Extents(input.Rows, input.Columns));
        status = First(status, Rows(input));
        status = First(status, Rows(output));
        status = First(status, Executor(executor));
        if (status != Status.Ok)
            return status;
        return inPlace ? SameOrDisjoint(input, output) : Disjoint(input, output);
    }

    /// <summary>The first that is not Ok.</summary>
    internal static Status First(Status a, Status b) => a != Status.Ok ? a : b;
}
