// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Globalization;

namespace NativeLoss.Tests.Vectors;

/// <summary>Reads C99 hexadecimal floats of at most 14 digits, and inf, -inf and nan.</summary>
internal static class HexFloat
{
    internal static double Parse(string text)
    {
        var negative = text.StartsWith('-');
        var value = Magnitude(negative ? text[1..] : text);
        return negative ? -value : value;
    }

    private static double Magnitude(string text)
    {
        if (text == "inf")
            return double.PositiveInfinity;
        // The NaN of other languages; that of .NET is negative, and a sign is a bit that results may carry on.
        if (text == "nan")
            return BitConverter.UInt64BitsToDouble(0x7ff8000000000000);
        var parts = text.Split('p');
        var digits = parts[0][2..].Split('.');
        var fraction = digits.Length > 1 ? digits[1] : "";
        var significand = long.Parse(digits[0] + fraction, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var exponent = int.Parse(parts[1], CultureInfo.InvariantCulture) - (4 * fraction.Length);

        // 14 digits may be 53 bits at most, so the only rounding would be ScaleB's, and a value of the format needs
        // none. In two steps, because the exponent of a subnormal with all its digits is below the least power of two.
        return Math.ScaleB(Math.ScaleB(significand, exponent / 2), exponent - (exponent / 2));
    }
}
