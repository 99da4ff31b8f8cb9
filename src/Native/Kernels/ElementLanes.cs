// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>One vector of pairs, with the parameters of the call.</summary>
internal readonly unsafe struct ElementLanes(ElementBlock* block, int lane)
{
    internal F64Short X
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64Short.Load(block->X + lane);
    }

    internal F64Short Y
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64Short.Load(block->Y + lane);
    }

    internal F64Short Other
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64Short.Load(block->Other + lane);
    }

    internal F64Short PosWeight
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64Short.Load(block->Other + lane);
    }

    /// <summary>What the loss has kept there.</summary>
    internal DdF64 Prepared
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => *ElementBlock.Kept(block->X, lane);
    }

    internal DdF64 PreparedToo
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => *ElementBlock.Kept(block->Y, lane);
    }

    /// <summary>Of z, which was prepared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Logistic Logistic(DdF64 z) => new(block, lane, z);

    internal bool WantsSlope
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => block->WantsSlopes;
    }

    internal ElementCall Call
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(block);
    }

    /// <summary>A target between 0 and 1, smoothed, y (1-e) + e/2, and 1 - y.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Labels(out DdF64 y, out DdF64 rest)
    {
        y = Y;
        if (block->Parameters.Smoothing != 0)
        {
            y *= DdF64.Broadcast(Dd.Sum(1.0, -block->Parameters.Smoothing));
            y += DdF64.Broadcast(0.5 * block->Parameters.Smoothing);
        }
        rest = DdF64.Broadcast(1.0) - y;
    }

    /// <summary>The label y as -1 or +1, and A - y x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Margin(out DdF64 y, out DdF64 margin)
    {
        y = Y;
        if (Call.Has(ElementwiseFlags.Zero_One_Labels))
            y = DdF64.Sum(Y + Y, F64Short.Broadcast(-1.0));
        margin = (DdF64)Call.A - (y * X);
    }
}
