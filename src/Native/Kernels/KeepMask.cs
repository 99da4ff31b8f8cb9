// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>A mask of bytes, of which 0 leaves a class out: its logit is -inf.</summary>
internal static unsafe class KeepMask
{
    /// <summary>Of logits in f32, in place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Apply(byte* keep, long count, float* values)
    {
        long i = 0;
        // Without a branch, which would be guessed wrong wherever a mask is irregular.
        for (; Effort.IsWorthIt && i + Vector128<byte>.Count <= count; i += Vector128<byte>.Count)
        {
            var (first, second) = Vector128.Widen(Vector128.Equals(Vector128.Load(keep + i), Vector128<byte>.Zero).AsSByte());
            Apply(first, values + i);
            Apply(second, values + i + Vector128<short>.Count);
        }
        for (; i < count; i++)
            values[i] = keep[i] == 0 ? float.NegativeInfinity : values[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Apply(Vector128<short> gone, float* values)
    {
        var (first, second) = Vector128.Widen(gone);
        var nothing = Vector128.Create(float.NegativeInfinity);
        Vector128.ConditionalSelect(first.AsSingle(), nothing, Vector128.Load(values)).Store(values);
        values += Vector128<float>.Count;
        Vector128.ConditionalSelect(second.AsSingle(), nothing, Vector128.Load(values)).Store(values);
    }
}
