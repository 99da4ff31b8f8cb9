// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NativeLoss.Native.Simd;

/// <summary>
/// Fused multiply-add for processors without the instruction: exact, for all inputs, and slow.
///
/// f32: the product is exact in f64. The sum is rounded to odd (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums",
/// IEEE Trans. Computers 57(4), 2008): the last bit of a 53-bit sum that is not exact is set, so that the second rounding, to 24
/// bits or to a subnormal, sees on which side of a tie it lies.
///
/// f64: there is no wider type. The product's two halves and the addend are summed in two parts, which nearly always tell how the exact sum is
/// rounded. Where they do not, and no step can overflow or underflow, the same paper's sum, whose small parts are again rounded to odd.
/// Elsewhere the lanes go through integers: a 106-bit product, aligned with the addend, rounded once.
/// </summary>
internal readonly struct SoftwareFma : IFma
{
    /// <summary>A product of at least 2^-900 has an error that is a normal number, or 0.</summary>
    private const double Least = 1.1830521861667747e-271;

    /// <summary>2^990: added to a few like it, it is finite.</summary>
    private const double Most = 1.0463951242053391e298;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Fma<T>(Vector128<T> a, Vector128<T> b, Vector128<T> c)
        where T : unmanaged => typeof(T) == typeof(float)
        ? Single(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Double(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    // Called, not inlined: a hundred copies would make this level twice the size of the others together.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector128<float> Single(Vector128<float> a, Vector128<float> b, Vector128<float> c)
    {
        var lowProduct = Vector128.WidenLower(a) * Vector128.WidenLower(b);
        var highProduct = Vector128.WidenUpper(a) * Vector128.WidenUpper(b);
        var lowAddend = Vector128.WidenLower(c);
        var highAddend = Vector128.WidenUpper(c);
        var low = lowProduct + lowAddend;
        var high = highProduct + highAddend;
        if (RoundsAlike(low.AsSingle(), high.AsSingle()))
            return Vector128.Narrow(low, high);
        return Vector128.Narrow(SumToOdd(lowProduct, lowAddend), SumToOdd(highProduct, highAddend));
    }

    /// <summary>
    /// Whether sums give the same f32 as the exact ones: no number of 53 bits lies between the two, so only one in the middle between two of
    /// 24 bits may not. Below 2^-125, where those have fewer bits, and more may be in the middle, none is said to, but for 0, which is exact.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool RoundsAlike(Vector128<float> low, Vector128<float> high)
    {
        const byte Evens = 0b10_00_10_00;
        const byte Odds = 0b11_01_11_01;
        var rests = Sse.Shuffle(low, high, Evens).AsInt32() & Vector128.Create(0x1FFF_FFFF);
        var middle = Vector128.Equals(rests, Vector128.Create(0x1000_0000));
        var sizes = Sse.Shuffle(low, high, Odds).AsInt32() & Vector128.Create(int.MaxValue);
        var small = Vector128.LessThan(sizes, Vector128.Create((1023 - 125) << 20)) & Vector128.GreaterThan(sizes, Vector128<int>.Zero);
        return Vector128.ExtractMostSignificantBits(middle | small) == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> SumToOdd(Vector128<double> a, Vector128<double> b)
    {
        var sum = Sum(a, b, out var error);
        // Towards 0 and made odd; an error with the other sign means that the exact sum is smaller in magnitude. That of infinities is NaN.
        var inexact = Vector128.GreaterThan(Vector128.Abs(error), Vector128<double>.Zero).AsUInt64();
        var smaller = Vector128.ShiftRightLogical((sum.AsUInt64() ^ error.AsUInt64()) & inexact, 63);
        return ((sum.AsUInt64() - smaller) | Vector128.ShiftRightLogical(inexact, 63)).AsDouble();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector128<double> Double(Vector128<double> a, Vector128<double> b, Vector128<double> c)
    {
        var product = a * b;
        var high = Sum(product, c, out var low);
        low += Rest(a, b, product);
        var result = high + low;
        // The exact sum is result + left, but for what the low part's rounding lost, less than 2^-50 units in the last place: none of which can
        // change the result where a little more than what is left does not. NaN, of what overflowed too, is not equal to itself.
        var left = (high - result) + low;
        var settled = Vector128.Equals(result + (left * Vector128.Create(1.0 + 1.0 / (1L << 40))), result)
            & Vector128.GreaterThanOrEqual(Vector128.Abs(product), Vector128.Create(Least));
        if (Vector128.ExtractMostSignificantBits(settled) == 0b11)
            return result;
        var zero = Vector128.Equals(a, Vector128<double>.Zero) | Vector128.Equals(b, Vector128<double>.Zero);
        return Vector128.ExtractMostSignificantBits(settled | zero) == 0b11
            ? Vector128.ConditionalSelect(zero, product + c, result)
            : Unsettled(a, b, product, c, zero);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector128<double> Unsettled(
        Vector128<double> a, Vector128<double> b, Vector128<double> product, Vector128<double> c, Vector128<double> zero)
    {
        var moderate = (zero | Vector128.GreaterThanOrEqual(Vector128.Abs(product), Vector128.Create(Least))) & IsBelowMost(product)
            & IsBelowMost(a) & IsBelowMost(b) & IsBelowMost(c);
        if (Vector128.ExtractMostSignificantBits(moderate) == 0b11)
            return Vector128.ConditionalSelect(zero, product + c, Moderate(a, b, product, c));
        return Vector128.Create(
            Scalar(a.ToScalar(), b.ToScalar(), c.ToScalar()),
            Scalar(a.GetElement(1), b.GetElement(1), c.GetElement(1)));
    }

    /// <summary>Not so for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> IsBelowMost(Vector128<double> value) =>
        Vector128.LessThanOrEqual(Vector128.Abs(value), Vector128.Create(Most));

    /// <summary>a * b + c, where product is a * b rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Moderate(
        Vector128<double> a, Vector128<double> b, Vector128<double> product, Vector128<double> c)
    {
        var low = Sum(c, Rest(a, b, product), out var lowRest);
        var high = Sum(product, low, out var highRest);
        return high + SumToOdd(lowRest, highRest);
    }

    /// <summary>a * b - product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Rest(Vector128<double> a, Vector128<double> b, Vector128<double> product)
    {
        Halve(a, out var a1, out var a2);
        Halve(b, out var b1, out var b2);
        return (a2 * b2) - (((product - (a1 * b1)) - (a2 * b1)) - (a1 * b2));
    }

    /// <summary>
    /// value as the sum of two numbers of 26 bits: its bits are rounded as an integer, ties towards 0, or the first of 2^-1048 would be twice as
    /// large as it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halve(Vector128<double> value, out Vector128<double> high, out Vector128<double> low)
    {
        high = ((value.AsInt64() + Vector128.Create((1L << 26) - 1)) & Vector128.Create(-1L << 27)).AsDouble();
        low = value - high;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Sum(Vector128<double> a, Vector128<double> b, out Vector128<double> error)
    {
        var sum = a + b;
        var b1 = sum - a;
        error = (a - (sum - b1)) + (b - b1);
        return sum;
    }

    private static double Scalar(double a, double b, double c)
    {
        var plain = a * b;
        // Zeros, infinities and NaN: the two-step result is the exact one, or as special as it should be.
        if (!double.IsFinite(a) || !double.IsFinite(b) || a == 0 || b == 0)
            return plain + c;
        // Not plain + c: a product that overflows would meet an infinity of the other sign, which the exact one does not.
        if (!double.IsFinite(c))
            return c;
        Split(a, out var ma, out var ea);
        Split(b, out var mb, out var eb);
        var negative = (BitConverter.DoubleToInt64Bits(a) ^ BitConverter.DoubleToInt64Bits(b)) < 0;
        var product = Multiply(ma, mb);
        var exponent = ea + eb;
        if (c == 0)
            return Round(product, exponent, sticky: false, negative);
        Split(c, out var mc, out var ec);
        var addend = (UInt128)mc;
        var addendNegative = BitConverter.DoubleToInt64Bits(c) < 0;
        return Add(product, exponent, negative, addend, ec, addendNegative);
    }

    /// <summary>The 106-bit product of two 53-bit numbers, from halves: SSE4.2 machines may lack the instruction that gives both words.</summary>
    private static UInt128 Multiply(ulong a, ulong b)
    {
        var lowLow = (a & uint.MaxValue) * (b & uint.MaxValue);
        var middle = ((a >> 32) * (b & uint.MaxValue)) + (lowLow >> 32);
        var cross = ((a & uint.MaxValue) * (b >> 32)) + (middle & uint.MaxValue);
        return new UInt128(((a >> 32) * (b >> 32)) + (middle >> 32) + (cross >> 32), (cross << 32) | (lowLow & uint.MaxValue));
    }

    /// <summary>|value| = mantissa * 2^exponent, with the mantissa's top bit at 52, for subnormal values too.</summary>
    private static void Split(double value, out ulong mantissa, out int exponent)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var biased = (int)((bits >> 52) & 0x7FF);
        mantissa = bits & 0x000F_FFFF_FFFF_FFFF;
        if (biased != 0)
        {
            mantissa |= 1UL << 52;
            exponent = biased - 1075;
            return;
        }
        var shift = BitOperations.LeadingZeroCount(mantissa) - 11;
        mantissa <<= shift;
        exponent = -1074 - shift;
    }

    private static ulong Upper(UInt128 value) => Unsafe.Add(ref Unsafe.As<UInt128, ulong>(ref value), 1);

    // The shifts of UInt128 itself are calls into the class library at this level. Counts are in [0, 127].
    private static UInt128 Left(UInt128 value, int count)
    {
        var lower = (ulong)value;
        if (count >= 64)
            return new UInt128(lower << (count - 64), 0);
        return count == 0 ? value : new UInt128((Upper(value) << count) | (lower >> (64 - count)), lower << count);
    }

    private static UInt128 Right(UInt128 value, int count)
    {
        var upper = Upper(value);
        if (count >= 64)
            return new UInt128(0, upper >> (count - 64));
        return count == 0 ? value : new UInt128(upper >> count, ((ulong)value >> count) | (upper << (64 - count)));
    }

    private static int Length(UInt128 value)
    {
        var upper = Upper(value);
        return upper != 0 ? 128 - BitOperations.LeadingZeroCount(upper) : 64 - BitOperations.LeadingZeroCount((ulong)value);
    }

    private static double Add(UInt128 x, int ex, bool nx, UInt128 y, int ey, bool ny)
    {
        // x becomes the one with the higher top bit; both then get their top bit near bit 124, so that at most a sticky bit is lost.
        if (Length(y) + ey > Length(x) + ex)
            (x, ex, nx, y, ey, ny) = (y, ey, ny, x, ex, nx);
        var lift = 124 - Length(x);
        x = Left(x, lift);
        ex -= lift;
        var distance = ey - ex;
        var sticky = false;
        if (distance >= 0)
        {
            y = Left(y, distance);
        }
        else if (distance > -128)
        {
            var kept = Right(y, -distance);
            sticky = Left(kept, -distance) != y;
            y = kept;
        }
        else
        {
            sticky = true;
            y = UInt128.Zero;
        }
        if (nx == ny)
            return Round(x + y, ex, sticky, nx);
        // With equal top bits y may still be the larger; nothing was lost from it then.
        if (y > x)
            return Round(y - x, ex, sticky: false, ny);
        // A lost part of y makes the true difference a little smaller than x - y: one less, and sticky.
        var difference = sticky ? x - y - UInt128.One : x - y;
        if (difference == UInt128.Zero && !sticky)
            return 0.0;
        return Round(difference, ex, sticky, nx);
    }

    /// <summary>mantissa * 2^exponent plus a little more when sticky, rounded to nearest even.</summary>
    private static double Round(UInt128 mantissa, int exponent, bool sticky, bool negative)
    {
        var sign = negative ? 1UL << 63 : 0UL;
        var drop = Math.Max(Length(mantissa) - 53, -1074 - exponent);
        if (drop > 0)
        {
            if (drop > 126)
                return BitConverter.UInt64BitsToDouble(sign);
            var half = Left(UInt128.One, drop - 1);
            var kept = Right(mantissa, drop);
            var rest = mantissa - Left(kept, drop);
            mantissa = kept;
            exponent += drop;
            var odd = ((ulong)mantissa & 1) != 0;
            if (rest > half || (rest == half && (sticky || odd)))
                mantissa += UInt128.One;
        }
        else
        {
            mantissa = Left(mantissa, -drop);
            exponent += drop;
        }
        var bits = (ulong)mantissa;
        if (bits == 1UL << 53)
        {
            bits >>= 1;
            exponent++;
        }
        if (bits < 1UL << 52)
            return BitConverter.UInt64BitsToDouble(sign | bits);
        if (exponent > 971)
            return BitConverter.UInt64BitsToDouble(sign | 0x7FF0_0000_0000_0000);
        return BitConverter.UInt64BitsToDouble(sign | (bits & 0x000F_FFFF_FFFF_FFFF) | ((ulong)(exponent + 1075) << 52));
    }
}
