// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>A loss on blocks of pairs: all the code that there is once for each loss.</summary>
internal static unsafe class ElementLoop<TLoss>
    where TLoss : struct, IElementLoss
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(ElementBlock* block, int length)
    {
        TLoss.PrepareWide(block, length);
        for (var lane = 0; lane < length; lane += F64Short.Count)
            TLoss.Evaluate(new ElementLanes(block, lane), out *ElementBlock.Kept(block->X, lane), out *ElementBlock.Kept(block->Y, lane));
    }

    /// <summary>Of the first so many elements of the block's stream, whole blocks of 16: values and slopes, without weights.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Round(ElementBlock* block, int count)
    {
        var values = block->X;
        var slopes = block->Y;
        TLoss.Prepare(block, count);
        for (nint i = 0; i < count; i += F64Short.Count)
        {
            TLoss.Round(new RoundedLanes(block, i), out var value, out var slope);
            F64Short.Store(value, values + i);
            F64Short.Store(slope, slopes + i);
        }
    }
}
