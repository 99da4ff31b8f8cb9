// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// A mask of numbers, added in f32 to logits of at most f32. The rounding of a sum would be a relative error of its exponential: a row fits where no
/// sum is rounded, as with 0 and -inf, or only sums so far below the largest that their exponentials are 0 beside its. Beside a temperature, by
/// which they would have to be multiplied, any numbers but those two count as rounded.
/// </summary>
internal static unsafe class AddedMask
{
    /// <summary>How far that is, in z: e^-256 is nothing beside 1, in f32 and however many there are.</summary>
    internal const float Far = 256;

    private const int Slab = 64;

    internal static void Start(float* maxima)
    {
        F32.Store(F32.Broadcast(float.NegativeInfinity), maxima);
        F32.Store(F32.Broadcast(float.NegativeInfinity), maxima + F32.Count);
    }

    /// <summary>
    /// Adds, and updates the lanes' maxima: of all sums, and of those that are rounded. -inf leaves out, whatever it is added to. sums: may be
    /// null, or the logits.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Add(float* logits, float* addends, nint count, double temperature, float* sums, float* maxima)
    {
        var zero = F32.Broadcast(0f);
        var nothing = F32.Broadcast(float.NegativeInfinity);
        var everything = F32.Broadcast(float.PositiveInfinity);
        var lowest = F32.Broadcast(float.MinValue);
        var factor = F32.Broadcast((float)temperature);
        var isScaled = F32.Broadcast(temperature == 1 ? 0f : 1f);
        var max = F32.Load(maxima);
        var rounded = F32.Load(maxima + F32.Count);
        for (nint i = 0; i < count; i += F32.Count)
        {
            var x = F32.Load(logits + i);
            var mask = F32.Load(addends + i);
            var addend = mask * factor;
            var sum = x + addend;
            var part = sum - x;
            // What rounding took away, exactly; NaN where the sum is too large.
            var error = F32.SelectWhereEqual(x, nothing, zero, (x - (sum - part)) + (addend - part));
            error = F32.SelectWhereEqual(isScaled, zero, error, mask);
            error = F32.SelectWhereEqual(mask, nothing, zero, error);
            sum = F32.SelectWhereEqual(mask, nothing, nothing, sum);
            max = F32.MaxOrSecond(sum, max);
            // A sum that is NaN may be one only because of the product: it never fits.
            var seen = F32.SelectWhereEqual(sum, sum, F32.MaxOrSecond(sum, lowest), everything);
            rounded = F32.MaxOrSecond(F32.SelectWhereEqual(error, zero, nothing, seen), rounded);
            if (sums != null)
                F32.Store(sum, sums + i);
        }
        F32.Store(max, maxima);
        F32.Store(rounded, maxima + F32.Count);
    }

    /// <summary>
    /// Whether a row fits, by its maxima, which is none without one that f32 takes. far: see <see cref="Far"/>; infinite where no rounded sum
    /// will do.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool Fits(float max, float rounded, RowSource* source, float far) =>
        Math.Abs(max) <= ExpF32.Largest(source->Exponential) && rounded <= max - (far * (float)source->Temperature);

    /// <summary>
    /// Adds a row. False where it does not fit; then the sums, which may be absent or the logits, are not complete. With -inf for far adds some
    /// elements of a row that fits, which is nothing that they could tell: all of them.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool TryAdd(in Series logits, in Series addends, long count, RowSource* source, float far, in Series sums)
    {
        var slab = stackalloc float[2 * Slab];
        var maxima = stackalloc float[2 * F32.Count];
        Start(maxima);
        var direct = logits.IsPlain(ElementType.F32) && addends.IsPlain(ElementType.F32) && sums.IsPlain(ElementType.F32);
        for (long i = 0; ;)
        {
            var length = count - i;
            if (direct && length >= Slab)
            {
                // Rounded sums mostly show at once.
                length = i == 0 ? Slab : length & -Slab;
                Add((float*)logits.Data + i, (float*)addends.Data + i, (nint)length, source->Temperature, (float*)sums.From(i).Data, maxima);
            }
            else
            {
                length = length < Slab ? length : Slab;
                logits.Load(i, length, Slab, double.NegativeInfinity, ElementType.F32, slab);
                addends.Load(i, length, Slab, double.NegativeInfinity, ElementType.F32, slab + Slab);
                Add(slab, slab + Slab, Slab, source->Temperature, slab, maxima);
                if (sums.Data != null)
                    sums.Store(i, length, ElementType.F32, slab);
            }
            i += length;
            if (i != count && i != Slab)
                continue;
            var max = (float)Elements.Max(ElementType.F32, maxima, F32.Count);
            var rounded = (float)Elements.Max(ElementType.F32, maxima + F32.Count, F32.Count);
            // Larger ones than those may still come, but hardly where rounded ones are not very low.
            var fits = Fits(max, rounded, source, far);
            if (i == count || (!fits && rounded > ExpF32.Largest(source->Exponential) * -0.5f))
                return fits;
        }
    }
}
