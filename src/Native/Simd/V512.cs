// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NativeLoss.Native.Simd;

/// <summary>One 512-bit vector.</summary>
internal readonly unsafe struct V512<T>(Vector512<T> value) : IVector<V512<T>, T>
    where T : unmanaged
{
    private readonly Vector512<T> v = value;

    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> Load(T* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(V512<T> value, T* destination) => value.v.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreAside(V512<T> value, T* destination) => value.v.StoreAlignedNonTemporal(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T First(V512<T> value) => value.v.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> operator +(V512<T> a, V512<T> b) => new(a.v + b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> operator -(V512<T> a, V512<T> b) => new(a.v - b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> operator *(V512<T> a, V512<T> b) => new(a.v * b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> operator /(V512<T> a, V512<T> b) => new(a.v / b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> Fma(V512<T> a, V512<T> b, V512<T> c) => new(typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(a.v.AsSingle(), b.v.AsSingle(), c.v.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(a.v.AsDouble(), b.v.AsDouble(), c.v.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> Sqrt(V512<T> a) => new(Vector512.Sqrt(a.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> MaxOrSecond(V512<T> a, V512<T> b)
    {
        // The instruction itself: the portable Max orders NaN and signed zeros and costs three.
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
            return new(Avx512F.Max(a.v.AsSingle(), b.v.AsSingle()).As<float, T>());
        if (typeof(T) == typeof(double) && Avx512F.IsSupported)
            return new(Avx512F.Max(a.v.AsDouble(), b.v.AsDouble()).As<double, T>());
        return new(Vector512.ConditionalSelect(Vector512.GreaterThan(a.v, b.v), a.v, b.v));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> SelectWhereEqual(V512<T> a, V512<T> b, V512<T> ifTrue, V512<T> ifFalse) => new(Vector512.ConditionalSelect(Vector512.Equals(a.v, b.v), ifTrue.v, ifFalse.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> SelectWhereLess(V512<T> a, V512<T> b, V512<T> ifTrue, V512<T> ifFalse) => new(Vector512.ConditionalSelect(Vector512.LessThan(a.v, b.v), ifTrue.v, ifFalse.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint WhereLess(V512<T> a, V512<T> b) => (uint)Vector512.LessThan(a.v, b.v).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> ShiftLeft(V512<T> bits, int count) => new(typeof(T) == typeof(float)
        ? Vector512.ShiftLeft(bits.v.AsInt32(), count).As<int, T>()
        : Vector512.ShiftLeft(bits.v.AsInt64(), count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> ShiftRight(V512<T> bits, int count) => new(typeof(T) == typeof(float)
        ? Vector512.ShiftRightLogical(bits.v.AsInt32(), count).As<int, T>()
        : Vector512.ShiftRightLogical(bits.v.AsInt64(), count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> AddBits(V512<T> a, V512<T> b) => new(typeof(T) == typeof(float)
        ? (a.v.AsInt32() + b.v.AsInt32()).As<int, T>()
        : (a.v.AsInt64() + b.v.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> And(V512<T> a, V512<T> b) => new(a.v & b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> Or(V512<T> a, V512<T> b) => new(a.v | b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> OrDifferences(V512<T> bits, V512<T> a, V512<T> b) =>
        new(Avx512F.TernaryLogic(bits.v.AsUInt32(), a.v.AsUInt32(), b.v.AsUInt32(), 0xF6).As<uint, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyBits(V512<T> bits) => bits.v.AsInt32() != Vector512<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IndexOfEqual(V512<T> a, V512<T> b)
    {
        var equal = Vector512.Equals(a.v, b.v).ExtractMostSignificantBits();
        return equal == 0 ? -1 : BitOperations.TrailingZeroCount(equal);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(V512<T> a) => V256<T>.Max(V256<T>.MaxOrSecond(new(a.v.GetLower()), new(a.v.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(V512<T> a) => V256<T>.Sum(new V256<T>(a.v.GetLower()) + new V256<T>(a.v.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> LoadTable(T* table) => new(Vector512.Load(table));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> Lookup8(T* table, V512<T> entries, V512<T> bits)
    {
        // The permutation reads the low four bits of an index: which of the two tables does not matter.
        if (Avx512F.IsSupported)
            return new(Avx512F.PermuteVar16x32(entries.v.AsSingle(), bits.v.AsInt32()).As<float, T>());
        return new(Vector512.Shuffle(entries.v.AsSingle(), bits.v.AsInt32() & Vector512.Create(15)).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(V512<T> lanes, double* high, double* low)
    {
        if (typeof(T) == typeof(float))
        {
            var upper = high + Vector512<double>.Count;
            (Vector512.Load(high) + Vector512.WidenLower(lanes.v.AsSingle())).Store(high);
            (Vector512.Load(upper) + Vector512.WidenUpper(lanes.v.AsSingle())).Store(upper);
        }
        else
        {
            var a = Vector512.Load(high);
            var b = lanes.v.AsDouble();
            var sum = a + b;
            var b1 = sum - a;
            (Vector512.Load(low) + ((a - (sum - b1)) + (b - b1))).Store(low);
            sum.Store(high);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSumTo(V512<T> a, V512<T> b, double* wide)
    {
        var upper = wide + Vector512<double>.Count;
        (Vector512.Load(wide) + (Vector512.WidenLower(a.v.AsSingle()) + Vector512.WidenLower(b.v.AsSingle()))).Store(wide);
        (Vector512.Load(upper) + (Vector512.WidenUpper(a.v.AsSingle()) + Vector512.WidenUpper(b.v.AsSingle()))).Store(upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> LoadNarrow(double* source)
    {
        if (typeof(T) == typeof(double))
            return new(Vector512.Load(source).As<double, T>());
        return new(Vector512.Narrow(Vector512.Load(source), Vector512.Load(source + Vector512<double>.Count)).As<float, T>());
    }

    // Of 512 bits the class library has no such instruction yet.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> LoadPart(float* source, int count, V512<T> rest)
    {
        var half = Vector256<float>.Count;
        var lower = V256<float>.LoadPart(source, count, rest.v.AsSingle().GetLower());
        var upper = V256<float>.LoadPart(source + half, count - half, rest.v.AsSingle().GetUpper());
        // Created from both at once it would go through memory.
        return new(lower.ToVector512Unsafe().WithUpper(upper).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> LoadSingles(float* source) => new(Vector512.WidenLower(Vector256.Load(source).ToVector512Unsafe()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreWide(V512<T> value, double* destination)
    {
        if (typeof(T) == typeof(double))
        {
            value.v.AsDouble().Store(destination);
            return;
        }
        Vector512.WidenLower(value.v.AsSingle()).Store(destination);
        Vector512.WidenUpper(value.v.AsSingle()).Store(destination + Vector512<double>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> ScaleDifference(V512<T> a, double* wide, double factor)
    {
        var factors = Vector512.Create(factor);
        var lower = (Vector512.WidenLower(a.v.AsSingle()) - Vector512.Load(wide)) * factors;
        var upper = (Vector512.WidenUpper(a.v.AsSingle()) - Vector512.Load(wide + Vector512<double>.Count)) * factors;
        return new(Vector512.Narrow(lower, upper).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> MultiplyDifference(float* a, float* b, double* wide)
    {
        var half = Vector512<double>.Count;
        var lower = Vector512.FusedMultiplyAdd(V512<double>.LoadSingles(a).v, V512<double>.LoadSingles(b).v - Vector512.Load(wide), Vector512<double>.Zero);
        var upper = Vector512.FusedMultiplyAdd(
            V512<double>.LoadSingles(a + half).v, V512<double>.LoadSingles(b + half).v - Vector512.Load(wide + half), Vector512<double>.Zero);
        return new(Vector512.Narrow(lower, upper).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(float* block)
    {
        if (!Avx512F.IsSupported)
        {
            Squares.Transpose(block, Count);
            return;
        }
        // Within 128 bits: rows i to i + 3 become columns k, k + 4, k + 8 and k + 12 of those rows, for k from 0 to 3.
        for (var i = 0; i < 16; i += 4)
        {
            var a = Vector512.Load(block + (16 * i));
            var b = Vector512.Load(block + (16 * i) + 16);
            var c = Vector512.Load(block + (16 * i) + 32);
            var d = Vector512.Load(block + (16 * i) + 48);
            var low = Avx512F.UnpackLow(a, c);
            var lowMore = Avx512F.UnpackLow(b, d);
            var high = Avx512F.UnpackHigh(a, c);
            var highMore = Avx512F.UnpackHigh(b, d);
            Avx512F.UnpackLow(low, lowMore).Store(block + (16 * i));
            Avx512F.UnpackHigh(low, lowMore).Store(block + (16 * i) + 16);
            Avx512F.UnpackLow(high, highMore).Store(block + (16 * i) + 32);
            Avx512F.UnpackHigh(high, highMore).Store(block + (16 * i) + 48);
        }
        for (var k = 0; k < 4; k++)
        {
            var a = Vector512.Load(block + (16 * k));
            var b = Vector512.Load(block + 64 + (16 * k));
            var c = Vector512.Load(block + 128 + (16 * k));
            var d = Vector512.Load(block + 192 + (16 * k));
            var even = Avx512F.Shuffle4x128(a, b, 0x88);
            var odd = Avx512F.Shuffle4x128(a, b, 0xDD);
            var evenMore = Avx512F.Shuffle4x128(c, d, 0x88);
            var oddMore = Avx512F.Shuffle4x128(c, d, 0xDD);
            Avx512F.Shuffle4x128(even, evenMore, 0x88).Store(block + (16 * k));
            Avx512F.Shuffle4x128(odd, oddMore, 0x88).Store(block + 64 + (16 * k));
            Avx512F.Shuffle4x128(even, evenMore, 0xDD).Store(block + 128 + (16 * k));
            Avx512F.Shuffle4x128(odd, oddMore, 0xDD).Store(block + 192 + (16 * k));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> LoadHalves(ushort* source) => new(Vector512.WidenLower(Vector256.Load(source).ToVector512Unsafe()).As<uint, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreHalves(V512<T> bits, ushort* destination) => Vector512.Narrow(bits.v.AsUInt32(), bits.v.AsUInt32()).GetLower().Store(destination);
}
