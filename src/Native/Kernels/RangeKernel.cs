// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>Whether a row lies in [0, 1]; NaN does.</summary>
internal static unsafe class RangeKernel
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool IsUnit(ElementType type, void* x, long count)
    {
        var wide = stackalloc double[WideBlock.Size];
        var zero = F64.Broadcast(0.0);
        var one = F64.Broadcast(1.0);
        for (long i = 0; i < count; i += WideBlock.Size)
        {
            var length = WideBlock.Load(type, x, i, count, 0.0, wide);
            for (var lane = 0; lane < length; lane += F64.Count)
            {
                var value = F64.Load(wide + lane);
                F64.Store(F64.SelectWhereLess(value, zero, one, F64.SelectWhereLess(one, value, one, zero)), wide + lane);
            }
            for (var lane = 0; lane < length; lane++)
            {
                if (wide[lane] != 0)
                    return false;
            }
        }
        return true;
    }
}
