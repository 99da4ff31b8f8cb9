// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>Conversions between f64 and the element type of a kernel.</summary>
internal static class Scalar<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double ToDouble(T value) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<T, float>(value)
        : Unsafe.BitCast<T, double>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Round(double value) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<float, T>((float)value)
        : Unsafe.BitCast<double, T>(value);

    /// <summary>value as the sum of two numbers of type T, as far as they reach.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Split(Dd value, out T high, out T low)
    {
        high = Round(value.High);
        low = Round(value.High - ToDouble(high) + value.Low);
    }
}
