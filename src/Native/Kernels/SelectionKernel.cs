// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// The largest elements of a row, in one order: NaN first, then by value, and of equals (+0 and -0 are) the lower index first.
/// Selecting k of n is O(n log k) at worst, and O(n) where few elements exceed what was found before them.
/// </summary>
internal static unsafe class SelectionKernel
{
    /// <summary>Index of the first element in the order.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static long First(ElementType type, void* x, long count)
    {
        if (Effort.IsWorthIt && type == ElementType.F32 && TopKernel.Takes(count))
        {
            var top = TopKernel.Run((float*)x, count, out _, out var hasNaN);
            if (!hasNaN)
                return top;
        }
        long at = 0;
        if (count <= WideBlock.Size && FewKernel.TrySelect(type, x, count, 1, &at))
            return at;
        at = 0;
        var best = double.NegativeInfinity;
        // Nothing comes before NaN.
        for (var i = at; !double.IsNaN(best); i++)
        {
            i = NextKernel.Run(type, x, i, count, best);
            if (i == count)
                break;
            best = Elements.Get(type, x, i);
            at = i;
        }
        return at;
    }

    /// <summary>
    /// Indices of the first k elements in the order. They are a heap while the row is searched, the last in the order at its root, and
    /// are then sorted in place.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Select(ElementType type, void* x, long count, long k, long* heap)
    {
        if (FewKernel.TrySelect(type, x, count, k, heap))
            return;
        for (long i = 0; i < k; i++)
            heap[i] = i;
        for (var i = (k / 2) - 1; i >= 0; i--)
            Sift(type, x, heap, k, i);
        for (var i = k; ; i++)
        {
            var last = Elements.Get(type, x, heap[0]);
            if (double.IsNaN(last))
                break;
            i = NextKernel.Run(type, x, i, count, last);
            if (i == count)
                break;
            heap[0] = i;
            Sift(type, x, heap, k, 0);
        }
        for (var end = k - 1; end > 0; end--)
        {
            (heap[0], heap[end]) = (heap[end], heap[0]);
            Sift(type, x, heap, end, 0);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Sift(ElementType type, void* x, long* heap, long size, long at)
    {
        var moved = heap[at];
        for (var child = (2 * at) + 1; child < size; child = (2 * at) + 1)
        {
            if (child + 1 < size && IsAfter(type, x, heap[child + 1], heap[child]))
                child++;
            if (!IsAfter(type, x, heap[child], moved))
                break;
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moved;
    }

    /// <summary>Whether element a comes after element b in the order.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsAfter(ElementType type, void* x, long a, long b)
    {
        var first = Elements.Get(type, x, a);
        var second = Elements.Get(type, x, b);
        if (first != second)
        {
            if (double.IsNaN(first) != double.IsNaN(second))
                return double.IsNaN(second);
            if (!double.IsNaN(first))
                return first < second;
        }
        return a > b;
    }
}
