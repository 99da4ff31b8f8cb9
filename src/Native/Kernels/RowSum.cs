// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// The accumulator of a row or of a part of one: Sum * 2^Reference * e^Shift = sum of exp(x), without the excluded element.
/// A plain value. Two with one shift merge by exact scaling and one addition, in index order.
/// </summary>
internal struct RowSum
{
    /// <summary>Multiple of the exponential's grid; meaningless where Sum is 0.</summary>
    internal int Reference;

    /// <summary>0, or the row's maximum where logits are too large to be reduced as they are. May be +inf.</summary>
    internal Dd Shift;

    internal Dd Sum;

    internal readonly bool IsNaN => double.IsNaN(Sum.High);

    internal readonly bool HasShiftOf(in RowSum other) => Shift.High == other.Shift.High && Shift.Low == other.Shift.Low;

    internal void Merge(in RowSum next)
    {
        if (next.Sum.High == 0 || IsNaN)
            return;
        if (Sum.High == 0 || next.IsNaN)
        {
            this = next;
            return;
        }
        if (next.Reference > Reference)
        {
            Sum = Scale(Sum, Reference - next.Reference) + next.Sum;
            Reference = next.Reference;
            return;
        }
        Sum += Scale(next.Sum, next.Reference - Reference);
    }

    /// <summary>
    /// value * 2^power for a power of at most 0. Sums lie between 1/2 and 2^700 of their scale: what is scaled down by more than 2^1000
    /// is nothing beside the other.
    /// </summary>
    private static Dd Scale(Dd value, int power)
    {
        if (power < -1000)
            return 0.0;
        var factor = Pow2.Double(power);
        return new Dd(value.High * factor, value.Low * factor);
    }
}
