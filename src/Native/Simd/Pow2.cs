// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>Powers of two, and scaling by them.</summary>
internal static class Pow2
{
    /// <summary>2^power for power in [-1022, 1023].</summary>
    internal static double Double(int power) => BitConverter.Int64BitsToDouble((long)(power + 1023) << 52);

    /// <summary>value * 2^power for a value in [2^-100, 2^100], rounded once also where the result is subnormal.</summary>
    internal static double Scale(double value, int power)
    {
        if (power < -1900)
            return 0.0;
        if (power > 1900)
            return double.PositiveInfinity;
        // In two steps beyond the exponent range; the first stays normal, so only the second rounds.
        if (power < -1000)
            return value * Double(-900) * Double(power + 900);
        if (power > 1000)
            return value * Double(900) * Double(power - 900);
        return value * Double(power);
    }

    /// <summary>An integer that int can hold. A cast would look after all others too, in 60 bytes of code.</summary>
    internal static int Integer(double value) => double.ConvertToIntegerNative<int>(value);

    /// <summary>floor(log2(value)) for a positive normal value.</summary>
    internal static int Exponent(double value) => (int)(BitConverter.DoubleToInt64Bits(value) >> 52) - 1023;

    /// <summary>The same of many values, as numbers; of what is no such value, some number or infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVec Exponents<TVec>(TVec values)
        where TVec : struct, ILanes<TVec, double>
    {
        // The integer under the exponent of 2^52 is that integer above 2^52.
        var above = TVec.AddBits(TVec.ShiftRight(values, 52), Bits.Double<TVec>(0x4330_0000_0000_0000));
        return above - TVec.Broadcast(4503599627370496.0 + 1023.0);
    }
}
