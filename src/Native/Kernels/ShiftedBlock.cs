// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Kernels;

/// <summary>
/// One padded block of x - shift, and 0 where they are equal (infinity too). Rows that need a shift are rare, and go through the same
/// loops block by block instead of having loops of their own.
/// </summary>
internal static unsafe class ShiftedBlock
{
    internal static void* Copy(ElementType type, void* x, long count, double shift, double padding, void* buffer)
    {
        var block = Elements.Copy(type, x, count, Elements.Lanes(type), padding, buffer);
        if (shift == 0)
            return block;
        for (long i = 0; i < count; i++)
        {
            var value = Elements.Get(type, block, i);
            Elements.Set(type, block, i, value == shift ? 0.0 : value - shift);
        }
        return block;
    }
}
