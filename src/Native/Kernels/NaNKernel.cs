// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>Whether a row holds a NaN: for losses whose comparisons would pass it over.</summary>
internal static unsafe class NaNKernel
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool Any(ElementType type, void* x, long count)
    {
        var block = stackalloc double[WideBlock.Size];
        for (long i = 0; i < count; i += WideBlock.Size)
        {
            var length = WideBlock.Load(type, x, i, count, 0.0, block);
            var sum = F64.Broadcast(0.0);
            for (var lane = 0; lane < length; lane += F64.Count)
            {
                var value = F64.Load(block + lane);
                sum += F64.SelectWhereEqual(value, value, F64.Broadcast(0.0), value);
            }
            F64.Store(sum, block);
            for (var lane = 0; lane < F64.Count; lane++)
            {
                if (double.IsNaN(block[lane]))
                    return true;
            }
        }
        return false;
    }
}
