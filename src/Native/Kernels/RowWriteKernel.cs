// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Writes factor * exp(x) + addend for a row: probabilities and every gradient have this form.
/// The exponential is computed again rather than kept: its bits are the same, and no row-sized memory is needed.
/// destination may be x or one of the addend's rows.
/// </summary>
internal static unsafe class RowWriteKernel<T, TVec, TExp>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
    where TExp : struct, IExp<TExp, TVec, T>
{
    /// <summary>destination = factor * exp(x) / whole + addend.</summary>
    internal static void Run(
        T* x, nint count, T* destination, in RowSum whole, Dd factor, T* first, T* second, T a, T b, Workspace* space)
    {
        delegate*<T*, nint, T*, T*, int, T, T*, T*, T, T, void> vectors = &Vectors<AddConstant<TVec, T>>;
        if (second != null)
            vectors = &Vectors<AddWeightedTarget<TVec, T>>;
        else if (first != null)
            vectors = &Vectors<AddTarget<TVec, T>>;

        // factor / whole = scale * 2^power with the scale in [1, 2), which goes into the exponential. The exponential's reference then
        // makes it 2^LowestPeak times the result (or 2^-Grid times a huge one): only what rounds to 0 is flushed, and the last
        // multiplication is exact.
        var reference = 0;
        Dd scale = 1.0;
        var multiplier = double.NaN;
        if (whole.Sum.High > 0 && double.IsFinite(whole.Sum.High))
        {
            var mantissa = RowMath.Mantissa(whole.Sum, out var exponent);
            reference = whole.Reference + exponent - TExp.LowestPeak;
            multiplier = factor.High;
            if (factor.High != 0 && double.IsFinite(factor.High))
            {
                var ratio = (factor.High < 0 ? -factor : factor) / mantissa;
                scale = RowMath.Mantissa(ratio, out var power);
                var lift = power < TExp.Grid ? TExp.LowestPeak : -TExp.Grid;
                reference = whole.Reference + exponent - power - lift;
                multiplier = factor.High < 0 ? -Pow2.Double(-lift) : Pow2.Double(-lift);
            }
        }
        var constants = (T*)Workspace.Constants(space);
        TExp.ScaleConstants(scale, constants);
        var factorT = Scalar<T>.Round(multiplier);
        nint done = 0;
        if (whole.Shift == 0)
        {
            done = count - (count % TVec.Count);
            vectors(x, done / TVec.Count, destination, constants, reference, factorT, first, second, a, b);
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
            vectors(buffer, TExp.Lanes / TVec.Count, buffer, constants, reference, factorT, firstCopy, secondCopy, a, b);
            Block<T>.CopyBack(buffer, destination + done, length);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Vectors<TAddend>(
        T* x, nint vectors, T* destination, T* constants, int reference, T factor, T* first, T* second, T a, T b)
        where TAddend : struct, IAddend<TVec, T>
    {
        var exp = TExp.Create(constants, reference);
        var factors = TVec.Broadcast(factor);
        var aa = TVec.Broadcast(a);
        var bb = TVec.Broadcast(b);
        for (; vectors > 0; vectors--)
        {
            var value = exp.Bound(TVec.Load(x));
            exp.Parts<On>(value, exp.Exponent(value), out var s, out var e);
            TVec.Store(TVec.Fma(TVec.Fma(s, e, s), factors, TAddend.At(first, second, aa, bb)), destination);
            x += TVec.Count;
            destination += TVec.Count;
            first += TVec.Count;
            second += TVec.Count;
        }
    }
}
