// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Functions of sixteen numbers in their place, in f64, for results that are then rounded to f32: at once, as each vector is one long chain of
/// operations, and once in the file.
/// </summary>
internal static unsafe class RoundedBlock
{
    /// <summary>Of any number; infinity from 2^1023.5 on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Exp(double* values)
    {
        var highest = F64Short.Broadcast(1024 * 0.6931471805599453);
        for (var i = 0; i < WideBlock.Size; i += F64Short.Count)
        {
            var x = F64Short.Load(values + i);
            F64Short.Store(ExpRounded<F64Short>.Exp(F64Short.SelectWhereLess(highest, x, highest, x)), values + i);
        }
    }

    /// <summary>Of normal numbers above 0; less than -700 for 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Log(double* values)
    {
        for (var i = 0; i < WideBlock.Size; i += F64Short.Count)
            F64Short.Store(LogRounded<F64Short>.Log(F64Short.Load(values + i)), values + i);
    }
}
