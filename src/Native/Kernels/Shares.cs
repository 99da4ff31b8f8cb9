// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// A row seen from one of its classes: the sum over the others, the class's own term, and what follows from the two. Neither share is
/// computed as one minus the other.
/// </summary>
internal struct Shares
{
    internal RowSum Others;
    internal RowSum Term;
    internal RowSum Total;

    /// <summary>-log of the class's probability.</summary>
    internal Dd NegativeLog;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Of(in RowSum others, in Dd x, out Shares shares)
    {
        shares.Others = others;
        shares.Term = RowMath.Term(x, others.Shift);
        shares.Total = RowMath.Total(others, shares.Term, x);
        shares.NegativeLog = RowMath.NegativeLogShare(others, shares.Term, x);
    }

    /// <summary>The class's probability.</summary>
    internal readonly double Probability => !Total.HasShiftOf(Others) ? 1.0 : RowMath.Share(Term, Total, 1.0);

    /// <summary>log of the total, less max: at least 0 where max is the row's maximum.</summary>
    internal readonly Dd LogTotalAbove(Dd max) => RowMath.Log(Total) - RowMath.Shifted(max, Total.Shift);

    /// <summary>scale * (othersMass * p - ownMass * (1 - p)): the gradient at the class, without cancellation.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal readonly double Gradient(in Dd othersMass, in Dd ownMass, in Dd scale)
    {
        // A total with another shift is the term alone.
        var alone = !Total.HasShiftOf(Others);
        var gain = alone ? (othersMass * scale).Value : RowMath.Share(Term, Total, othersMass * scale);
        var loss = alone ? 0.0 : RowMath.Share(Others, Total, ownMass * scale);
        return gain - loss;
    }
}
