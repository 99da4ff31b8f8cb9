// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NativeLoss.Native.Simd;

/// <summary>The steps of transposing blocks of f32: four vectors at a time, within each 128 bits of them and across these.</summary>
internal static unsafe class Quads
{
    /// <summary>Four rows of four elements to four columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Transpose(float* block)
    {
        var a = Vector128.Load(block);
        var b = Vector128.Load(block + 4);
        var c = Vector128.Load(block + 8);
        var d = Vector128.Load(block + 12);
        var low = Low(a, c);
        var lowMore = Low(b, d);
        var high = High(a, c);
        var highMore = High(b, d);
        Low(low, lowMore).Store(block);
        High(low, lowMore).Store(block + 4);
        Low(high, highMore).Store(block + 8);
        High(high, highMore).Store(block + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) => Sse.IsSupported
        ? Sse.UnpackLow(a, b)
        : Vector128.Create(a.ToScalar(), b.ToScalar(), a.GetElement(1), b.GetElement(1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) => Sse.IsSupported
        ? Sse.UnpackHigh(a, b)
        : Vector128.Create(a.GetElement(2), b.GetElement(2), a.GetElement(3), b.GetElement(3));
}
