// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>Up to 16 elements of any type as f64, for what is accumulated or updated in f64 whatever the element type.</summary>
internal static unsafe class WideBlock
{
    internal const int Size = 16;

    /// <summary>Elements of as many whole blocks as that many elements begin.</summary>
    internal static long Padded(long count) => (count + Size - 1) / Size * Size;

    /// <summary>
    /// Elements [index, index + 16) of an array of count, padded behind its end. Returns how many: 16, or what is left, rounded up to
    /// whole vectors.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int Load(ElementType type, void* source, long index, long count, double padding, double* wide)
    {
        var left = count - index;
        var values = Elements.At(type, source, index);
        // Narrower elements wait in the upper half, from where they spread over both; halves in the lower one before.
        var upper = type == ElementType.F64 ? wide : wide + (Size / 2);
        if (left < Size)
            values = Elements.Copy(type, values, left, Size, padding, Elements.IsHalf(type) ? wide : upper);
        if (Elements.IsHalf(type))
        {
            HalfBlock.Widen(type, values, Size, (float*)upper);
            values = upper;
        }
        if (type != ElementType.F64)
        {
            for (var i = 0; i < Size; i += F32.Count)
                F32.StoreWide(F32.Load((float*)values + i), wide + i);
        }
        else if (values != wide)
        {
            for (var i = 0; i < Size; i += F64.Count)
                F64.Store(F64.Load((double*)values + i), wide + i);
        }
        return left < Size ? (int)(left + F64.Count - 1) / F64.Count * F64.Count : Size;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int Load(in Series source, long index, long count, double padding, double* wide)
    {
        if (source.Step == 1 && source.Type == ElementType.F64 && count - index >= Size)
        {
            var values = (double*)source.Data + index;
            for (var i = 0; i < Size; i += F64.Count)
                F64.Store(F64.Load(values + i), wide + i);
            return Size;
        }
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
        for (var i = 0; i < Size; i += F64.Count)
            F64.Store(F64.Broadcast(1.0), wide + i);
        for (var i = count - index; i < Size; i++)
            wide[i] = 0.0;
    }

    /// <summary>
    /// Elements that have no more digits than f32, padded up to whole blocks: where they are, if they are f32 side by side and whole blocks, or in the
    /// copy.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static float* Singles(in Series source, long index, int count, int whole, double padding, float* copy)
    {
        var isSingle = source.IsPlain(ElementType.F32);
        var values = (float*)source.Data + index;
        if (!isSingle)
            source.Load(index, count, whole, padding, ElementType.F32, copy);
        else if (count != whole)
            Elements.Copy(ElementType.F32, values, count, whole, padding, copy);
        return isSingle && count == whole ? values : copy;
    }

    /// <summary>Any number of values as packed elements from index on, rounded, and NaN as the canonical one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void StoreMany(in Series destination, double* values, long index, int count)
    {
        nint i = 0;
        var whole = count / Size * Size;
        var nan = F32.Broadcast((float)Canonical.NaN);
        for (var single = (float*)destination.Data + index; destination.Type == ElementType.F32 && i < whole; i += F32.Count)
        {
            var rounded = F32.LoadNarrow(values + i);
            F32.Store(F32.SelectWhereEqual(rounded, rounded, rounded, nan), single + i);
        }
        var wideNaN = F64.Broadcast(Canonical.NaN);
        for (var wide = (double*)destination.Data + index; destination.Type == ElementType.F64 && i < whole; i += F64.Count)
        {
            var value = F64.Load(values + i);
            F64.Store(F64.SelectWhereEqual(value, value, value, wideNaN), wide + i);
        }
        for (; i < count; i += Size)
            Store(destination, values + i, index + i, index + count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
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
        var values = Elements.At(type, destination, index);
        if (count - index < Size)
        {
            StorePart(type, wide, values, count - index);
        }
        else if (Elements.IsHalf(type))
        {
            HalfBlock.Narrow(type, wide, values);
        }
        else if (type == ElementType.F32)
        {
            for (var i = 0; i < Size; i += F32.Count)
                F32.Store(F32.LoadNarrow(wide + i), (float*)values + i);
        }
        else
        {
            for (var i = 0; i < Size; i += F64.Count)
                F64.Store(F64.Load(wide + i), (double*)values + i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StorePart(ElementType type, double* wide, void* destination, long count)
    {
        var block = stackalloc double[Size];
        Store(type, wide, block, 0, Size);
        Elements.Copy(type, block, count, count, 0.0, destination);
    }
}
