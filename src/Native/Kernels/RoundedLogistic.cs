// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// <see cref="Logistic"/> of elements of a stream in f64, for results with no more digits than f32. What is prepared of z: 1 / (1 + e) and
/// e / (1 + e) with e = exp(-|z|), and where the slopes will be, log(1 + e).
/// </summary>
internal readonly unsafe struct RoundedLogistic(F64Short z, F64Short larger, F64Short smaller, F64Short log)
{
    internal F64Short Softplus
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64Short.MaxOrSecond(z, F64Short.Broadcast(0.0)) + log;
    }

    internal F64Short SoftplusOfMinus
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64Short.MaxOrSecond(F64Short.Broadcast(0.0) - z, F64Short.Broadcast(0.0)) + log;
    }

    internal F64Short Sigmoid
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64Short.SelectWhereLess(z, F64Short.Broadcast(0.0), smaller, larger);
    }

    internal F64Short SigmoidOfMinus
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64Short.SelectWhereLess(z, F64Short.Broadcast(0.0), larger, smaller);
    }

    /// <summary>Of the inputs. sigmoidsOnly: without the logarithms.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Prepare(ElementBlock* block, nint count, bool sigmoidsOnly)
    {
        for (nint i = 0; i < count; i += F64Short.Count)
            F64Short.Store(MinusAbs(F64Short.LoadSingles(block->Inputs + i)), block->X + i);
        PrepareX(block, count, sigmoidsOnly);
    }

    /// <summary>-|z|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F64Short MinusAbs(F64Short z) => F64Short.Or(z, F64Short.Broadcast(-0.0));

    /// <summary>Of -|z| in X, which is left without meaning.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void PrepareX(ElementBlock* block, nint count, bool sigmoidsOnly)
    {
        var x = block->X;
        RoundedBlock.Exp(x, count);
        var one = F64Pair.Broadcast(1.0);
        for (nint i = 0; i < count; i += F64Pair.Count)
        {
            var e = F64Pair.Load(x + i);
            // One division for two.
            var onePlus = one + e;
            var twoPlus = one + onePlus;
            var inverse = one / (onePlus * twoPlus);
            F64Pair.Store(e * inverse * onePlus, x + i);
            var larger = inverse * twoPlus;
            F64Pair.Store(larger, block->Other + i);
            F64Pair.Store(e * larger, block->Weight + i);
        }
        if (!sigmoidsOnly)
            RoundedBlock.Log1pOfRatio(x, count, block->Y);
    }
}
