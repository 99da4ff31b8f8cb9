// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>A vector of stored elements with a fixed step; absent where its data is null.</summary>
internal readonly unsafe struct Series(ElementType type, void* data, long step)
{
    internal readonly ElementType Type = type;
    internal readonly void* Data = data;
    internal readonly long Step = step;

    internal double this[long index] => Elements.Get(Type, Data, index * Step);

    internal void Set(long index, double value) => Elements.Set(Type, Data, index * Step, value);

    /// <summary>Whether its memory is an array of the given type; also where it is absent.</summary>
    internal bool IsPlain(ElementType type) => Data == null || (Type == type && Step == 1);

    internal Series From(long index) => new(Type, Data == null ? null : Elements.At(Type, Data, index * Step), Step);

    /// <summary>Elements [start, start + length) as type f32 or f64, whichever represents them; padding from there to padded.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Load(long start, long length, long padded, double padding, ElementType type, void* buffer)
    {
        var first = (byte*)Data + (start * Step * Elements.Size(Type));
        if (Type == type)
            Gather(first, Step, length, 1, type, buffer);
        else if (Elements.IsHalf(Type) && Step == 1 && type == ElementType.F32)
            HalfBlock.Widen(Type, first, length, (float*)buffer);
        else if (Elements.IsHalf(Type) && type == ElementType.F32)
            Apart(start, length, (float*)buffer, store: false);
        else
            Convert(start, length, type, buffer);
        if (padded > length)
            Elements.Copy(type, null, 0, padded - length, padding, Elements.At(type, buffer, length));
    }

    /// <summary>The counterpart of <see cref="Load"/>; rounds where the stored type is narrower.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Store(long start, long length, ElementType type, void* buffer)
    {
        if (Type == type)
        {
            Gather(buffer, 1, length, Step, type, Elements.At(type, Data, start * Step));
            return;
        }
        if (Elements.IsHalf(Type) && Step == 1 && type == ElementType.F32)
        {
            HalfBlock.Narrow(Type, (float*)buffer, length, Elements.At(Type, Data, start));
            return;
        }
        if (Elements.IsHalf(Type) && type == ElementType.F32)
        {
            Apart(start, length, (float*)buffer, store: true);
            return;
        }
        if (Step == 1 && type == ElementType.F64)
        {
            WideBlock.StoreMany(this, (double*)buffer, start, (int)length);
            return;
        }
        for (long i = 0; i < length; i++)
            Set(start + i, Elements.Get(type, buffer, i));
    }

    /// <summary>Elements of a 16-bit type that lie apart to f32, or from it: a conversion takes little longer of many than of one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Apart(long start, long length, float* buffer, bool store)
    {
        const int Slab = 32;
        var slab = stackalloc ushort[Slab];
        for (long i = 0; i < length; i += Slab)
        {
            var count = length - i < Slab ? length - i : Slab;
            var at = (ushort*)Data + ((start + i) * Step);
            if (store)
            {
                HalfBlock.Narrow(Type, buffer + i, count, slab);
                for (long k = 0; k < count; k++)
                    at[k * Step] = slab[k];
                continue;
            }
            for (long k = 0; k < count; k++)
                slab[k] = at[k * Step];
            HalfBlock.Widen(Type, slab, count, buffer + i);
        }
    }

    private void Convert(long start, long length, ElementType type, void* buffer)
    {
        if (Step == 1 && type == ElementType.F64)
        {
            var whole = Type == ElementType.F32 ? length & -WideBlock.Size : 0;
            for (long i = 0; i < whole; i += F64.Count)
                F64.Store(F64.LoadSingles((float*)Data + start + i), (double*)buffer + i);
            for (var i = whole; i < length; i += WideBlock.Size)
                WideBlock.Load(Type, Data, start + i, start + length, 0.0, (double*)buffer + i);
            return;
        }
        for (long i = 0; i < length; i++)
            Elements.Set(type, buffer, i, this[start + i]);
    }

    /// <summary>Bit patterns of f32 or f64, from every step-th to every otherStep-th place.</summary>
    private static void Gather(void* source, long step, long count, long otherStep, ElementType type, void* destination)
    {
        if (step == 1 && otherStep == 1)
        {
            Elements.Copy(type, source, count, count, 0.0, destination);
        }
        else if (type == ElementType.F32)
        {
            for (long i = 0; i < count; i++)
                ((uint*)destination)[i * otherStep] = ((uint*)source)[i * step];
        }
        else
        {
            for (long i = 0; i < count; i++)
                ((ulong*)destination)[i * otherStep] = ((ulong*)source)[i * step];
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Fill(long count, double value)
    {
        if (Step == 1)
        {
            Elements.Fill(Type, Data, count, value);
            return;
        }
        for (long i = 0; i < count; i++)
            Set(i, value);
    }

    /// <summary>Makes every NaN the canonical one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Canonicalize(long count)
    {
        for (long i = 0; i < count; i++)
            Set(i, this[i]);
    }
}
