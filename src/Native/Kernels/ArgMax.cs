// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>Lowest index of the maximum of a row; 0 where everything is -inf or NaN.</summary>
internal static unsafe class ArgMax
{
    private const int Section = 512;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static long Run(ElementType type, void* x, long count, out double max)
    {
        max = double.NegativeInfinity;
        long at = 0;
        for (long start = 0; start < count; start += Section)
        {
            var value = Elements.Max(type, Elements.At(type, x, start), count - start < Section ? count - start : Section);
            if (value > max)
            {
                max = value;
                at = start;
            }
        }
        for (var i = at; i < count; i++)
        {
            if (Elements.Get(type, x, i) == max)
                return i;
        }
        return 0;
    }
}
