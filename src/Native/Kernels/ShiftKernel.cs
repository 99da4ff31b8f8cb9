// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// One block of x - shift, and 0 where they are equal (infinity too), into a buffer: rows that need a shift are rare, and go through
/// the same loops block by block instead of having loops of their own.
/// </summary>
internal static unsafe class ShiftKernel<T, TVec>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T* Run(T* x, nint count, nint size, double shift, T padding, void* buffer)
    {
        var block = Block<T>.Copy(x, count, size, padding, buffer);
        var shifts = TVec.Broadcast(Scalar<T>.Round(shift));
        for (nint i = 0; i < size; i += TVec.Count)
        {
            var value = TVec.Load(block + i);
            TVec.Store(TVec.SelectWhereEqual(value, shifts, TVec.Broadcast(default), value - shifts), block + i);
        }
        return block;
    }
}
