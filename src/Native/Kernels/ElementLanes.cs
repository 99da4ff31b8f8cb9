// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>One vector of pairs, with the parameters of the call.</summary>
internal readonly unsafe struct ElementLanes(ElementBlock* block, int lane)
{
    internal F64 X
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64.Load(block->X + lane);
    }

    internal F64 Y
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64.Load(block->Y + lane);
    }

    internal F64 Other
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64.Load(block->Other + lane);
    }

    internal F64 PosWeight
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64.Load(block->PosWeight + lane);
    }

    internal F64 A
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64.Broadcast(block->Parameters.A);
    }

    internal F64 B
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64.Broadcast(block->Parameters.B);
    }

    /// <summary>A target between 0 and 1, smoothed: y (1-e) + e/2.</summary>
    internal DdF64 Smoothed
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (DdF64.Broadcast(Dd.Sum(1.0, -block->Parameters.Smoothing)) * Y)
            + DdF64.Broadcast(0.5 * block->Parameters.Smoothing);
    }

    internal bool Has(ElementwiseFlags flag) => (block->Parameters.Flags & flag) != 0;
}
