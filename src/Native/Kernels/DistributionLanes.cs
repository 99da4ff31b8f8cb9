// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// A vector of classes of a distribution: probabilities, and their logarithms or what takes their place. In memory: fields of vector
/// type would bring in what the runtime compares structs with.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DistributionLanes
{
    private const int Longest = 4;

    private fixed double numbers[4 * Longest];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DdF64 Value(DistributionLanes* lanes) => Load(lanes->numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DdF64 Log(DistributionLanes* lanes) => Load(lanes->numbers + (2 * Longest));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SetValue(DistributionLanes* lanes, DdF64 value) => Store(value, lanes->numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SetLog(DistributionLanes* lanes, DdF64 value) => Store(value, lanes->numbers + (2 * Longest));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DdF64 Load(double* high) => new(F64Short.Load(high), F64Short.Load(high + Longest));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(DdF64 value, double* high)
    {
        F64Short.Store(value.High, high);
        F64Short.Store(value.Low, high + Longest);
    }
}
