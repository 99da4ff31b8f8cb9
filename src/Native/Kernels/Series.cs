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
        if (IsPlain(type))
        {
            Elements.Copy(type, Elements.At(type, Data, start), length, padded, padding, buffer);
            return;
        }
        for (long i = 0; i < length; i++)
            Elements.Set(type, buffer, i, this[start + i]);
        for (var i = length; i < padded; i++)
            Elements.Set(type, buffer, i, padding);
    }

    /// <summary>The counterpart of <see cref="Load"/>; rounds where the stored type is narrower.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Store(long start, long length, ElementType type, void* buffer)
    {
        if (IsPlain(type))
        {
            Elements.Copy(type, buffer, length, length, 0.0, Elements.At(type, Data, start));
            return;
        }
        for (long i = 0; i < length; i++)
            Set(start + i, Elements.Get(type, buffer, i));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Fill(long count, double value)
    {
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
