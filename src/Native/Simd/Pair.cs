// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// Two vectors, their operations interleaved. Where every vector is one long chain of operations, the processor's scheduler holds a few of
/// them in program order, and waits; so it finds two.
/// </summary>
internal readonly unsafe struct Pair<TVec, T>(TVec first, TVec second) : ILanes<Pair<TVec, T>, T>
    where TVec : struct, ILanes<TVec, T>
    where T : unmanaged
{
    private readonly TVec first = first;
    private readonly TVec second = second;

    public static int Count => 2 * TVec.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TVec, T> Broadcast(T value) =>
        new(TVec.Broadcast(value), TVec.Broadcast(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TVec, T> Load(T* source) =>
        new(TVec.Load(source), TVec.Load(source + TVec.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Pair<TVec, T> value, T* destination)
    {
        TVec.Store(value.first, destination);
        TVec.Store(value.second, destination + TVec.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TVec, T> operator +(Pair<TVec, T> a, Pair<TVec, T> b) =>
        new(a.first + b.first, a.second + b.second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TVec, T> operator -(Pair<TVec, T> a, Pair<TVec, T> b) =>
        new(a.first - b.first, a.second - b.second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TVec, T> operator *(Pair<TVec, T> a, Pair<TVec, T> b) =>
        new(a.first * b.first, a.second * b.second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TVec, T> operator /(Pair<TVec, T> a, Pair<TVec, T> b) =>
        new(a.first / b.first, a.second / b.second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TVec, T> Fma(Pair<TVec, T> a, Pair<TVec, T> b, Pair<TVec, T> c) =>
        new(TVec.Fma(a.first, b.first, c.first), TVec.Fma(a.second, b.second, c.second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TVec, T> MaxOrSecond(Pair<TVec, T> a, Pair<TVec, T> b) =>
        new(TVec.MaxOrSecond(a.first, b.first), TVec.MaxOrSecond(a.second, b.second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TVec, T> SelectWhereLess(Pair<TVec, T> a, Pair<TVec, T> b, Pair<TVec, T> ifTrue, Pair<TVec, T> ifFalse) =>
        new(TVec.SelectWhereLess(a.first, b.first, ifTrue.first, ifFalse.first), TVec.SelectWhereLess(a.second, b.second, ifTrue.second, ifFalse.second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TVec, T> ShiftLeft(Pair<TVec, T> bits, int count) =>
        new(TVec.ShiftLeft(bits.first, count), TVec.ShiftLeft(bits.second, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TVec, T> ShiftRight(Pair<TVec, T> bits, int count) =>
        new(TVec.ShiftRight(bits.first, count), TVec.ShiftRight(bits.second, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TVec, T> AddBits(Pair<TVec, T> a, Pair<TVec, T> b) =>
        new(TVec.AddBits(a.first, b.first), TVec.AddBits(a.second, b.second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TVec, T> And(Pair<TVec, T> a, Pair<TVec, T> b) =>
        new(TVec.And(a.first, b.first), TVec.And(a.second, b.second));
}
