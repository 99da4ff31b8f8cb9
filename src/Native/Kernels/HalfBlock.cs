// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Elements of the 16-bit types to f32 and back, any number of them; source and destination may not overlap. What is narrowed is rounded
/// once, to nearest even, and every NaN becomes the canonical one, in both directions.
/// </summary>
internal static unsafe class HalfBlock
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Widen(ElementType type, void* source, long count, float* destination)
    {
        var bits = stackalloc ushort[F32.Count];
        var wide = stackalloc float[F32.Count];
        var rest = count % F32.Count;
        var whole = count - rest;
        WidenVectors(type, (ushort*)source, whole, destination);
        if (rest == 0)
            return;
        Elements.Copy(type, (ushort*)source + whole, rest, F32.Count, 0.0, bits);
        WidenVectors(type, bits, F32.Count, wide);
        Elements.Copy(ElementType.F32, wide, rest, rest, 0.0, destination + whole);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Narrow(ElementType type, float* source, long count, void* destination)
    {
        var wide = stackalloc float[F32.Count];
        var bits = stackalloc ushort[F32.Count];
        var rest = count % F32.Count;
        var whole = count - rest;
        NarrowVectors(type, source, whole, (ushort*)destination);
        if (rest == 0)
            return;
        Elements.Copy(ElementType.F32, source + whole, rest, F32.Count, 0.0, wide);
        NarrowVectors(type, wide, F32.Count, bits);
        Elements.Copy(type, bits, rest, rest, 0.0, (ushort*)destination + whole);
    }

    /// <summary>A block of 16 from f64, not through f32: one rounding.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Narrow(ElementType type, double* source, void* destination)
    {
        var memory = stackalloc byte[(WideBlock.Size * (sizeof(double) + sizeof(float))) + Lines.Spare];
        var wide = (double*)Lines.Align(memory);
        var single = (float*)(wide + WideBlock.Size);
        if (type == ElementType.F16)
        {
            for (var i = 0; i < WideBlock.Size; i += F64.Count)
                F64.Store(HalfRounding<Binary16, F64>.Round(F64.Load(source + i)), wide + i);
        }
        else
        {
            for (var i = 0; i < WideBlock.Size; i += F64.Count)
                F64.Store(HalfRounding<BFloat16, F64>.Round(F64.Load(source + i)), wide + i);
        }
        for (var i = 0; i < WideBlock.Size; i += F32.Count)
            F32.Store(F32.LoadNarrow(wide + i), single + i);
        NarrowVectors(type, single, WideBlock.Size, (ushort*)destination);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WidenVectors(ElementType type, ushort* source, long count, float* destination)
    {
        if (type == ElementType.F16)
        {
            for (long i = 0; i < count; i += F32.Count)
                F32.Store(Binary16.Widen(F32.LoadHalves(source + i)), destination + i);
        }
        else
        {
            for (long i = 0; i < count; i += F32.Count)
                F32.Store(BFloat16.Widen(F32.LoadHalves(source + i)), destination + i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void NarrowVectors(ElementType type, float* source, long count, ushort* destination)
    {
        if (type == ElementType.F16)
        {
            for (long i = 0; i < count; i += F32.Count)
                F32.StoreHalves(Binary16.Narrow(F32.Load(source + i)), destination + i);
        }
        else
        {
            for (long i = 0; i < count; i += F32.Count)
                F32.StoreHalves(BFloat16.Narrow(F32.Load(source + i)), destination + i);
        }
    }
}
