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

    internal bool Direct => Source->Direct;

    internal bool Wide => Source->Wide;

    /// <summary>The logits as they are stored.</summary>
    internal Series Stored => new(Source->Type, data, Source->Inner);

    /// <summary>A mask of numbers as it is stored.</summary>
    internal Series Addends => new(Source->Type, mask, MaskStep);

    private long MaskStep => Source->MaskStride == 0 ? 1 : Source->Inner;

    /// <summary>Address of an element of a row whose elements lie side by side.</summary>
    internal void* At(long index) => Elements.At(Source->Type, data, index);

    /// <summary>One logit.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal Dd Get(long index)
    {
        if (Direct)
            return Elements.Get(Source->Type, data, index) / Source->Temperature;
        var high = stackalloc double[2 * WideBlock.Size];
        var low = high + WideBlock.Size;
        LoadWide(index, 1, WideBlock.Size, 0.0, high, low);
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
            LoadWide(start, length, padded, 0.0, (double*)buffer, lows);
        }
        else if (Source->Rounds)
        {
            LoadRounded(start, length, (double*)buffer);
        }
        else
        {
            Stored.Load(start, length, length, 0.0, type, buffer);
            if (Source->Negated)
                Elements.Negate(type, buffer, length, buffer);
            if (mask != null)
                LeaveOut(start, length, type, buffer);
        }
        if (shift.High != 0 && type == ElementType.F32)
            ShiftSingles((float*)buffer, length, shift.High);
        else if (shift.High != 0)
            Shift((double*)buffer, lows, padded, shift);
        if (padded > length)
            Elements.Copy(type, null, 0, padded - length, padding, Elements.At(type, buffer, length));
    }

    /// <summary>Steps that round, of logits that are no longer than f32: once to f64.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LoadRounded(long start, long length, double* buffer)
    {
        const int Slab = 2 * WideBlock.Size;
        var memory = stackalloc double[Slab];
        // A mask may leave nothing of a quotient but what f64 has not of it.
        var isDivided = Source->Temperature != 1 && Source->MaskKind == MaskKind.Add;
        var lost = isDivided ? memory : null;
        var most = isDivided ? Slab : length;
        var done = Effort.IsWorthIt && RowTransform.IsSum(Source) ? length & -WideBlock.Size : 0;
        for (long i = 0; i < done; i += F64.Count)
            F64.Store(RowTransform.Sum(F64.LoadSingles((float*)At(start + i)), F64.LoadSingles((float*)mask + start + i)), buffer + i);
        for (var i = done; i < length; i += most)
        {
            var count = length - i < most ? length - i : most;
            var padded = WideBlock.Padded(count);
            Stored.Load(start + i, count, padded, 0.0, ElementType.F64, buffer + i);
            RowTransform.Run(Source, buffer + i, lost, padded);
            if (Source->MaskKind == MaskKind.Add)
                AddMask(start + i, count, padded, buffer + i, lost, buffer + i, lost);
        }
        if (Source->MaskKind == MaskKind.Keep)
            LeaveOut(start, length, ElementType.F64, buffer);
    }

    /// <summary>
    /// Logits [start, start + length) in two parts, whatever the row's arithmetic; padding from there to padded, whole blocks of 16. The second part is 0
    /// where the row is not wide: maxima and sums of such a row do not have it either, and equal logits must cancel.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void LoadWide(long start, long length, long padded, double padding, double* high, double* low)
    {
        if (Wide)
        {
            var x = high;
            var lows = low;
            if (length != padded || !Stored.IsPlain(ElementType.F64) || !RowTransform.IsSimple(Source))
            {
                Stored.Load(start, length, padded, 0.0, ElementType.F64, high);
                RowTransform.Run(Source, high, low, padded);
            }
            else if (Source->Temperature != 1)
            {
                RowTransform.Divide(Source, (double*)At(start), null, high, low, length);
            }
            else
            {
                x = (double*)At(start);
                lows = null;
            }
            if (Source->MaskKind == MaskKind.Add)
                AddMask(start, length, padded, x, lows, high, low);
            else if (mask != null)
                LeaveOut(start, length, ElementType.F64, high);
        }
        else
        {
            LoadRounded(start, length, high);
            Elements.Copy(ElementType.F64, null, 0, padded, 0.0, low);
        }
        for (var i = length; i < padded; i++)
        {
            high[i] = padding;
            low[i] = 0.0;
        }
    }

    /// <summary>The mask's numbers, to x, in two parts or one.</summary>
    // What it needs is not on the stack of rows without a mask.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddMask(long start, long length, long padded, double* x, double* lows, double* high, double* low)
    {
        const int Slab = 4 * WideBlock.Size;
        var copy = stackalloc double[Slab];
        var addends = Addends;
        var isPlain = length == padded && addends.IsPlain(ElementType.F64);
        for (long i = 0; i < padded; i += Slab)
        {
            var count = padded - i < Slab ? padded - i : Slab;
            if (!isPlain)
                addends.Load(start + i, length - i < count ? length - i : count, count, 0.0, ElementType.F64, copy);
            var values = isPlain ? (double*)addends.Data + start + i : copy;
            RowTransform.Add(values, x + i, lows == null ? null : lows + i, high + i, low == null ? null : low + i, count);
        }
    }

    /// <summary>The mask's numbers, of f64 or f32, to a lane of a tile.</summary>
    internal void SpreadAddends(double* tile) => DoubleTile.Spread(mask, Source->Type, MaskStep, Count, tile);

    /// <summary>Largest of logits [start, start + count) less shift, -inf for none; NaN does not count.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal double Max(long start, long count, Dd shift = default)
    {
        const int Slab = 64;
        if (Direct && shift.High == 0 && count >= F32.Count)
            return Elements.Max(Source->Type, At(start), count);
        var highs = stackalloc double[Slab];
        var lows = stackalloc double[Slab];
        var max = double.NegativeInfinity;
        var lanes = Elements.Lanes(Arithmetic);
        var most = Slab * sizeof(double) / Elements.Size(Arithmetic);
        for (long i = 0; i < count; i += most)
        {
            var length = count - i < most ? count - i : most;
            var padded = (length + lanes - 1) / lanes * lanes;
            Load(start + i, length, padded, double.NegativeInfinity, shift, highs, lows);
            var value = Elements.Max(Arithmetic, highs, padded);
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

    // What it needs is not on the stack of rows without a mask.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LeaveOut(long start, long length, ElementType type, void* buffer)
    {
        if (Source->MaskKind == MaskKind.Add)
        {
            var values = new Series(type, buffer, 1);
            AddedMask.TryAdd(values, Addends.From(start), length, Source, float.NegativeInfinity, values);
            return;
        }
        KeepMask.Apply((byte*)mask + (start * MaskStep), MaskStep, length, type, buffer);
    }

    private static void ShiftSingles(float* buffer, long count, double shift)
    {
        for (long i = 0; i < count; i++)
            buffer[i] = buffer[i] == shift ? 0f : (float)(buffer[i] - shift);
    }

    /// <summary>As <see cref="RowMath.Shifted"/>; lows may be null, and are then 0.</summary>
    private static void Shift(double* highs, double* lows, long padded, Dd shift)
    {
        var zero = F64.Broadcast(0.0);
        var by = F64.Broadcast(shift.High);
        for (long i = 0; i < padded; i += F64.Count)
        {
            var x = F64.Load(highs + i);
            var difference = x - by;
            if (lows == null)
            {
                F64.Store(F64.SelectWhereEqual(x, by, zero, difference), highs + i);
                continue;
            }
            var part = difference - x;
            var low = F64.Load(lows + i) - F64.Broadcast(shift.Low);
            var rest = low + ((x - (difference - part)) - (by + part));
            rest = F64.SelectWhereEqual(difference - difference, zero, rest, zero);
            var sum = difference + rest;
            F64.Store(F64.SelectWhereEqual(x, by, low, sum), highs + i);
            F64.Store(F64.SelectWhereEqual(x, by, zero, F64.SelectWhereEqual(sum - sum, zero, rest - (sum - difference), zero)), lows + i);
        }
    }
}
