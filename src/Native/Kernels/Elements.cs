// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// The kernels of each element type behind one set of functions: what works on rows is written and compiled once, and a new element
/// type is a new case here.
/// </summary>
internal static unsafe class Elements
{
    internal static int Size(ElementType type) => type == ElementType.F32 ? sizeof(float) : sizeof(double);

    internal static void* At(ElementType type, void* data, long index) => (byte*)data + (index * Size(type));

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double Get(ElementType type, void* data, long index) =>
        type == ElementType.F32 ? ((float*)data)[index] : ((double*)data)[index];

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Set(ElementType type, void* data, long index, double value)
    {
        if (type == ElementType.F32)
            ((float*)data)[index] = (float)value;
        else
            ((double*)data)[index] = value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Fill(ElementType type, void* data, long count, double value)
    {
        for (long i = 0; i < count; i++)
            Set(type, data, i, value);
    }

    /// <summary>See <see cref="RowSumKernel{T, TVec, TExp}.Run"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static RowSum Sum(ElementType type, void* x, long count, long exclude, Workspace* space) => type == ElementType.F32
        ? RowSumKernel<float, F32, ExpF32>.Run((float*)x, (nint)count, (nint)exclude, space)
        : RowSumKernel<double, F64, ExpF64>.Run((double*)x, (nint)count, (nint)exclude, space);

    /// <summary>
    /// destination = factor * exp(x) / whole + b; + first * a + b where first is given; + second * (first * a + b) where both are.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Write(
        ElementType type, void* x, long count, void* destination, in RowSum whole, Dd factor, void* first, void* second, double a,
        double b, Workspace* space)
    {
        if (type == ElementType.F32)
        {
            RowWriteKernel<float, F32, ExpF32>.Run(
                (float*)x, (nint)count, (float*)destination, whole, factor, (float*)first, (float*)second, (float)a, (float)b, space);
        }
        else
        {
            RowWriteKernel<double, F64, ExpF64>.Run(
                (double*)x, (nint)count, (double*)destination, whole, factor, (double*)first, (double*)second, a, b, space);
        }
    }

    internal static double Max(ElementType type, void* x, long count) => type == ElementType.F32
        ? MaxKernel<float, F32>.Value((float*)x, (nint)count)
        : MaxKernel<double, F64>.Value((double*)x, (nint)count);

    /// <summary>Lowest index of the maximum.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static long ArgMax(ElementType type, void* x, long count, out double max) => type == ElementType.F32
        ? MaxKernel<float, F32>.Index((float*)x, (nint)count, out max)
        : MaxKernel<double, F64>.Index((double*)x, (nint)count, out max);
}
