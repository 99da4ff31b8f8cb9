// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
#if !ISA_NEON
using System.Runtime.Intrinsics.X86;
#endif

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

#if ISA_NEON
    // Of a processor's own operations the core library that all platforms are compiled against has those of x64 alone.
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) =>
        (Vector128.WidenLower(a.AsUInt32()) | (Vector128.WidenLower(b.AsUInt32()) << 32)).AsSingle();

    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) =>
        (Vector128.WidenUpper(a.AsUInt32()) | (Vector128.WidenUpper(b.AsUInt32()) << 32)).AsSingle();
#else
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) => Sse.UnpackLow(a, b);

    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) => Sse.UnpackHigh(a, b);
#endif
}
