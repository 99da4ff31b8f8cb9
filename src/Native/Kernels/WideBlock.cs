// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>Up to 16 elements of any type as f64, for what is accumulated or updated in f64 whatever the element type.</summary>
internal static unsafe class WideBlock
{
    internal const int Size = 16;

    /// <summary>
    /// Elements [index, index + 16) of an array of count, padded behind its end. Returns how many: 16, or what is left, rounded up to
    /// whole vectors.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int Load(ElementType type, void* source, long index, long count, double padding, double* wide)
    {
        if (count - index < Size)
        {
            for (long i = 0; i < Size; i++)
                wide[i] = index + i < count ? Elements.Get(type, source, index + i) : padding;
            return (int)(count - index + F64.Count - 1) / F64.Count * F64.Count;
        }
        if (type != ElementType.F64)
        {
            var single = stackalloc float[Size];
            var values = (float*)source + index;
            if (Elements.IsHalf(type))
            {
                HalfBlock.Widen(type, (ushort*)source + index, Size, single);
                values = single;
            }
            for (var i = 0; i < Size; i += F32.Count)
                F32.StoreWide(F32.Load(values + i), wide + i);
        }
        else
        {
            for (var i = 0; i < Size; i += F64.Count)
                F64.Store(F64.Load((double*)source + index + i), wide + i);
        }
        return Size;
    }

    internal static int Load(in Series source, long index, long count, double padding, double* wide)
    {
        if (source.Step == 1)
            return Load(source.Type, source.Data, index, count, padding, wide);
        source.Load(index, count - index < Size ? count - index : Size, Size, padding, ElementType.F64, wide);
        return count - index < Size ? (int)(count - index + F64.Count - 1) / F64.Count * F64.Count : Size;
    }

    /// <summary>As Load, padded with 0; ones where source is absent.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void LoadOrOnes(in Series source, long index, long count, double* wide)
    {
        if (source.Data != null)
        {
            Load(source, index, count, 0.0, wide);
            return;
        }
        for (var i = 0; i < Size; i++)
            wide[i] = index + i < count ? 1.0 : 0.0;
    }

    internal static void Store(in Series destination, double* wide, long index, long count)
    {
        if (destination.Step == 1)
        {
            Store(destination.Type, wide, destination.Data, index, count);
            return;
        }
        Canonicalize(wide);
        destination.Store(index, count - index < Size ? count - index : Size, ElementType.F64, wide);
    }

    private static void Canonicalize(double* wide)
    {
        var nan = F64.Broadcast(Canonical.NaN);
        for (var i = 0; i < Size; i += F64.Count)
        {
            var value = F64.Load(wide + i);
            F64.Store(F64.SelectWhereEqual(value, value, value, nan), wide + i);
        }
    }

    /// <summary>The counterpart of Load. NaN becomes the canonical one, also in wide.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Store(ElementType type, double* wide, void* destination, long index, long count)
    {
        Canonicalize(wide);
        if (count - index < Size)
        {
            for (long i = 0; index + i < count; i++)
                Elements.Set(type, destination, index + i, wide[i]);
        }
        else if (Elements.IsHalf(type))
        {
            HalfBlock.Narrow(type, wide, Size, (ushort*)destination + index);
        }
        else if (type == ElementType.F32)
        {
            for (var i = 0; i < Size; i += F32.Count)
                F32.Store(F32.LoadNarrow(wide + i), (float*)destination + index + i);
        }
        else
        {
            for (var i = 0; i < Size; i += F64.Count)
                F64.Store(F64.Load(wide + i), (double*)destination + index + i);
        }
    }
}
