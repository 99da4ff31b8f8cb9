// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>What follows from the sum of a row: logarithms, losses and ratios, in double-double.</summary>
internal static class RowMath
{
    private const double LargestReducible = 1 << 20;

    internal static Dd Ln2 => new(0.6931471805599453, 2.3190468138462996e-17);

    /// <summary>x - shift exactly (for numbers of one part), and 0 where they are equal: infinity too.</summary>
    internal static Dd Shifted(Dd x, Dd shift)
    {
        if (x.High == shift.High)
            return x.Low - shift.Low;
        var difference = Dd.Sum(x.High, -shift.High);
        // The error term of an infinite difference is NaN.
        return double.IsFinite(difference.High)
            ? Dd.OrderedSum(difference.High, difference.Low + (x.Low - shift.Low))
            : difference.High;
    }

    /// <summary>exp(x) as a row sum of one term, relative to the same shift.</summary>
    internal static RowSum Term(Dd x, Dd shift)
    {
        RowSum term = default;
        term.Shift = shift;
        var distance = Shifted(x, shift);
        if (double.IsNaN(distance.High))
        {
            term.Sum = distance;
        }
        else if (distance.High < -LargestReducible)
        {
            // So far below everything that it adds nothing; its reference still says how far. -inf is 0 itself.
            term.Sum = double.IsNegativeInfinity(distance.High) ? 0.0 : 1.0;
            term.Reference = -(1 << 28);
        }
        else if (distance.High > LargestReducible)
        {
            term.Sum = 1.0;
            term.Reference = 1 << 28;
        }
        else
        {
            term.Sum = ScalarMath.Exp(distance, out var exponent);
            term.Reference = exponent;
        }
        return term;
    }

    /// <summary>
    /// The sum of the others and one term. Where the others vanish beside the term, the term itself becomes the shift: its logit may be
    /// far beyond what the others' scale can express.
    /// </summary>
    internal static RowSum Total(in RowSum others, in RowSum term, Dd x)
    {
        if (term.Sum.High > 0 && Vanishes(others, term))
            return Term(x, x);
        var total = others;
        total.Merge(term);
        total.Shift = others.Shift;
        return total;
    }

    private static bool Vanishes(in RowSum others, in RowSum term) =>
        others.Sum.High == 0 ||
        (double.IsFinite(others.Sum.High) && others.Reference + Pow2.Exponent(others.Sum.High) < term.Reference - 1200);

    /// <summary>log of the sum, relative to its shift; -inf for 0.</summary>
    internal static Dd Log(in RowSum row)
    {
        if (row.Sum.High == 0)
            return double.NegativeInfinity;
        if (!double.IsFinite(row.Sum.High))
            return row.Sum.High;
        var mantissa = Mantissa(row.Sum, out var exponent);
        return (Ln2 * (double)(row.Reference + exponent)) + ScalarMath.Log(mantissa);
    }

    /// <summary>
    /// -log(term / (term + others)) with full relative accuracy near 0: log1p(others / term), or, where the others are the larger part,
    /// log(others) - x + log1p(term / others). x is the term's logit.
    /// </summary>
    internal static Dd NegativeLogShare(in RowSum others, in RowSum term, Dd x)
    {
        if (others.IsNaN || term.IsNaN)
            return double.NaN;
        if (term.Sum.High == 0)
            return others.Sum.High == 0 ? double.NaN : double.PositiveInfinity;
        if (others.Sum.High == 0)
            return 0.0;
        var mantissa = Mantissa(others.Sum, out var exponent);
        var power = others.Reference + exponent - term.Reference;
        if (power < 0)
        {
            var ratio = mantissa / term.Sum;
            // log1p(u) = u to the last bit of a double-double's leading part and well beyond.
            if (power < -60)
                return Pow2.Scale(ratio.Value, power);
            var factor = Pow2.Double(power);
            return ScalarMath.Log1p(new Dd(ratio.High * factor, ratio.Low * factor));
        }
        var inverse = term.Sum / mantissa;
        var scale = power > 200 ? 0.0 : Pow2.Double(-power);
        return Log(others) - Shifted(x, others.Shift) + ScalarMath.Log1p(new Dd(inverse.High * scale, inverse.Low * scale));
    }

    /// <summary>part / whole * factor; the two have one shift. A factor of 0 gives 0 also where the share is not finite.</summary>
    internal static double Share(in RowSum part, in RowSum whole, Dd factor)
    {
        if (part.IsNaN || whole.IsNaN || whole.Sum.High == 0)
            return double.NaN;
        if (part.Sum.High == 0 || factor.High == 0)
            return 0.0;
        var numerator = Mantissa(part.Sum, out var above);
        var denominator = Mantissa(whole.Sum, out var below);
        var power = part.Reference + above - whole.Reference - below;
        return Pow2.Scale((numerator / denominator * factor).Value, power);
    }

    /// <summary>The square root; of 0, infinity and NaN the same.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Sqrt(in Dd value)
    {
        var root = Math.Sqrt(value.High);
        if (value.High == 0 || !double.IsFinite(root))
            return root;
        return Dd.OrderedSum(root, (ScalarMath.Fma(-root, root, value.High) + value.Low) / (root + root));
    }

    /// <summary>part / whole, 0 where that is below 2^-900; the two have one shift.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Dd Ratio(in RowSum part, in RowSum whole)
    {
        if (part.IsNaN || whole.IsNaN || whole.Sum.High == 0)
            return double.NaN;
        if (part.Sum.High == 0 || !part.HasShiftOf(whole))
            return 0.0;
        var ratio = Mantissa(part.Sum, out var above) / Mantissa(whole.Sum, out var below);
        var power = part.Reference + above - whole.Reference - below;
        if (power < -900)
            return 0.0;
        var factor = Pow2.Double(power);
        return new Dd(ratio.High * factor, ratio.Low * factor);
    }

    /// <summary>value = mantissa * 2^exponent with the mantissa in [1, 2), for a positive finite value.</summary>
    internal static Dd Mantissa(Dd value, out int exponent)
    {
        // First away from the ends of the exponent range: a subnormal number has no exponent, and 2^-1023 no field of its own.
        var lift = value.High < 1e-270 ? 200 : value.High > 1e270 ? -200 : 0;
        value = Scaled(value, lift);
        exponent = Pow2.Exponent(value.High);
        value = Scaled(value, -exponent);
        exponent -= lift;
        return value;
    }

    private static Dd Scaled(Dd value, int power)
    {
        var factor = Pow2.Double(power);
        return new Dd(value.High * factor, value.Low * factor);
    }
}
