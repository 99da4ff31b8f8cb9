// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>One row of a <see cref="RowSource"/>.</summary>
internal readonly unsafe struct Row(RowSource* source, void* data, void* mask)
{
    internal readonly RowSource* Source = source;
    private readonly void* data = data;
    private readonly void* mask = mask;

    internal long Count => Source->Classes;

    internal ElementType Arithmetic => Source->Arithmetic;

    internal bool Packed => Source->Packed;

    internal bool Direct => Source->Direct;

    internal bool Wide => Source->Wide;

    /// <summary>The logits as they are stored.</summary>
    internal Series Stored => new(Source->Type, data, Source->Inner);

    private long MaskStep => Source->MaskStride == 0 ? 1 : Source->Inner;

    /// <summary>Address of an element of a packed row.</summary>
    internal void* At(long index) => Elements.At(Source->Type, data, index);

    /// <summary>One logit.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal Dd Get(long index)
    {
        if (Direct)
            return Elements.Get(Source->Type, data, index);
        var high = stackalloc double[WideBlock.Size];
        var low = stackalloc double[WideBlock.Size];
        LoadWide(index, 1, 0.0, high, low);
        return new Dd(high[0], low[0]);
    }

    /// <summary>
    /// Logits [start, start + length) of the arithmetic type, less shift, and what a wide row's have beyond it in lows; padding, which
    /// is not shifted, from there to padded. Multiples of a block: padded of the arithmetic type's lanes.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Load(long start, long length, long padded, double padding, Dd shift, void* buffer, double* lows)
    {
        var type = Arithmetic;
        if (!Wide)
            lows = null;
        if (lows != null)
        {
            for (long i = 0; i < padded; i += WideBlock.Size)
                LoadWide(start + i, length - i, padding, (double*)buffer + i, lows + i);
        }
        else if (Source->Rounds)
        {
            LoadRounded(start, length, padded, padding, (double*)buffer);
        }
        else
        {
            Stored.Load(start, length, padded, padding, type, buffer);
            if (Source->Negated)
                Negate(type, buffer, length);
            if (mask != null)
                LeaveOut(start, length, type, buffer);
        }
        if (shift.High != 0)
            Shift(type, buffer, lows, length, shift);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LoadRounded(long start, long length, long padded, double padding, double* buffer)
    {
        var lost = stackalloc double[WideBlock.Size];
        for (long i = 0; i < padded; i += WideBlock.Size)
            LoadWide(start + i, length - i, padding, buffer + i, lost);
    }

    /// <summary>
    /// Up to 16 logits in two parts, whatever the row's arithmetic; padding behind length, which may lie anywhere. The second part is 0
    /// where the row is not wide: maxima and sums of such a row do not have it either, and equal logits must cancel.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void LoadWide(long start, long length, double padding, double* high, double* low)
    {
        length = length < 0 ? 0 : length > WideBlock.Size ? WideBlock.Size : length;
        WideBlock.Load(Stored, start, start + length, 0.0, high);
        RowTransform.Run(Source, high, low);
        if (Source->MaskKind == MaskKind.Add)
        {
            var addends = stackalloc double[WideBlock.Size];
            new Series(Source->Type, mask, MaskStep).Load(start, length, WideBlock.Size, 0.0, ElementType.F64, addends);
            RowTransform.Add(addends, high, low);
        }
        else if (mask != null)
        {
            LeaveOut(start, length, ElementType.F64, high);
        }
        for (var i = length; i < WideBlock.Size; i++)
            high[i] = padding;
        for (var i = Wide ? length : 0; i < WideBlock.Size; i++)
            low[i] = 0.0;
    }

    /// <summary>Largest of logits [start, start + count) less shift, -inf for none; NaN does not count.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal double Max(long start, long count, Dd shift = default)
    {
        const int Slab = 64;
        if (Direct && shift.High == 0)
            return Elements.Max(Source->Type, At(start), count);
        var highs = stackalloc double[Slab];
        var lows = stackalloc double[Slab];
        var max = double.NegativeInfinity;
        for (long i = 0; i < count; i += Slab)
        {
            var length = count - i < Slab ? count - i : Slab;
            Load(start + i, length, Slab, double.NegativeInfinity, shift, highs, lows);
            var value = Elements.Max(Arithmetic, highs, Slab);
            max = value > max ? value : max;
        }
        return max;
    }

    /// <summary>d z / d logit: the slope of the soft cap. The temperature's is not in it.</summary>
    internal double Slope(long index) => Source->SoftCap == 0 ? 1.0 : RowTransform.Slope(Source, Stored[index]);

    /// <summary>Whether a class is left out by a mask: its gradient is +0, whatever else is infinite.</summary>
    internal bool IsMasked(long index) => Source->MaskKind switch
    {
        MaskKind.Keep => ((byte*)mask)[index * MaskStep] == 0,
        MaskKind.Add => double.IsNegativeInfinity(Elements.Get(Source->Type, mask, index * MaskStep)),
        _ => false,
    };

    private void LeaveOut(long start, long length, ElementType type, void* buffer)
    {
        var keep = (byte*)mask + (start * MaskStep);
        var step = MaskStep;
        if (type == ElementType.F32)
        {
            for (long i = 0; i < length; i++, keep += step)
                ((float*)buffer)[i] = *keep == 0 ? float.NegativeInfinity : ((float*)buffer)[i];
        }
        else
        {
            for (long i = 0; i < length; i++, keep += step)
                ((double*)buffer)[i] = *keep == 0 ? double.NegativeInfinity : ((double*)buffer)[i];
        }
    }

    private static void Negate(ElementType type, void* buffer, long count)
    {
        for (long i = 0; i < count; i++)
            Elements.Set(type, buffer, i, -Elements.Get(type, buffer, i));
    }

    private static void Shift(ElementType type, void* buffer, double* lows, long count, Dd shift)
    {
        for (long i = 0; i < count; i++)
        {
            Dd value = Elements.Get(type, buffer, i);
            if (lows != null)
                value = new Dd(value.High, lows[i]);
            value = RowMath.Shifted(value, shift);
            Elements.Set(type, buffer, i, lows == null ? value.Value : value.High);
            if (lows != null)
                lows[i] = value.Low;
        }
    }
}
