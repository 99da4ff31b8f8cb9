// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NativeLoss.Native.Simd;

/// <summary>One 128-bit vector. How it multiplies and adds in one rounding is a type argument: SSE has no instruction for it.</summary>
internal readonly unsafe struct V128<T, TFma>(Vector128<T> value) : IVector<V128<T, TFma>, T>
    where T : unmanaged
    where TFma : struct, IFma
{
    private readonly Vector128<T> v = value;

    public static int Count => Vector128<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> Broadcast(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> Load(T* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(V128<T, TFma> value, T* destination) => value.v.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreAside(V128<T, TFma> value, T* destination) => value.v.StoreAlignedNonTemporal(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T First(V128<T, TFma> value) => value.v.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> operator +(V128<T, TFma> a, V128<T, TFma> b) => new(a.v + b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> operator -(V128<T, TFma> a, V128<T, TFma> b) => new(a.v - b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> operator *(V128<T, TFma> a, V128<T, TFma> b) => new(a.v * b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> operator /(V128<T, TFma> a, V128<T, TFma> b) => new(a.v / b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> Fma(V128<T, TFma> a, V128<T, TFma> b, V128<T, TFma> c) => new(TFma.Fma(a.v, b.v, c.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> Sqrt(V128<T, TFma> a) => new(Vector128.Sqrt(a.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> MaxOrSecond(V128<T, TFma> a, V128<T, TFma> b)
    {
        return new(Vector128.ConditionalSelect(Vector128.GreaterThan(a.v, b.v), a.v, b.v));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> SelectWhereEqual(V128<T, TFma> a, V128<T, TFma> b, V128<T, TFma> ifTrue, V128<T, TFma> ifFalse) => new(Vector128.ConditionalSelect(Vector128.Equals(a.v, b.v), ifTrue.v, ifFalse.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> SelectWhereLess(V128<T, TFma> a, V128<T, TFma> b, V128<T, TFma> ifTrue, V128<T, TFma> ifFalse) => new(Vector128.ConditionalSelect(Vector128.LessThan(a.v, b.v), ifTrue.v, ifFalse.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint WhereLess(V128<T, TFma> a, V128<T, TFma> b) => (uint)Vector128.LessThan(a.v, b.v).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> ShiftLeft(V128<T, TFma> bits, int count) => new(typeof(T) == typeof(float)
        ? Vector128.ShiftLeft(bits.v.AsInt32(), count).As<int, T>()
        : Vector128.ShiftLeft(bits.v.AsInt64(), count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> ShiftRight(V128<T, TFma> bits, int count) => new(typeof(T) == typeof(float)
        ? Vector128.ShiftRightLogical(bits.v.AsInt32(), count).As<int, T>()
        : Vector128.ShiftRightLogical(bits.v.AsInt64(), count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> AddBits(V128<T, TFma> a, V128<T, TFma> b) => new(typeof(T) == typeof(float)
        ? (a.v.AsInt32() + b.v.AsInt32()).As<int, T>()
        : (a.v.AsInt64() + b.v.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> And(V128<T, TFma> a, V128<T, TFma> b) => new(a.v & b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> Or(V128<T, TFma> a, V128<T, TFma> b) => new(a.v | b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> OrDifferences(V128<T, TFma> bits, V128<T, TFma> a, V128<T, TFma> b) => new(bits.v | (a.v ^ b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyBits(V128<T, TFma> bits) => bits.v.AsInt32() != Vector128<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IndexOfEqual(V128<T, TFma> a, V128<T, TFma> b)
    {
        var equal = Vector128.Equals(a.v, b.v).ExtractMostSignificantBits();
        return equal == 0 ? -1 : BitOperations.TrailingZeroCount(equal);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(V128<T, TFma> a)
    {
        a = MaxOrSecond(a, new(Halves<T>.Swap(a.v)));
        return First(MaxOrSecond(a, new(Halves<T>.SwapWithin(a.v))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(V128<T, TFma> a)
    {
        a += new V128<T, TFma>(Halves<T>.Swap(a.v));
        return First(typeof(T) == typeof(double) ? a : a + new V128<T, TFma>(Halves<T>.SwapWithin(a.v)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> LoadTable(T* table) => new(Vector128.Load(table));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> Lookup8(T* table, V128<T, TFma> entries, V128<T, TFma> bits)
    {
        var index = bits.v.AsInt32() & Vector128.Create(7);
        var t = (float*)table;
        return new(Vector128.Create(t[index.ToScalar()], t[index.GetElement(1)], t[index.GetElement(2)], t[index.GetElement(3)]).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(V128<T, TFma> lanes, double* high, double* low)
    {
        if (typeof(T) == typeof(float))
        {
            var upper = high + Vector128<double>.Count;
            (Vector128.Load(high) + Vector128.WidenLower(lanes.v.AsSingle())).Store(high);
            (Vector128.Load(upper) + Vector128.WidenUpper(lanes.v.AsSingle())).Store(upper);
        }
        else
        {
            var a = Vector128.Load(high);
            var b = lanes.v.AsDouble();
            var sum = a + b;
            var b1 = sum - a;
            (Vector128.Load(low) + ((a - (sum - b1)) + (b - b1))).Store(low);
            sum.Store(high);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSumTo(V128<T, TFma> a, V128<T, TFma> b, double* wide)
    {
        var upper = wide + Vector128<double>.Count;
        (Vector128.Load(wide) + (Vector128.WidenLower(a.v.AsSingle()) + Vector128.WidenLower(b.v.AsSingle()))).Store(wide);
        (Vector128.Load(upper) + (Vector128.WidenUpper(a.v.AsSingle()) + Vector128.WidenUpper(b.v.AsSingle()))).Store(upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> LoadNarrow(double* source)
    {
        if (typeof(T) == typeof(double))
            return new(Vector128.Load(source).As<double, T>());
        return new(Vector128.Narrow(Vector128.Load(source), Vector128.Load(source + Vector128<double>.Count)).As<float, T>());
    }

    public static V128<T, TFma> LoadPart(float* source, int count, V128<T, TFma> rest)
    {
        var part = rest.v.AsSingle();
        for (var i = 0; i < Count && i < count; i++)
            part = part.WithElement(i, source[i]);
        return new(part.As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> LoadSingles(float* source) => new(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(double*)source).AsSingle()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreWide(V128<T, TFma> value, double* destination)
    {
        if (typeof(T) == typeof(double))
        {
            value.v.AsDouble().Store(destination);
            return;
        }
        Vector128.WidenLower(value.v.AsSingle()).Store(destination);
        Vector128.WidenUpper(value.v.AsSingle()).Store(destination + Vector128<double>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> ScaleDifference(V128<T, TFma> a, double* wide, double factor)
    {
        var factors = Vector128.Create(factor);
        var lower = (Vector128.WidenLower(a.v.AsSingle()) - Vector128.Load(wide)) * factors;
        var upper = (Vector128.WidenUpper(a.v.AsSingle()) - Vector128.Load(wide + Vector128<double>.Count)) * factors;
        return new(Vector128.Narrow(lower, upper).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> MultiplyDifference(float* a, float* b, double* wide)
    {
        var one = Vector128.Load(a);
        var two = Vector128.Load(b);
        var lower = (Vector128.WidenLower(one) * (Vector128.WidenLower(two) - Vector128.Load(wide))) + Vector128<double>.Zero;
        var upper = (Vector128.WidenUpper(one) * (Vector128.WidenUpper(two) - Vector128.Load(wide + Vector128<double>.Count))) + Vector128<double>.Zero;
        return new(Vector128.Narrow(lower, upper).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(float* block) => Quads.Transpose(block);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V128<T, TFma> LoadHalves(ushort* source) => new(Vector128.WidenLower(Vector64.Load(source).ToVector128Unsafe()).As<uint, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreHalves(V128<T, TFma> bits, ushort* destination) => Vector128.Narrow(bits.v.AsUInt32(), bits.v.AsUInt32()).GetLower().Store(destination);
}
