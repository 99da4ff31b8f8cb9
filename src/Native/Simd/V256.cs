// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NativeLoss.Native.Simd;

/// <summary>One 256-bit vector.</summary>
internal readonly unsafe struct V256<T>(Vector256<T> value) : IVector<V256<T>, T>
    where T : unmanaged
{
    private readonly Vector256<T> v = value;

    public static int Count => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> Broadcast(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> Load(T* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(V256<T> value, T* destination) => value.v.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreAside(V256<T> value, T* destination) => value.v.StoreAlignedNonTemporal(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T First(V256<T> value) => value.v.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> operator +(V256<T> a, V256<T> b) => new(a.v + b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> operator -(V256<T> a, V256<T> b) => new(a.v - b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> operator *(V256<T> a, V256<T> b) => new(a.v * b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> operator /(V256<T> a, V256<T> b) => new(a.v / b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> Fma(V256<T> a, V256<T> b, V256<T> c) => new(typeof(T) == typeof(float)
        ? Vector256.FusedMultiplyAdd(a.v.AsSingle(), b.v.AsSingle(), c.v.AsSingle()).As<float, T>()
        : Vector256.FusedMultiplyAdd(a.v.AsDouble(), b.v.AsDouble(), c.v.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> Sqrt(V256<T> a) => new(Vector256.Sqrt(a.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> MaxOrSecond(V256<T> a, V256<T> b)
    {
        // The instruction itself: the portable Max orders NaN and signed zeros and costs three.
        if (typeof(T) == typeof(float) && Avx.IsSupported)
            return new(Avx.Max(a.v.AsSingle(), b.v.AsSingle()).As<float, T>());
        if (typeof(T) == typeof(double) && Avx.IsSupported)
            return new(Avx.Max(a.v.AsDouble(), b.v.AsDouble()).As<double, T>());
        return new(Vector256.ConditionalSelect(Vector256.GreaterThan(a.v, b.v), a.v, b.v));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> SelectWhereEqual(V256<T> a, V256<T> b, V256<T> ifTrue, V256<T> ifFalse) => Select(Vector256.Equals(a.v, b.v), ifTrue, ifFalse);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> SelectWhereLess(V256<T> a, V256<T> b, V256<T> ifTrue, V256<T> ifFalse) => Select(Vector256.LessThan(a.v, b.v), ifTrue, ifFalse);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint WhereLess(V256<T> a, V256<T> b) => (uint)Vector256.LessThan(a.v, b.v).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> ShiftLeft(V256<T> bits, int count) => new(typeof(T) == typeof(float)
        ? Vector256.ShiftLeft(bits.v.AsInt32(), count).As<int, T>()
        : Vector256.ShiftLeft(bits.v.AsInt64(), count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> ShiftRight(V256<T> bits, int count) => new(typeof(T) == typeof(float)
        ? Vector256.ShiftRightLogical(bits.v.AsInt32(), count).As<int, T>()
        : Vector256.ShiftRightLogical(bits.v.AsInt64(), count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> AddBits(V256<T> a, V256<T> b) => new(typeof(T) == typeof(float)
        ? (a.v.AsInt32() + b.v.AsInt32()).As<int, T>()
        : (a.v.AsInt64() + b.v.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> And(V256<T> a, V256<T> b) => new(a.v & b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> Or(V256<T> a, V256<T> b) => new(a.v | b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> OrDifferences(V256<T> bits, V256<T> a, V256<T> b) => new(bits.v | (a.v ^ b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyBits(V256<T> bits) => bits.v.AsInt32() != Vector256<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IndexOfEqual(V256<T> a, V256<T> b)
    {
        var equal = Vector256.Equals(a.v, b.v).ExtractMostSignificantBits();
        return equal == 0 ? -1 : BitOperations.TrailingZeroCount(equal);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(V256<T> a) => V128<T, HardwareFma>.Max(
        V128<T, HardwareFma>.MaxOrSecond(new(a.v.GetLower()), new(a.v.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(V256<T> a) => V128<T, HardwareFma>.Sum(
        new V128<T, HardwareFma>(a.v.GetLower()) + new V128<T, HardwareFma>(a.v.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> LoadTable(T* table) => new(Vector256.Load(table));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> Lookup8(T* table, V256<T> entries, V256<T> bits)
    {
        // The permutation reads the low three bits of an index.
        if (Avx2.IsSupported)
            return new(Avx2.PermuteVar8x32(entries.v.AsSingle(), bits.v.AsInt32()).As<float, T>());
        return new(Vector256.Shuffle(entries.v.AsSingle(), bits.v.AsInt32() & Vector256.Create(7)).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(V256<T> lanes, double* high, double* low)
    {
        if (typeof(T) == typeof(float))
        {
            var upper = high + Vector256<double>.Count;
            (Vector256.Load(high) + Vector256.WidenLower(lanes.v.AsSingle())).Store(high);
            (Vector256.Load(upper) + Vector256.WidenUpper(lanes.v.AsSingle())).Store(upper);
        }
        else
        {
            var a = Vector256.Load(high);
            var b = lanes.v.AsDouble();
            var sum = a + b;
            var b1 = sum - a;
            (Vector256.Load(low) + ((a - (sum - b1)) + (b - b1))).Store(low);
            sum.Store(high);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSumTo(V256<T> a, V256<T> b, double* wide)
    {
        var upper = wide + Vector256<double>.Count;
        (Vector256.Load(wide) + (Vector256.WidenLower(a.v.AsSingle()) + Vector256.WidenLower(b.v.AsSingle()))).Store(wide);
        (Vector256.Load(upper) + (Vector256.WidenUpper(a.v.AsSingle()) + Vector256.WidenUpper(b.v.AsSingle()))).Store(upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> LoadNarrow(double* source)
    {
        if (typeof(T) == typeof(double))
            return new(Vector256.Load(source).As<double, T>());
        return new(Vector256.Narrow(Vector256.Load(source), Vector256.Load(source + Vector256<double>.Count)).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> LoadPart(float* source, int count, V256<T> rest) => new(LoadPart(source, count, rest.v.AsSingle()).As<float, T>());

    /// <summary>See <see cref="IVector{TSelf, T}.LoadPart"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> LoadPart(float* source, int count, Vector256<float> rest)
    {
        if (Avx.IsSupported)
        {
            var there = Vector256.GreaterThan(Vector256.Create(count), Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7)).AsSingle();
            return Vector256.ConditionalSelect(there, Avx.MaskLoad(source, there), rest);
        }
        for (var i = 0; i < Vector256<float>.Count && i < count; i++)
            rest = rest.WithElement(i, source[i]);
        return rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> LoadSingles(float* source) => new(Vector256.WidenLower(Vector128.Load(source).ToVector256Unsafe()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreWide(V256<T> value, double* destination)
    {
        if (typeof(T) == typeof(double))
        {
            value.v.AsDouble().Store(destination);
            return;
        }
        Vector256.WidenLower(value.v.AsSingle()).Store(destination);
        Vector256.WidenUpper(value.v.AsSingle()).Store(destination + Vector256<double>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> ScaleDifference(V256<T> a, double* wide, double factor)
    {
        var factors = Vector256.Create(factor);
        var lower = (Vector256.WidenLower(a.v.AsSingle()) - Vector256.Load(wide)) * factors;
        var upper = (Vector256.WidenUpper(a.v.AsSingle()) - Vector256.Load(wide + Vector256<double>.Count)) * factors;
        return new(Vector256.Narrow(lower, upper).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> MultiplyDifference(float* a, float* b, double* wide)
    {
        var half = Vector256<double>.Count;
        var lower = Vector256.FusedMultiplyAdd(V256<double>.LoadSingles(a).v, V256<double>.LoadSingles(b).v - Vector256.Load(wide), Vector256<double>.Zero);
        var upper = Vector256.FusedMultiplyAdd(
            V256<double>.LoadSingles(a + half).v, V256<double>.LoadSingles(b + half).v - Vector256.Load(wide + half), Vector256<double>.Zero);
        return new(Vector256.Narrow(lower, upper).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(float* block)
    {
        if (!Avx.IsSupported)
        {
            Squares.Transpose(block, Count);
            return;
        }
        // Within 128 bits: rows i to i + 3 become columns 0 to 3 and 4 to 7 of those rows.
        for (var i = 0; i < 8; i += 4)
        {
            var a = Vector256.Load(block + (8 * i));
            var b = Vector256.Load(block + (8 * i) + 8);
            var c = Vector256.Load(block + (8 * i) + 16);
            var d = Vector256.Load(block + (8 * i) + 24);
            var low = Avx.UnpackLow(a, c);
            var lowMore = Avx.UnpackLow(b, d);
            var high = Avx.UnpackHigh(a, c);
            var highMore = Avx.UnpackHigh(b, d);
            Avx.UnpackLow(low, lowMore).Store(block + (8 * i));
            Avx.UnpackHigh(low, lowMore).Store(block + (8 * i) + 8);
            Avx.UnpackLow(high, highMore).Store(block + (8 * i) + 16);
            Avx.UnpackHigh(high, highMore).Store(block + (8 * i) + 24);
        }
        for (var i = 0; i < 4; i++)
        {
            var upper = Vector256.Load(block + (8 * i));
            var lower = Vector256.Load(block + 32 + (8 * i));
            Avx.Permute2x128(upper, lower, 0x20).Store(block + (8 * i));
            Avx.Permute2x128(upper, lower, 0x31).Store(block + 32 + (8 * i));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V256<T> LoadHalves(ushort* source) => new(Vector256.WidenLower(Vector128.Load(source).ToVector256Unsafe()).As<uint, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreHalves(V256<T> bits, ushort* destination) => Vector256.Narrow(bits.v.AsUInt32(), bits.v.AsUInt32()).GetLower().Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V256<T> Select(Vector256<T> mask, V256<T> ifTrue, V256<T> ifFalse)
    {
        // The instruction itself: of a mask that is used twice the compiler makes three.
        if (typeof(T) == typeof(float) && Avx.IsSupported)
            return new(Avx.BlendVariable(ifFalse.v.AsSingle(), ifTrue.v.AsSingle(), mask.AsSingle()).As<float, T>());
        if (typeof(T) == typeof(double) && Avx.IsSupported)
            return new(Avx.BlendVariable(ifFalse.v.AsDouble(), ifTrue.v.AsDouble(), mask.AsDouble()).As<double, T>());
        return new(Vector256.ConditionalSelect(mask, ifTrue.v, ifFalse.v));
    }
}
