// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// What follows from exp(-|x|), each with full relative accuracy on both sides of 0. One function for all losses that are built on
/// the sigmoid.
/// </summary>
internal struct Logistic<TVec>
    where TVec : struct, IVector<TVec, double>
{
    /// <summary>log(1 + exp(x)) = -log sigmoid(-x).</summary>
    internal DdVector<TVec> Softplus;

    /// <summary>log(1 + exp(-x)) = -log sigmoid(x).</summary>
    internal DdVector<TVec> SoftplusOfMinus;

    internal DdVector<TVec> Sigmoid;

    internal DdVector<TVec> SigmoidOfMinus;

    /// <summary>sigmoidsOnly: the rest is left out.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Of(in DdVector<TVec> x, out Logistic<TVec> result, bool sigmoidsOnly = false)
    {
        Sigmoids(x, out result, out var e);
        if (sigmoidsOnly)
            return;
        DdMath<TVec>.Log1p(e, out var log);
        result.Softplus = DdVector<TVec>.Positive(x) + log;
        result.SoftplusOfMinus = DdVector<TVec>.Positive(-x) + log;
    }

    /// <summary>e: exp(-abs(x)).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Sigmoids(in DdVector<TVec> x, out Logistic<TVec> result, out DdVector<TVec> e)
    {
        Unsafe.SkipInit(out result);
        DdMath<TVec>.Exp(-DdVector<TVec>.Abs(x), out e);
        var zero = TVec.Broadcast(0.0);
        var one = DdVector<TVec>.Broadcast(1.0);
        var sum = one + e;
        var large = one / sum;
        var small = e / sum;
        result.Sigmoid = DdVector<TVec>.SelectWhereLess(x.High, zero, small, large);
        result.SigmoidOfMinus = DdVector<TVec>.SelectWhereLess(x.High, zero, large, small);
    }
}
