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
        in Row row, in Series destination, in RowSum whole, in Dd factor, in Series first, in Series second, double a, double b, Workspace* space)
    {
        var type = row.Arithmetic;
        var count = row.Count;
        if (!(whole.Sum.High > 0) || !double.IsFinite(whole.Sum.High) || double.IsNaN(factor.High))
        {
            destination.Fill(count, double.NaN);
            return;
        }
        ExpWriteTask task;
        ExpWriteTask.Start(&task, row, Prepare(row, whole, factor, space), a, b, space);
        if (Effort.IsWorthIt && whole.Shift.High == 0 && count >= Elements.Lanes(type) && row.Direct && destination.IsPlain(type) && first.IsPlain(type)
            && second.IsPlain(type))
        {
            task.First = first.Data;
            task.Second = second.Data;
            WriteInPlace(row, destination.Data, &task, space);
        }
        else if (row.Wide || !row.Direct)
        {
            WriteSlabs(row, destination, whole.Shift, first, second, &task);
        }
        else
        {
            WriteCopies(
                row, destination, whole.Shift, first, second, &task, Elements.Lanes(type), Workspace.First(space), Workspace.Second(space),
                Workspace.Third(space), null);
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
    internal static RowScale Prepare(in Row row, in RowSum whole, in Dd factor, Workspace* space)
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

    /// <summary>
    /// scale * exp(x) * 2^-reference of the rows that are wanted, which need no bound; scales are normal or 0. Returns those that are done: none of
    /// rows that are not read in place, as <see cref="Columns"/>' are not, or have no scale.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint RunUnbounded(
        RowSource* source, long first, int rows, uint wanted, double* scales, double* references, void* destination, long stride)
    {
        if (!Elements.AreSummedInPlace(source) || source->Classes < ExpF32.Lanes)
            return 0;
        for (var i = 0; i < rows; i++)
        {
            if (scales[i] == 0)
                wanted &= ~(1u << i);
        }
        WriteBatch batch;
        batch.Data = Elements.At(source->Type, source->Data, first * source->Stride);
        batch.Destination = Elements.At(source->Type, destination, first * stride);
        batch.Step = (nint)source->Stride;
        batch.DestinationStep = (nint)stride;
        batch.Count = (nint)source->Classes;
        batch.Wanted = wanted;
        batch.Scales = scales;
        batch.References = references;
        batch.Aside = source->Large && source->Classes >= Long && batch.Data != batch.Destination && (nint)batch.Destination % sizeof(float) == 0;
        Elements.ExpWriteUnbounded(source->Type, &batch);
        return wanted;
    }

    /// <summary>ratio * exp(x) * 2^-reference + addend for a row that is computed in f32 and needs no shift; the ratio is normal, or all that it makes is 0.</summary>
    internal static void RunSingle(in Row row, in Series destination, double ratio, int reference, Workspace* space, double addend = 0.0)
    {
        RunSingle(row, destination, ratio, reference, space, addend, default, 0.0);
    }

    /// <summary>The same, and a * first where that is given, and then the ratio is not 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void RunSingle(
        in Row row, in Series destination, double ratio, int reference, Workspace* space, double addend, in Series first, double a)
    {
        if (ratio == 0)
        {
            // Not -0.
            destination.Fill(row.Count, addend + 0.0);
            return;
        }
        ExpWriteTask task;
        ExpWriteTask.Start(&task, row, Prepare(ratio, reference, (float*)Workspace.Constants(space)), a, addend, space);
        if (Effort.IsWorthIt && row.Count >= ExpF32.Lanes && row.Direct && destination.IsPlain(ElementType.F32) && first.IsPlain(ElementType.F32))
        {
            task.First = first.Data;
            WriteInPlace(row, destination.Data, &task, space);
        }
        else
        {
            WriteSingles(row, destination, first, &task);
        }
    }

    /// <summary>
    /// For a row that is computed in f32: a normal ratio's mantissa goes into the exponential's constants, its power of two into the reference, so that
    /// the last multiplication is exact.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static RowScale Prepare(double ratio, int reference, float* constants)
    {
        var size = Math.Abs(ratio);
        var power = Pow2.Exponent(size);
        var multiplier = Pow2.Double(-ExpF32.Lift);
        ExpF32.ScaleConstants(size * Pow2.Double(-power), constants);
        return new RowScale(reference - power - ExpF32.Lift, ratio < 0 ? -multiplier : multiplier);
    }

    /// <summary>From copies of as many elements that calls for them cost little.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteSingles(in Row row, in Series destination, in Series first, ExpWriteTask* task)
    {
        const int Slab = 128;
        var slab = stackalloc float[2 * Slab];
        var firsts = slab + Slab;
        task->Source = slab;
        task->Destination = slab;
        task->First = first.Data == null ? null : firsts;
        for (long done = 0; done < row.Count; done += Slab)
        {
            var length = row.Count - done < Slab ? row.Count - done : Slab;
            var padded = (length + ExpF32.Lanes - 1) / ExpF32.Lanes * ExpF32.Lanes;
            row.Load(done, length, padded, 0.0, default, slab, null);
            if (first.Data != null)
                first.Load(done, length, padded, 0.0, ElementType.F32, firsts);
            task->Elements = (nint)padded;
            Elements.ExpWrite(task);
            destination.Store(done, length, ElementType.F32, slab);
        }
    }

    private static void WriteInPlace(in Row row, void* destination, ExpWriteTask* task, Workspace* space)
    {
        var type = row.Arithmetic;
        var count = row.Count;
        var lanes = Elements.Lanes(type);
        // The last block overlaps the one before it and is computed first: its inputs are still there, whatever destination is.
        var done = count - (count % lanes);
        var last = count - lanes;
        if (done < count)
        {
            var part = *task;
            part.Source = row.At(last);
            part.Elements = lanes;
            part.Destination = Workspace.First(space);
            part.First = part.First == null ? null : Elements.At(type, part.First, last);
            part.Second = part.Second == null ? null : Elements.At(type, part.Second, last);
            Elements.ExpWrite(&part);
        }
        task->Source = row.At(0);
        task->Elements = (nint)done;
        task->Destination = destination;
        Elements.ExpWrite(task);
        if (done < count)
        {
            var rest = Elements.At(type, Workspace.First(space), done - last);
            Elements.Copy(type, rest, count - done, count - done, 0.0, Elements.At(type, destination, done));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteSlabs(
        in Row row, in Series destination, in Dd shift, in Series first, in Series second, ExpWriteTask* task)
    {
        // Half of the memory each for elements and their second parts, or a quarter, where vectors of the addend need room, too.
        const int Most = 1024;
        var memory = stackalloc byte[Most];
        var bytes = first.Data == null && second.Data == null ? Most / 2 : Most / 4;
        WriteCopies(
            row, destination, shift, first, second, task, bytes / Elements.Size(row.Arithmetic), memory, memory + (2 * bytes), memory + (3 * bytes),
            (double*)(memory + bytes));
    }

    /// <summary>A row of less than a block, or one that cannot be read or written in place, from copies of most elements.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteCopies(
        in Row row, in Series destination, in Dd shift, in Series first, in Series second, ExpWriteTask* task, int most, void* slab, void* one, void* two,
        double* lows)
    {
        var type = row.Arithmetic;
        task->Source = slab;
        task->Lows = row.Wide ? lows : null;
        task->First = first.Data == null ? null : one;
        task->Second = second.Data == null ? null : two;
        var lanes = Elements.Lanes(type);
        var straight = row.Source->SoftCap == 0 && destination.IsPlain(type);
        for (long done = 0; done < row.Count; done += most)
        {
            var length = row.Count - done < most ? row.Count - done : most;
            var padded = (length + lanes - 1) / lanes * lanes;
            row.Load(done, length, padded, 0.0, shift, slab, lows);
            if (first.Data != null)
                first.Load(done, length, padded, 0.0, type, one);
            if (second.Data != null)
                second.Load(done, length, padded, 0.0, type, two);
            var whole = straight && length == padded;
            task->Destination = whole ? Elements.At(type, destination.Data, done) : slab;
            task->Elements = (nint)padded;
            Elements.ExpWrite(task);
            if (row.Source->SoftCap != 0)
                Slope(row, done, length, (double*)slab);
            if (!whole)
                destination.Store(done, length, type, slab);
        }
    }

    /// <summary>Values for logits from one on, times the slopes of the soft cap there.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Slope(in Row row, long start, long count, double* values)
    {
        const int Slab = 2 * WideBlock.Size;
        var slopes = stackalloc double[Slab];
        for (long i = 0; i < count; i += Slab)
        {
            var length = count - i < Slab ? count - i : Slab;
            var padded = WideBlock.Padded(length);
            row.Stored.Load(start + i, length, padded, 0.0, ElementType.F64, slopes);
            RowTransform.Slopes(row.Source, slopes, padded);
            for (var lane = 0; lane < padded; lane += F64.Count)
                F64.Store(F64.Load(values + i + lane) * F64.Load(slopes + lane), values + i + lane);
        }
    }
}
