// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Writes factor * exp(x) / whole + addend for a row: probabilities and every gradient have this form. The exponential is computed
/// again rather than kept: its bits are the same, and no row-sized memory is needed.
/// </summary>
internal static unsafe class RowWriter
{
    /// <summary>For the addend see <see cref="ExpWriteKernel{T, TVec, TExp}"/>. destination may be x or one of the addend's rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(
        ElementType type, void* x, long count, void* destination, in RowSum whole, Dd factor, void* first, void* second, double a,
        double b, Workspace* space)
    {
        // factor / whole = scale * 2^power with the scale in [1, 2), which goes into the exponential. The exponential's reference then
        // makes it 2^LowestPeak times the result (or 2^-Grid times a huge one): only what rounds to 0 is flushed, and the last
        // multiplication is exact.
        if (!(whole.Sum.High > 0) || !double.IsFinite(whole.Sum.High) || double.IsNaN(factor.High))
        {
            Elements.Fill(type, destination, count, double.NaN);
            return;
        }
        var lowestPeak = Elements.LowestPeak(type);
        var grid = Elements.Grid(type);
        var mantissa = RowMath.Mantissa(whole.Sum, out var exponent);
        var reference = whole.Reference + exponent - lowestPeak;
        Dd scale = 1.0;
        var multiplier = factor.High;
        if (factor.High != 0 && double.IsFinite(factor.High))
        {
            var ratio = (factor.High < 0 ? -factor : factor) / mantissa;
            scale = RowMath.Mantissa(ratio, out var power);
            var lift = power < grid ? lowestPeak : -grid;
            reference = whole.Reference + exponent - power - lift;
            multiplier = factor.High < 0 ? -Pow2.Double(-lift) : Pow2.Double(-lift);
        }
        var constants = Workspace.Constants(space);
        Elements.ScaleConstants(type, scale, constants);
        var lanes = Elements.Lanes(type);
        long done = 0;
        if (whole.Shift == 0 && count >= lanes)
        {
            // The last block overlaps the one before it and is computed first: its inputs are still there, whatever destination is.
            done = count - (count % lanes);
            var last = count - lanes;
            if (done < count)
            {
                Elements.ExpWrite(
                    type, Elements.At(type, x, last), lanes, Workspace.First(space), constants, reference, multiplier,
                    first == null ? null : Elements.At(type, first, last), second == null ? null : Elements.At(type, second, last), a, b);
            }
            Elements.ExpWrite(type, x, done, destination, constants, reference, multiplier, first, second, a, b);
            if (done < count)
            {
                var rest = Elements.At(type, Workspace.First(space), done - last);
                Elements.Copy(type, rest, count - done, count - done, 0.0, Elements.At(type, destination, done));
                done = count;
            }
        }
        // A row of less than a block, or all of one that needs a shift, from copies.
        for (; done < count; done += lanes)
        {
            var length = count - done < lanes ? count - done : lanes;
            var block = ShiftedBlock.Copy(type, Elements.At(type, x, done), length, whole.Shift, 0.0, Workspace.First(space));
            var one = first == null
                ? null
                : Elements.Copy(type, Elements.At(type, first, done), length, lanes, 0.0, Workspace.Second(space));
            var two = second == null
                ? null
                : Elements.Copy(type, Elements.At(type, second, done), length, lanes, 0.0, Workspace.Third(space));
            Elements.ExpWrite(type, block, lanes, block, constants, reference, multiplier, one, two, a, b);
            Elements.Copy(type, block, length, length, 0.0, Elements.At(type, destination, done));
        }
        // An infinite factor makes NaN of the classes without probability.
        if (!double.IsFinite(factor.High))
            Elements.Canonicalize(type, destination, count);
    }
}
