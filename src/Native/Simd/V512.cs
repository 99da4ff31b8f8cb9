// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

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
    public static V512<T> OrXor(V512<T> a, V512<T> b, V512<T> c) => Avx512F.IsSupported
        ? new(Avx512F.TernaryLogic(a.v.AsInt64(), b.v.AsInt64(), c.v.AsInt64(), 0xF6).As<long, T>())
        : new(a.v | (b.v ^ c.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(V512<T> a) => V256<T>.Max(V256<T>.MaxOrSecond(new(a.v.GetLower()), new(a.v.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(V512<T> a) => V256<T>.Sum(new V256<T>(a.v.GetLower()) + new V256<T>(a.v.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> LoadTableLow(T* table) => new(Vector512.Load(table));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> LoadTableHigh(T* table) => new(Vector512.Load(table));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V512<T> Lookup16(T* table, V512<T> low, V512<T> high, V512<T> bits)
    {
        // The permutation reads only the low four bits of an index.
        if (Avx512F.IsSupported)
            return new(Avx512F.PermuteVar16x32(low.v.AsSingle(), bits.v.AsInt32()).As<float, T>());
        return new(Vector512.Shuffle(low.v.AsSingle(), bits.v.AsInt32() & Vector512.Create(15)).As<float, T>());
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
    public static V512<T> LoadNarrow(double* source)
    {
        if (typeof(T) == typeof(double))
            return new(Vector512.Load(source).As<double, T>());
        return new(Vector512.Narrow(Vector512.Load(source), Vector512.Load(source + Vector512<double>.Count)).As<float, T>());
    }

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
    public static V512<T> LoadHalves(ushort* source) => new(Vector512.WidenLower(Vector256.Load(source).ToVector512Unsafe()).As<uint, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreHalves(V512<T> bits, ushort* destination) => Vector512.Narrow(bits.v.AsUInt32(), bits.v.AsUInt32()).GetLower().Store(destination);
}
