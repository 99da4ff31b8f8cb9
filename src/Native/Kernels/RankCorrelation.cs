// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Pearson's correlation of two rankings of n elements, whose means are both (n + 1) / 2. NaN where all ranks of one are equal, or
/// so nearly that their squared distances underflow.
/// </summary>
internal struct RankCorrelation
{
    private const double Smallest = 1e-260;

    private Dd covariance;
    private Dd variance;
    private Dd norm;

    /// <summary>first: ranks less their mean; second: ranks.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static unsafe void Run(Dd* first, double* second, long count, out RankCorrelation result)
    {
        Dd covariance = 0.0;
        Dd variance = 0.0;
        Dd other = 0.0;
        var mean = Mean(count);
        for (long i = 0; i < count; i++)
        {
            var a = first[i];
            Dd b = second[i] - mean;
            covariance += a * b;
            variance += a * a;
            other += b * b;
        }
        result.covariance = covariance;
        result.variance = variance;
        result.norm = variance.High < Smallest ? 0.0 : Sqrt(variance * other);
    }

    internal readonly Dd Value => norm.High == 0 ? Canonical.NaN : covariance / norm;

    /// <summary>Replaces slopes by the gradient of 1 - correlation with respect to first, times a factor.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal readonly unsafe void Gradient(Dd* first, double* second, long count, in Dd factor, Dd* slopes)
    {
        var along = Value / variance;
        var mean = Mean(count);
        for (long i = 0; i < count; i++)
            slopes[i] = ((first[i] * along) - ((second[i] - mean) / norm)) * factor;
    }

    private static double Mean(long count) => RankKernel.Average(0, count);

    /// <summary>One step of Newton's method, which doubles the digits.</summary>
    private static Dd Sqrt(Dd value)
    {
        Dd root = Math.Sqrt(value.High);
        return root.High == 0 ? root : root + ((value - (root * root)) / (2 * root.High));
    }
}
