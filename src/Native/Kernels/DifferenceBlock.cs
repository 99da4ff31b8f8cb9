// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>16 double-doubles: high parts, then low parts.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DifferenceBlock
{
    private fixed double numbers[2 * WideBlock.Size];

    internal static double* High(DifferenceBlock* block) => block->numbers;

    internal static double* Low(DifferenceBlock* block) => block->numbers + WideBlock.Size;

    internal static void Clear(DifferenceBlock* block)
    {
        for (var i = 0; i < 2 * WideBlock.Size; i += F64Short.Count)
            F64Short.Store(F64Short.Broadcast(0.0), block->numbers + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DdF64 Load(DifferenceBlock* block, int lane) =>
        new(F64Short.Load(block->numbers + lane), F64Short.Load(block->numbers + WideBlock.Size + lane));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F64Short Abs(F64Short value) => F64Short.SelectWhereLess(value, F64Short.Broadcast(0.0), F64Short.Broadcast(0.0) - value, value);

    /// <summary>Writes the numbers times scale, rounded, as far as the row goes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Write(DifferenceBlock* block, in Dd scale, ElementType type, void* destination, long i, long count)
    {
        var values = stackalloc double[WideBlock.Size];
        for (var lane = 0; lane < WideBlock.Size; lane += F64Short.Count)
            Scale(block, lane, scale, values);
        WideBlock.Store(type, values, destination, i, count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Scale(DifferenceBlock* block, int lane, in Dd scale, double* values) =>
        F64Short.Store((Load(block, lane) * DdF64.Broadcast(scale)).Value, values + lane);
}
