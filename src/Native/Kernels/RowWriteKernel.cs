// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Writes factor * exp(x) + addend for a row, the factor in two parts: probabilities and every gradient have this form.
/// The exponential is computed again rather than kept: its bits are the same, and no row-sized memory is needed.
/// destination may be x or one of the addend's rows.
/// </summary>
internal static unsafe class RowWriteKernel<T, TVec, TExp>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
    where TExp : struct, IExp<TExp, TVec, T>
{
    /// <summary>factor relative to whole: the row's outputs are factor * exp(x) / whole + addend.</summary>
    internal static void Run(
        T* x, nint count, T* destination, in RowSum whole, Dd factor, T* first, T* second, T a, T b, Workspace* space)
    {
        delegate*<T*, nint, T*, T*, int, T, T, T*, T*, T, T, void> vectors = &Vectors<AddConstant<TVec, T>>;
        if (second != null)
            vectors = &Vectors<AddWeightedTarget<TVec, T>>;
        else if (first != null)
            vectors = &Vectors<AddTarget<TVec, T>>;
        var reference = 0;
        Dd scale = double.NaN;
        if (whole.Sum.High > 0 && double.IsFinite(whole.Sum.High))
        {
            // At a reference that puts the whole into [2^LowestPeak, 2^(LowestPeak + 1)), the factor can neither overflow nor lose bits.
            var mantissa = RowMath.Mantissa(whole.Sum, out var exponent);
            reference = whole.Reference + exponent - TExp.LowestPeak;
            scale = factor / mantissa;
            var down = Pow2.Double(-TExp.LowestPeak);
            scale = new Dd(scale.High * down, scale.Low * down);
        }
        Scalar<T>.Split(scale, out var high, out var low);
        nint done = 0;
        if (whole.Shift == 0)
        {
            done = count - (count % TVec.Count);
            vectors(x, done / TVec.Count, destination, TExp.Constants, reference, high, low, first, second, a, b);
        }
        // The end of a row, or all of one that needs a shift, in blocks from copies.
        for (; done < count; done += TExp.Lanes)
        {
            var length = count - done < TExp.Lanes ? count - done : TExp.Lanes;
            var buffer = whole.Shift == 0
                ? Block<T>.Copy(x + done, length, TExp.Lanes, default, Workspace.First(space))
                : ShiftKernel<T, TVec>.Run(x + done, length, TExp.Lanes, whole.Shift, default, Workspace.First(space));
            var firstCopy = first == null ? null : Block<T>.Copy(first + done, length, TExp.Lanes, default, Workspace.Second(space));
            var secondCopy = second == null ? null : Block<T>.Copy(second + done, length, TExp.Lanes, default, Workspace.Third(space));
            vectors(buffer, TExp.Lanes / TVec.Count, buffer, TExp.Constants, reference, high, low, firstCopy, secondCopy, a, b);
            Block<T>.CopyBack(buffer, destination + done, length);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Vectors<TAddend>(
        T* x, nint vectors, T* destination, T* constants, int reference, T high, T low, T* first, T* second, T a, T b)
        where TAddend : struct, IAddend<TVec, T>
    {
        var exp = TExp.Create(constants, reference);
        var highs = TVec.Broadcast(high);
        var lows = TVec.Broadcast(low);
        var aa = TVec.Broadcast(a);
        var bb = TVec.Broadcast(b);
        for (; vectors > 0; vectors--)
        {
            var value = TVec.Load(x);
            var e = exp.Value(value, exp.Exponent(value));
            TVec.Store(TVec.Fma(e, highs, TVec.Fma(e, lows, TAddend.At(first, second, aa, bb))), destination);
            x += TVec.Count;
            destination += TVec.Count;
            first += TVec.Count;
            second += TVec.Count;
        }
    }

    /// <summary>Multiplies stored terms by the factor, in place; the counterpart of <see cref="RowSumKernel{T, TVec, TExp}.RunStored"/>.</summary>
    internal static void Scale(T* row, nint count, in RowSum whole, Workspace* space)
    {
        Dd scale = whole.Sum.High > 0 && double.IsFinite(whole.Sum.High) ? (Dd)1.0 / whole.Sum : double.NaN;
        Scalar<T>.Split(scale, out var high, out var low);
        var vectors = count / TVec.Count;
        ScaleVectors(row, vectors, high, low);
        var rest = count - (vectors * TVec.Count);
        if (rest == 0)
            return;
        var tail = row + (vectors * TVec.Count);
        var buffer = Block<T>.Copy(tail, rest, TVec.Count, default, Workspace.First(space));
        ScaleVectors(buffer, 1, high, low);
        Block<T>.CopyBack(buffer, tail, rest);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ScaleVectors(T* row, nint vectors, T high, T low)
    {
        var highs = TVec.Broadcast(high);
        var lows = TVec.Broadcast(low);
        for (; vectors > 0; vectors--)
        {
            var e = TVec.Load(row);
            TVec.Store(TVec.Fma(e, highs, e * lows), row);
            row += TVec.Count;
        }
    }
}
