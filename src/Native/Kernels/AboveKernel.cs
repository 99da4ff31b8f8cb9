// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Whether a section of a row holds anything above a bound, or NaN. Few sections of a long row do once the bound is what was found so
/// far, so the scalar search behind this test sees little of the row.
/// </summary>
internal static unsafe class AboveKernel
{
    internal const int Section = 512;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool Any(ElementType type, void* x, long count, double bound)
    {
        var wide = stackalloc double[WideBlock.Size];
        var one = F64.Broadcast(1.0);
        var zero = F64.Broadcast(0.0);
        var bounds = F64.Broadcast(bound);
        var found = zero;
        for (long i = 0; i < count; i += WideBlock.Size)
        {
            var length = WideBlock.Load(type, x, i, count, double.NegativeInfinity, wide);
            for (var lane = 0; lane < length; lane += F64.Count)
            {
                var value = F64.Load(wide + lane);
                found += F64.SelectWhereEqual(value, value, F64.SelectWhereLess(bounds, value, one, zero), one);
            }
        }
        F64.Store(found, wide);
        for (var lane = 0; lane < F64.Count; lane++)
        {
            if (wide[lane] != 0)
                return true;
        }
        return false;
    }
}
