// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Buffers;
using NativeLoss.Interop;

namespace NativeLoss;

/// <summary>
/// Memory that a ranking call needs, rented for the call from the shared pool: it is allocated by the first call of its size
/// and kept for the next.
/// </summary>
internal readonly unsafe ref struct Scratch
{
    private readonly byte[] _rented;

    private Scratch(long size)
    {
        Size = size;
        _rented = ArrayPool<byte>.Shared.Rent(checked((int)size));
    }

    internal long Size { get; }

    internal Span<byte> Memory => _rented;

    internal static Scratch Rent<T>(Extent rows, Executor* executor, string name)
        where T : unmanaged
    {
        long size;
        Failure.ThrowIf(NativeMethods.nloss_ranking_scratch_size<T>(rows.Rows, rows.Columns, executor, &size), name);
        return new Scratch(size);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_rented);
}
