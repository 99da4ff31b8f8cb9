// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Functions of numbers in their place, whole blocks of 16, in f64, for results that are then rounded to f32: many at once, as each vector is
/// one long chain of operations, and once in the file.
/// </summary>
internal static unsafe class RoundedBlock
{
    /// <summary>Of any number; infinity from 2^1023.5 on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Exp(double* values, nint count)
    {
        var highest = F64Pair.Broadcast(1024 * 0.6931471805599453);
        for (nint i = 0; i < count; i += F64Pair.Count)
        {
            var x = F64Pair.Load(values + i);
            F64Pair.Store(ExpRounded<F64Pair>.Exp(F64Pair.SelectWhereLess(highest, x, highest, x)), values + i);
        }
    }

    /// <summary>Of normal numbers above 0; less than -700 for 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Log(double* values, nint count)
    {
        for (nint i = 0; i < count; i += F64Pair.Count)
            F64Pair.Store(LogRounded<F64Pair>.Log(F64Pair.Load(values + i)), values + i);
    }

    /// <summary>log(1 + x) of x / (2 + x), for x in [0, 1].</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Log1pOfRatio(double* ratios, nint count, double* logs)
    {
        for (nint i = 0; i < count; i += F64Pair.Count)
            F64Pair.Store(LogRounded<F64Pair>.Log1pOfRatio(F64Pair.Load(ratios + i)), logs + i);
    }
}
