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
        var whole = count - (count % F32.Count);
        WidenVectors(type, (ushort*)source, whole, destination);
        if (whole == count)
            return;
        var bits = stackalloc ushort[F32.Count];
        var wide = stackalloc float[F32.Count];
        for (long i = 0; i < F32.Count; i++)
            bits[i] = whole + i < count ? ((ushort*)source)[whole + i] : (ushort)0;
        WidenVectors(type, bits, F32.Count, wide);
        for (var i = whole; i < count; i++)
            destination[i] = wide[i - whole];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Narrow(ElementType type, float* source, long count, void* destination)
    {
        var whole = count - (count % F32.Count);
        NarrowVectors(type, source, whole, (ushort*)destination);
        if (whole == count)
            return;
        var wide = stackalloc float[F32.Count];
        var bits = stackalloc ushort[F32.Count];
        for (long i = 0; i < F32.Count; i++)
            wide[i] = whole + i < count ? source[whole + i] : 0f;
        NarrowVectors(type, wide, F32.Count, bits);
        for (var i = whole; i < count; i++)
            ((ushort*)destination)[i] = bits[i - whole];
    }

    /// <summary>From f64, not through f32: one rounding.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Narrow(ElementType type, double* source, long count, void* destination)
    {
        var wide = stackalloc double[F32.Count];
        var single = stackalloc float[F32.Count];
        for (long done = 0; done < count; done += F32.Count)
        {
            var length = count - done < F32.Count ? count - done : F32.Count;
            for (long i = 0; i < F32.Count; i++)
                wide[i] = i < length ? source[done + i] : 0.0;
            Round(type, wide, single);
            Narrow(type, single, length, (ushort*)destination + done);
        }
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

    /// <summary>One f32 vector of values that the type has, in f32's format.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Round(ElementType type, double* wide, float* single)
    {
        if (type == ElementType.F16)
        {
            for (var i = 0; i < F32.Count; i += F64.Count)
                F64.Store(HalfRounding<Binary16, F64>.Round(F64.Load(wide + i)), wide + i);
        }
        else
        {
            for (var i = 0; i < F32.Count; i += F64.Count)
                F64.Store(HalfRounding<BFloat16, F64>.Round(F64.Load(wide + i)), wide + i);
        }
        F32.Store(F32.LoadNarrow(wide), single);
    }
}
