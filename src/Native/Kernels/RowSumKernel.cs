// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Sum of the exponentials of a row, without one excluded element, in one pass.
///
/// A row is cut into chunks of 4,096 elements. Each chunk has its own reference, a function of its maximum and of nothing else, so its
/// sum does not depend on what was summed before it. The reference is guessed from the chunk before, and the pass itself says whether
/// the guess was right; only where it was not are the maximum looked for and the chunk summed again.
///
/// Rows whose maximum is so large that x * log2(e) has too few bits after the point (beyond some 11,000 in f32, 360,000 in f64, or
/// infinite) are summed relative to their maximum: x - max is exact there for every element that counts.
/// </summary>
internal static unsafe class RowSumKernel<T, TVec, TExp>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
    where TExp : struct, IExp<TExp, TVec, T>
{
    private const double LargestReducible = 1 << 20;

    /// <summary>exclude: index of an element to leave out, or -1.</summary>
    internal static RowSum Run(T* x, nint count, nint exclude, Workspace* space)
    {
        RowSum row = default;
        for (nint start = 0; start < count; start += Workspace.Chunk)
        {
            var length = count - start < Workspace.Chunk ? count - start : Workspace.Chunk;
            if (!SumChunk(x + start, length, exclude - start, 0.0, space, out var part))
                return RunShifted(x, count, exclude, space);
            if (part.IsNaN)
                return part;
            row.Merge(part);
        }
        return row;
    }

    private static RowSum RunShifted(T* x, nint count, nint exclude, Workspace* space)
    {
        RowSum row = default;
        row.Shift = MaxKernel<T, TVec>.Value(x, count);
        for (nint start = 0; start < count; start += Workspace.Chunk)
        {
            var length = count - start < Workspace.Chunk ? count - start : Workspace.Chunk;
            SumChunk(x + start, length, exclude - start, row.Shift, space, out var part);
            if (part.IsNaN)
                return part;
            row.Merge(part);
            row.Shift = part.Shift;
        }
        return row;
    }

    /// <summary>False where the chunk cannot be summed without a shift. exclude outside [0, count) excludes nothing.</summary>
    private static bool SumChunk(T* x, nint count, nint exclude, double shift, Workspace* space, out RowSum part)
    {
        part.Shift = shift;
        part.Reference = space->Guess * TExp.Grid;
        part.Sum = Pass(x, count, exclude, part.Reference, shift, space, out var peak);
        if (TExp.PeakFits(peak))
            return true;
        var max = MaxWithout(x, count, exclude);
        // Nothing but -inf and NaN: no term was garbage, the sum is 0 or NaN.
        if (double.IsNegativeInfinity(max))
            return true;
        if (shift != 0)
            max = max == shift ? 0.0 : max - shift;
        if (!TryReference(max, out part.Reference))
        {
            // Below a shift that is the row's maximum: every term is 0, whatever the reference was, or NaN.
            return shift != 0;
        }
        part.Sum = Pass(x, count, exclude, part.Reference, shift, space, out _);
        space->Guess = part.Reference / TExp.Grid;
        return true;
    }

    private static double MaxWithout(T* x, nint count, nint exclude)
    {
        if ((nuint)exclude >= (nuint)count)
            return MaxKernel<T, TVec>.Value(x, count);
        var before = MaxKernel<T, TVec>.Value(x, exclude);
        var after = MaxKernel<T, TVec>.Value(x + exclude + 1, count - exclude - 1);
        return before > after ? before : after;
    }

    private static bool TryReference(double max, out int reference)
    {
        reference = 0;
        if (!(max >= -LargestReducible && max <= LargestReducible))
            return false;
        var distance = TExp.Octave(Scalar<T>.Round(max)) - TExp.LowestPeak;
        // Rounded down also below 0.
        reference = (distance >= 0 ? distance / TExp.Grid : -((TExp.Grid - 1 - distance) / TExp.Grid)) * TExp.Grid;
        return reference >= -TExp.ReferenceLimit && reference <= TExp.ReferenceLimit;
    }

    private static Dd Pass(
        T* x, nint count, nint exclude, int reference, double shift, Workspace* space, out T peak)
    {
        var nothing = Scalar<T>.Round(double.NegativeInfinity);
        var peaks = (T*)Workspace.Peaks(space);
        LaneSums.Clear(&space->Sums, TExp.Lanes);
        TVec.Store(TVec.Broadcast(nothing), peaks);

        nint size = TExp.Lanes;
        nint i = 0;
        while (i < count)
        {
            // Whole blocks run in place, up to the one that holds the excluded element; that one, a partial one at the end, and all of
            // a row that needs a shift run from a copy.
            var end = exclude >= i && exclude < count ? exclude : count;
            var blocks = shift == 0 ? (end - i) / size : 0;
            ExpSumKernel<T, TVec, TExp>.Run(x + i, blocks, TExp.Constants, reference, &space->Sums, peaks);
            i += blocks * size;
            if (i == count)
                break;
            var length = count - i < size ? count - i : size;
            var block = shift == 0
                ? Block<T>.Copy(x + i, length, size, nothing, Workspace.First(space))
                : ShiftKernel<T, TVec>.Run(x + i, length, size, shift, nothing, Workspace.First(space));
            if (exclude >= i && exclude < i + length)
                block[exclude - i] = nothing;
            ExpSumKernel<T, TVec, TExp>.Run(block, 1, TExp.Constants, reference, &space->Sums, peaks);
            i += length;
        }
        peak = Scalar<T>.Round(MaxKernel<T, TVec>.Value(peaks, TVec.Count));
        return LaneSums.Fold(&space->Sums, TExp.Lanes);
    }
}
