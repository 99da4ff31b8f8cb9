// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// What follows from e = exp(-|z|), each with full relative accuracy on both sides of 0; for all losses that are built on the sigmoid. What is
/// prepared of z, behind the elements of a block: 1 / (1 + e), e / (1 + e), and for the logarithms log(1 + e).
/// </summary>
internal readonly unsafe struct Logistic(ElementBlock* block, int lane, DdF64 z)
{
    /// <summary>log(1 + exp(z)) = -log sigmoid(-z).</summary>
    internal DdF64 Softplus
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => DdF64.Positive(z) + *ElementBlock.Kept(block->Y, lane);
    }

    /// <summary>log(1 + exp(-z)) = -log sigmoid(z).</summary>
    internal DdF64 SoftplusOfMinus
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => DdF64.Positive(-z) + *ElementBlock.Kept(block->Y, lane);
    }

    internal DdF64 Sigmoid
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => DdF64.SelectWhereLess(z.High, F64Short.Broadcast(0.0), *ElementBlock.Kept(block->Weight, lane), *ElementBlock.Kept(block->Other, lane));
    }

    internal DdF64 SigmoidOfMinus
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => DdF64.SelectWhereLess(z.High, F64Short.Broadcast(0.0), *ElementBlock.Kept(block->Other, lane), *ElementBlock.Kept(block->Weight, lane));
    }

    /// <summary>Of the inputs. sigmoidsOnly: without the logarithms.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Prepare(ElementBlock* block, int length, bool sigmoidsOnly)
    {
        for (var lane = 0; lane < length; lane += F64Short.Count)
            Decay(block, lane, F64Short.Load(block->X + lane));
        PrepareDecayed(block, length, sigmoidsOnly);
    }

    /// <summary>The logarithm of e, of one vector of z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Decay(ElementBlock* block, int lane, in DdF64 z) => *ElementBlock.Kept(block->X, lane) = -DdF64.Abs(z);

    /// <summary>Of the logarithms of e.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void PrepareDecayed(ElementBlock* block, int length, bool sigmoidsOnly)
    {
        ElementBlock.Exp(block->X, length);
        var one = F64Short.Broadcast(1.0);
        for (var lane = 0; lane < length; lane += F64Short.Count)
        {
            var e = *ElementBlock.Kept(block->X, lane);
            var sum = DdF64.Sum(one, e.High);
            // The divisor is in [1, 2].
            var inverse = one / sum.High;
            var rest = F64Short.Fma(F64Short.Broadcast(0.0) - inverse, sum.High, one) - (inverse * (sum.Low + e.Low));
            var larger = new DdF64(inverse, rest * inverse);
            *ElementBlock.Kept(block->Other, lane) = larger;
            *ElementBlock.Kept(block->Weight, lane) = larger * e;
        }
        for (var lane = 0; lane < length && !sigmoidsOnly; lane += F64Short.Count)
            DdMath<F64Short>.Log1p(*ElementBlock.Kept(block->X, lane), out *ElementBlock.Kept(block->Y, lane));
    }
}
