// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>A loss on the pairs of a block: all the code that there is once for each loss.</summary>
internal static unsafe class ElementLoop<TLoss>
    where TLoss : struct, IElementLoss
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(ElementBlock* block, int length)
    {
        if (TLoss.Rounds && block->IsRounded)
        {
            TLoss.Prepare(block);
            for (var lane = 0; lane < length; lane += F64Short.Count)
            {
                TLoss.Round(new ElementLanes(block, lane), out var value, out var slope);
                F64Short.Store(value, block->X + lane);
                F64Short.Store(slope, block->Y + lane);
            }
            ElementBlock.FinishRounded(block);
            return;
        }
        for (var lane = 0; lane < length; lane += F64Short.Count)
        {
            TLoss.Evaluate(new ElementLanes(block, lane), out var value, out var slope);
            ElementBlock.Finish(block, lane, value, slope);
        }
    }
}
