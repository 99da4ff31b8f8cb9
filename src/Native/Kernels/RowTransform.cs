// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// What a <see cref="RowSource"/> does to logits, in double-double:
///
///   u = z / cap;  tanh(u) = sign(u) (1 - E) / (1 + E), E = exp(-2 abs(u)), and its Taylor series below 0.2;  slope 4 E / (1 + E)^2
///
/// but for most caps of logits that are no longer than f32: up to u = 1 tanh is a minimax polynomial in f64 for them, and the slope 1 - tanh(u)^2.
/// </summary>
internal static unsafe class RowTransform
{
    // exp(-2 abs(u)) is normal up to here; the slope beyond, below 1e-306, is given as 0.
    private const double LargestExponent = 708.0;

    // tanh(u) is u where 2 abs(u) is less, as far as two f64 tell.
    private const double Smallest = 8.673617379884035e-19;

    /// <summary>Whether nothing but a <see cref="Divide"/> happens to stored logits, and an <see cref="Add"/>, or one of both.</summary>
    internal static bool IsSimple(RowSource* source) =>
        source->SoftCap == 0 && !source->Negated && (source->Temperature != 1 || source->MaskKind == MaskKind.Add);

    /// <summary>Takes whole vectors of stored logits in high to z without its mask, in two parts; low is null where the row is not wide.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(RowSource* source, double* high, double* low, long count)
    {
        var zero = F64.Broadcast(0.0);
        for (long i = 0; low != null && i < count; i += F64.Count)
            F64.Store(zero, low + i);
        if (source->SoftCap != 0 && !source->Wide)
            Cap(source->SoftCap, high, count, slopes: false);
        for (long i = 0; source->SoftCap != 0 && source->Wide && i < count; i += F64.Count)
            CapVector(source->SoftCap, high + i, low + i);
        if (source->Temperature != 1)
            Divide(source, high, low, high, low, count);
        if (!source->Negated)
            return;
        for (long i = 0; i < count; i += F64.Count)
        {
            F64.Store(zero - F64.Load(high + i), high + i);
            if (low != null)
                F64.Store(zero - F64.Load(low + i), low + i);
        }
    }

    /// <summary>Whether z is nothing but a sum of f32 that lie side by side.</summary>
    internal static bool IsSum(RowSource* source) =>
        source->MaskKind == MaskKind.Add && source->Type == ElementType.F32 && source->Inner == 1 && source->Gain.High == 1 && source->SoftCap == 0;

    /// <summary>-inf leaves out, whatever it is added to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F64 Sum(F64 value, F64 addend)
    {
        var nothing = F64.Broadcast(double.NegativeInfinity);
        return F64.SelectWhereEqual(addend, nothing, nothing, value + addend);
    }

    /// <summary>x, in two parts or one, and addends.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Add(double* addends, double* x, double* lows, double* high, double* low, long count)
    {
        for (long i = 0; i < count; i += F64.Count)
        {
            var a = F64.Load(x + i);
            var b = F64.Load(addends + i);
            var sum = a + b;
            var part = sum - a;
            var rest = (a - (sum - part)) + (b - part);
            StoreFinite(Sum(a, b), lows == null ? rest : rest + F64.Load(lows + i), high, low, i);
        }
    }

    /// <summary>Replaces whole vectors of stored logits by the slopes of the cap there.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Slopes(RowSource* source, double* values, long count)
    {
        if (!source->Wide)
            Cap(source->SoftCap, values, count, slopes: true);
        for (long i = 0; source->Wide && i < count; i += F64.Count)
            SlopesOfVector(source->SoftCap, values + i);
    }

    /// <summary>Of logits that are no longer than f32: values, or slopes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Cap(double cap, double* values, long count, bool slopes)
    {
        var near = stackalloc double[2 * F64.Count];
        var lows = near + F64.Count;
        for (var end = values + count; ;)
        {
            values = CapNear(cap, values, end, slopes, near);
            if (values == end)
                return;
            var u = F64.Load(values) * F64.Broadcast(1.0 / cap);
            F64.Store(F64.Broadcast(0.0), lows);
            if (slopes)
                SlopesOfVector(cap, values);
            else
                CapVector(cap, values, lows);
            F64.Store(F64.SelectWhereLess(u * u, F64.Broadcast(NearSquare(cap)), F64.Load(near), F64.Load(values)), values);
            values += F64.Count;
        }
    }

    /// <summary>
    /// Up to a vector with elements for which the polynomial is not, which it returns, or the end; near: what it has of the others. The slope is
    /// 1 - tanh(u)^2.
    /// </summary>
    // Without a call in its loop, which would want everything on the stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double* CapNear(double cap, double* values, double* end, bool slopes, double* near)
    {
        var coefficients = Coefficients(Minimax);
        var largest = F64.Broadcast(NearSquare(cap));
        var caps = F64.Broadcast(cap);
        var inverse = F64.Broadcast(1.0 / cap);
        for (; values < end; values += F64.Count)
        {
            var u = F64.Load(values) * inverse;
            var square = u * u;
            var q = Horner<F64>.Degree9(square, coefficients);
            var tanh = F64.Fma(u * square, q, u);
            var result = slopes ? F64.Fma(F64.Broadcast(0.0) - tanh, tanh, F64.Broadcast(1.0)) : tanh * caps;
            if (F64.WhereLess(square, largest) != (1u << F64.Count) - 1)
            {
                F64.Store(result, near);
                break;
            }
            F64.Store(result, values);
        }
        return values;
    }

    /// <summary>(tanh(u) / u - 1) / u^2 by powers of u^2, up to u = 0.2.</summary>
    private static ReadOnlySpan<double> Taylor =>
    [
        -0.3333333333333333, 0.13333333333333333, -0.05396825396825397, 0.021869488536155203, -0.008863235529902197, 0.003592128036572481,
        -0.0014558343870513183, 0.000590027440945586, -0.00023912911424355248, 9.691537956929451e-05,
    ];

    /// <summary>The same up to u = 1, with a relative error of tanh(u) of 2.8e-12.</summary>
    private static ReadOnlySpan<double> Minimax =>
    [
        -0.3333333329066345, 0.13333331230888912, -0.053967892941675324, 0.021866393765159964, -0.008847820601792494, 0.003543841120668285,
        -0.0013565251905869452, 0.00045294736103248346, -0.00011072868715194006, 1.3961729955852583e-05,
    ];

    // Inlined, its numbers become vectors in memory, each eight times as long, wherever they are used.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double* Coefficients(ReadOnlySpan<double> table) => (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(table));

    /// <summary>u^2 below which tanh(u) is a polynomial: of caps that do not make much of its error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double NearSquare(double cap) => cap <= 256.0 ? 1.0 : 0.0;

    // A function of its own: a loop would want all its constants in registers at once.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SlopesOfVector(double cap, double* values)
    {
        var one = F64.Broadcast(1.0);
        var largest = F64.Broadcast(LargestExponent);
        Argument(F64.Load(values), F64.Broadcast(0.0), F64.Broadcast(cap), out var u, out var uLow);
        var size = DoubledSize(u);
        Decay(size, DoubledLow(u, uLow), out var e, out var eLow);
        var root = one + e;
        var rootLow = (e - (root - one)) + eLow;
        var square = root * root;
        var squareLow = F64.Fma(root, root, F64.Broadcast(0.0) - square) + (root + root) * rootLow;
        Quotient(e, eLow, square, squareLow, out var slope, out var rest);
        F64.Store(F64.SelectWhereLess(largest, size, F64.Broadcast(0.0), (slope + rest) * F64.Broadcast(4.0)), values);
    }

    internal static double Slope(RowSource* source, double value)
    {
        var block = stackalloc double[WideBlock.Size];
        for (var i = 0; i < WideBlock.Size; i++)
            block[i] = value;
        Slopes(source, block, WideBlock.Size);
        return block[0];
    }

    /// <summary>x, in two parts or one, times one over the temperature, of which some power of two is left for later where it is huge or tiny.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Divide(RowSource* source, double* x, double* lows, double* high, double* low, long count)
    {
        // 2^300 and its inverse.
        var size = Math.Abs(source->Temperature);
        var power = size < 1e-280 ? 2.037035976334486e+90 : size > 1e280 ? 4.909093465297727e-91 : 1.0;
        var divisor = source->Temperature * power;
        var gain = 1.0 / divisor;
        var gains = F64.Broadcast(gain);
        var gainLows = F64.Broadcast(ScalarMath.Fma(-gain, divisor, 1.0) / divisor);
        var powers = F64.Broadcast(power);
        for (long i = 0; i < count; i += F64.Count)
        {
            var a = F64.Load(x + i);
            var aLow = lows == null ? F64.Broadcast(0.0) : F64.Load(lows + i);
            var quotient = a * gains;
            var rest = F64.Fma(a, gains, F64.Broadcast(0.0) - quotient) + ((a * gainLows) + (aLow * gains));
            StoreFinite(quotient * powers, rest * powers, high, low, i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CapVector(double cap, double* high, double* low)
    {
        var coefficients = Coefficients(Taylor);
        var caps = F64.Broadcast(cap);
        Argument(F64.Load(high), F64.Load(low), caps, out var u, out var uLow);
        Tanh(u, uLow, coefficients, out var t, out var tLow);
        var product = caps * t;
        var rest = F64.Fma(caps, t, F64.Broadcast(0.0) - product) + (caps * tLow);
        StoreCapped(u, product, rest, high, low);
    }

    /// <summary>In the place of z, but where u is so small that a cap changes nothing, as such a quotient may have lost digits.</summary>
    // More than the compiler inlines into one function.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreCapped(F64 u, F64 value, F64 rest, double* high, double* low)
    {
        var size = DoubledSize(u);
        var limit = F64.Broadcast(Smallest);
        value = F64.SelectWhereLess(size, limit, F64.Load(high), value);
        rest = F64.SelectWhereLess(size, limit, F64.Load(low), rest);
        StoreFinite(value, rest, high, low, 0);
    }

    /// <summary>u = z / cap, whose second part is 0 where it is not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Argument(F64 z, F64 zLow, F64 cap, out F64 u, out F64 uLow)
    {
        Quotient(z, zLow, cap, F64.Broadcast(0.0), out u, out uLow);
        uLow = F64.SelectWhereEqual(u - u, F64.Broadcast(0.0), uLow, F64.Broadcast(0.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tanh(F64 u, F64 uLow, double* coefficients, out F64 high, out F64 low)
    {
        var zero = F64.Broadcast(0.0);
        var one = F64.Broadcast(1.0);
        // Of the size of u, with its sign put back at the end.
        Decay(DoubledSize(u), DoubledLow(u, uLow), out var e, out var eLow);
        var above = one - e;
        var aboveLow = (one - above - e) - eLow;
        var below = one + e;
        var belowLow = (e - (below - one)) + eLow;
        Quotient(above, aboveLow, below, belowLow, out var large, out var largeLow);
        large = F64.SelectWhereLess(u, zero, zero - large, large);
        largeLow = F64.SelectWhereLess(u, zero, zero - largeLow, largeLow);

        var square = u * u;
        var q = Horner<F64>.Degree9(square, coefficients);
        var small = u + F64.Fma(u * square, q, uLow - (uLow * square));
        var smallLow = (u - small) + F64.Fma(u * square, q, uLow - (uLow * square));
        var limit = F64.Broadcast(0.4);
        var size = DoubledSize(u);
        high = F64.SelectWhereLess(size, limit, small, large);
        low = F64.SelectWhereLess(size, limit, smallLow, largeLow);
    }

    /// <summary>2 abs(u), and NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F64 DoubledSize(F64 u)
    {
        var doubled = u + u;
        return F64.SelectWhereLess(doubled, F64.Broadcast(0.0), F64.Broadcast(0.0) - doubled, doubled);
    }

    /// <summary>The second part of 2 abs(u).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F64 DoubledLow(F64 u, F64 uLow)
    {
        var zero = F64.Broadcast(0.0);
        var low = F64.SelectWhereLess(u, zero, zero - uLow, uLow);
        return low + low;
    }

    /// <summary>exp(-size), not less than the smallest normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Decay(F64 size, F64 sizeLow, out F64 high, out F64 low)
    {
        var zero = F64.Broadcast(0.0);
        var largest = F64.Broadcast(LargestExponent);
        var bounded = F64.SelectWhereLess(largest, size, largest, size);
        sizeLow = F64.SelectWhereLess(largest, size, zero, sizeLow);
        ExpAccurate<F64>.Exp(zero - bounded, zero - sizeLow, out high, out low, out var exponent);
        var power = F64.ShiftLeft(F64.Broadcast(6755399441055744.0 + 1023.0) + exponent, 52);
        high = high * power;
        low = low * power;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quotient(F64 a, F64 aLow, F64 b, F64 bLow, out F64 high, out F64 low)
    {
        var quotient = a / b;
        var rest = F64.Fma(F64.Broadcast(0.0) - quotient, b, a) + F64.Fma(F64.Broadcast(0.0) - quotient, bLow, aLow);
        high = quotient;
        low = rest / b;
    }

    /// <summary>Normalized; the second part of what is not finite is 0. Rounded where there is no place for a second part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFinite(F64 value, F64 rest, double* high, double* low, long i)
    {
        var zero = F64.Broadcast(0.0);
        var isFinite = value - value;
        rest = F64.SelectWhereEqual(isFinite, zero, rest, zero);
        var sum = value + rest;
        F64.Store(sum, high + i);
        if (low != null)
            F64.Store(F64.SelectWhereEqual(isFinite, zero, rest - (sum - value), zero), low + i);
    }
}
