// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Kernels;

/// <summary>The parameters of an element-wise call as a loss sees them, in every lane.</summary>
internal readonly unsafe struct ElementCall(ElementBlock* block)
{
    internal F64Short A
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64Short.Broadcast(block->Parameters.A);
    }

    internal F64Short B
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64Short.Broadcast(block->Parameters.B);
    }

    internal bool Has(ElementwiseFlags flag) => (block->Parameters.Flags & flag) != 0;
}
