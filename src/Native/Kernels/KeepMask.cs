// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>A mask of bytes, of which 0 leaves a class out: its logit is -inf.</summary>
internal static unsafe class KeepMask
{
    private const int Nothing = unchecked((int)0xFF80_0000);
    private const long WideNothing = unchecked((long)0xFFF0_0000_0000_0000);

    /// <summary>Of logits in f32 or f64, in place; the mask's elements lie step apart.</summary>
    // Without a branch, which would be guessed wrong wherever a mask is irregular.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Apply(byte* keep, long step, long count, ElementType type, void* values)
    {
        long i = 0;
        for (; Effort.IsWorthIt && type == ElementType.F32 && step == 1 && i + Vector128<byte>.Count <= count; i += Vector128<byte>.Count)
        {
            var (first, second) = Vector128.Widen(Vector128.Equals(Vector128.Load(keep + i), Vector128<byte>.Zero).AsSByte());
            Apply(first, (float*)values + i);
            Apply(second, (float*)values + i + Vector128<short>.Count);
        }
        for (; i < count; i++)
        {
            var isGone = ((long)keep[i * step] - 1) >> 63;
            if (type == ElementType.F32)
                ((int*)values)[i] = (((int*)values)[i] & ~(int)isGone) | (Nothing & (int)isGone);
            else
                ((long*)values)[i] = (((long*)values)[i] & ~isGone) | (WideNothing & isGone);
        }
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
