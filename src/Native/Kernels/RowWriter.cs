// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Writes factor * exp(x) / whole + addend for a row: probabilities and every gradient have this form. The exponential is computed
/// again rather than kept: its bits are the same, and no row-sized memory is needed.
/// </summary>
internal static unsafe class RowWriter
{
    /// <summary>Classes from which on stores past the caches save time: those of shorter rows wait for memory longer than they save.</summary>
    private const long Long = 8192;

    /// <summary>
    /// For the addend see <see cref="ExpWriteKernel{T, TVec, TExp}"/>. destination may lie where the row or one of the addend's vectors
    /// does. It receives the gradient with respect to the stored logits where the row has a soft cap; a temperature belongs into factor.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(
        in Row row, in Series destination, in RowSum whole, Dd factor, in Series first, in Series second, double a, double b, Workspace* space)
    {
        var type = row.Arithmetic;
        var count = row.Count;
        if (!(whole.Sum.High > 0) || !double.IsFinite(whole.Sum.High) || double.IsNaN(factor.High))
        {
            destination.Fill(count, double.NaN);
            return;
        }
        var scale = Prepare(row, whole, factor, space);
        if (Effort.IsWorthIt && whole.Shift.High == 0 && count >= Elements.Lanes(type) && row.Direct && destination.IsPlain(type) && first.IsPlain(type)
            && second.IsPlain(type))
        {
            WriteInPlace(row, destination.Data, scale, first.Data, second.Data, a, b, space);
        }
        else if (row.Wide || !row.Direct)
        {
            WriteSlabs(row, destination, whole.Shift, scale, first, second, a, b, space);
        }
        else
        {
            WriteCopies(
                row, destination, whole.Shift, scale, first, second, a, b, space, Elements.Lanes(type), Workspace.First(space),
                Workspace.Second(space), Workspace.Third(space), null);
        }
        // An infinite factor makes NaN of the classes without probability.
        if (!double.IsFinite(factor.High))
            destination.Canonicalize(count);
    }

    /// <summary>
    /// factor / whole = scale * 2^power with the scale in [1, 2), which goes into the exponential. The exponential's reference then makes
    /// it 2^Lift times the result: only what rounds to 0 is flushed, and the last multiplication is exact. A factor so huge (above
    /// 2^93, or 2^893) that the exponential would overflow gets less; what is below 2^-124 (2^-1020) is then not exact. For a positive
    /// finite whole.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static RowScale Prepare(in Row row, in RowSum whole, Dd factor, Workspace* space)
    {
        var type = row.Arithmetic;
        var normal = Elements.Lift(type);
        var mantissa = RowMath.Mantissa(whole.Sum, out var exponent);
        var reference = whole.Reference + exponent - normal;
        Dd scale = 1.0;
        var multiplier = factor.High;
        if (factor.High != 0 && double.IsFinite(factor.High))
        {
            var ratio = RowMath.Mantissa(factor.High < 0 ? -factor : factor, out var power) / mantissa;
            scale = RowMath.Mantissa(ratio, out var carry);
            power += carry;
            var lift = Math.Min(normal, Elements.Room(type) - power);
            reference = whole.Reference + exponent - power - lift;
            multiplier = factor.High < 0 ? -Pow2.Double(-lift) : Pow2.Double(-lift);
            // Without a lift that takes it away, what a scaled f64 exponential flushes to is no 0.
            if (type == ElementType.F64 && lift < normal)
            {
                multiplier *= scale.Value;
                scale = 1.0;
            }
        }
        Elements.ScaleConstants(type, scale, Workspace.Constants(space));
        return new RowScale(reference, multiplier);
    }

    /// <summary>ratio * exp(x) * 2^-reference + addend for a row that is computed in f32 and needs no shift; the ratio is normal or 0.</summary>
    internal static void RunSingle(in Row row, in Series destination, double ratio, int reference, bool bounded, Workspace* space, double addend = 0.0)
    {
        RunSingle(row, destination, ratio, reference, bounded || addend != 0, space, addend, default, 0.0);
    }

    /// <summary>
    /// The same, and a * first where that is given, and then the ratio is not 0; with anything added only where the row is bounded.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void RunSingle(
        in Row row, in Series destination, double ratio, int reference, bool bounded, Workspace* space, double addend, in Series first, double a)
    {
        if (ratio == 0)
        {
            // Not -0.
            destination.Fill(row.Count, addend + 0.0);
            return;
        }
        var power = Pow2.Exponent(Math.Abs(ratio));
        ExpF32.ScaleConstants(Math.Abs(ratio) * Pow2.Double(-power), (float*)Workspace.Constants(space));
        var multiplier = Pow2.Double(-ExpF32.Lift);
        var scale = new RowScale(reference - power - ExpF32.Lift, ratio < 0 ? -multiplier : multiplier);
        var stored = row.Stored.Type;
        var whole = Effort.IsWorthIt && row.Count >= ExpF32.Lanes;
        if (whole && !bounded && row.Packed && Elements.IsSummedInPlace(stored) && destination.IsPlain(stored))
        {
            Elements.ExpWriteUnbounded(
                stored, row.At(0), row.Count, destination.Data, row.Source->Large && row.Count >= Long, (float*)Workspace.Constants(space),
                scale.Reference, (float)scale.Multiplier);
        }
        else if (whole && bounded && row.Direct && destination.IsPlain(ElementType.F32) && first.IsPlain(ElementType.F32))
        {
            WriteInPlace(row, destination.Data, scale, first.Data, null, a, addend, space);
        }
        else
        {
            WriteSingles(row, destination, scale, addend, first, a, bounded, space);
        }
    }

    /// <summary>From copies of as many elements that calls for them cost little.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteSingles(
        in Row row, in Series destination, RowScale scale, double addend, in Series first, double a, bool bounded, Workspace* space)
    {
        const int Slab = 128;
        var slab = stackalloc float[Slab];
        var firsts = stackalloc float[Slab];
        for (long done = 0; done < row.Count; done += Slab)
        {
            var length = row.Count - done < Slab ? row.Count - done : Slab;
            var padded = (length + ExpF32.Lanes - 1) / ExpF32.Lanes * ExpF32.Lanes;
            row.Load(done, length, padded, 0.0, default, slab, null);
            if (first.Data != null)
                first.Load(done, length, padded, 0.0, ElementType.F32, firsts);
            Elements.ExpWrite(
                ElementType.F32, slab, padded, slab, Workspace.Constants(space), bounded, scale.Reference, scale.Multiplier,
                first.Data == null ? null : firsts, null, a, addend);
            destination.Store(done, length, ElementType.F32, slab);
        }
    }

    private static void WriteInPlace(
        in Row row, void* destination, RowScale scale, void* first, void* second, double a, double b, Workspace* space)
    {
        var type = row.Arithmetic;
        var constants = Workspace.Constants(space);
        var count = row.Count;
        var lanes = Elements.Lanes(type);
        // The last block overlaps the one before it and is computed first: its inputs are still there, whatever destination is.
        var done = count - (count % lanes);
        var last = count - lanes;
        if (done < count)
        {
            Elements.ExpWrite(
                type, row.At(last), lanes, Workspace.First(space), constants, true, scale.Reference, scale.Multiplier,
                first == null ? null : Elements.At(type, first, last), second == null ? null : Elements.At(type, second, last), a, b);
        }
        Elements.ExpWrite(type, row.At(0), done, destination, constants, true, scale.Reference, scale.Multiplier, first, second, a, b);
        if (done < count)
        {
            var rest = Elements.At(type, Workspace.First(space), done - last);
            Elements.Copy(type, rest, count - done, count - done, 0.0, Elements.At(type, destination, done));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteSlabs(
        in Row row, in Series destination, Dd shift, RowScale scale, in Series first, in Series second, double a, double b, Workspace* space)
    {
        const int SlabBytes = 256;
        var slab = stackalloc byte[SlabBytes];
        var one = stackalloc byte[SlabBytes];
        var two = stackalloc byte[SlabBytes];
        var lows = stackalloc double[SlabBytes / sizeof(double)];
        WriteCopies(
            row, destination, shift, scale, first, second, a, b, space, SlabBytes / Elements.Size(row.Arithmetic), slab, one, two, lows);
    }

    /// <summary>A row of less than a block, or one that cannot be read or written in place, from copies of most elements.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteCopies(
        in Row row, in Series destination, Dd shift, RowScale scale, in Series first, in Series second, double a, double b, Workspace* space,
        int most, void* slab, void* one, void* two, double* lows)
    {
        var type = row.Arithmetic;
        var lanes = Elements.Lanes(type);
        for (long done = 0; done < row.Count; done += most)
        {
            var length = row.Count - done < most ? row.Count - done : most;
            var padded = (length + lanes - 1) / lanes * lanes;
            row.Load(done, length, padded, 0.0, shift, slab, lows);
            if (first.Data != null)
                first.Load(done, length, padded, 0.0, type, one);
            if (second.Data != null)
                second.Load(done, length, padded, 0.0, type, two);
            if (row.Wide)
            {
                Addend(padded, first.Data == null ? null : (double*)one, second.Data == null ? null : (double*)two, a, b, (double*)one);
                WideExpKernel.Write(
                    (double*)slab, lows, padded, (double*)slab, (double*)Workspace.Constants(space), scale.Reference, scale.Multiplier, (double*)one);
            }
            else
            {
                Elements.ExpWrite(
                    type, slab, padded, slab, Workspace.Constants(space), true, scale.Reference, scale.Multiplier, first.Data == null ? null : one,
                    second.Data == null ? null : two, a, b);
            }
            if (row.Source->SoftCap != 0)
                Slope(row, done, length, (double*)slab);
            destination.Store(done, length, type, slab);
        }
    }

    /// <summary>(a first + b) second, where an absent first is b alone.</summary>
    private static void Addend(long count, double* first, double* second, double a, double b, double* destination)
    {
        var scale = F64.Broadcast(a);
        var offset = F64.Broadcast(b);
        for (long i = 0; i < count; i += F64.Count)
        {
            var addend = first == null ? offset : F64.Fma(F64.Load(first + i), scale, offset);
            F64.Store(second == null ? addend : addend * F64.Load(second + i), destination + i);
        }
    }

    private static void Slope(in Row row, long start, long count, double* values)
    {
        var slopes = stackalloc double[WideBlock.Size];
        for (long i = 0; i < count; i += WideBlock.Size)
        {
            var length = count - i < WideBlock.Size ? count - i : WideBlock.Size;
            row.Stored.Load(start + i, length, WideBlock.Size, 0.0, ElementType.F64, slopes);
            RowTransform.Slopes(row.Source->SoftCap, slopes);
            for (var lane = 0; lane < WideBlock.Size; lane += F64.Count)
                F64.Store(F64.Load(values + i + lane) * F64.Load(slopes + lane), values + i + lane);
        }
    }
}
