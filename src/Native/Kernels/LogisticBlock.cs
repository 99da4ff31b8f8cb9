// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// <see cref="Logistic{TVec}"/> of sixteen elements in f64, for results with no more digits than f32: at once, as each vector is one long
/// chain of operations.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LogisticBlock
{
    private const int Size = WideBlock.Size;

    internal fixed double Softplus[Size];
    internal fixed double SoftplusOfMinus[Size];
    internal fixed double Sigmoid[Size];
    internal fixed double SigmoidOfMinus[Size];

    internal static void Of(float* x, bool sigmoidsOnly, LogisticBlock* result)
    {
        for (var i = 0; i < Size; i += F64Short.Count)
            F64Short.Store(F64Short.LoadSingles(x + i), result->Softplus + i);
        Run(result, sigmoidsOnly);
    }

    /// <summary>Of what is in Softplus. sigmoidsOnly: the rest is left as it is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(LogisticBlock* result, bool sigmoidsOnly)
    {
        var fields = (double*)result;
        var zero = F64Short.Broadcast(0.0);
        var one = F64Short.Broadcast(1.0);
        for (var i = 0; i < Size; i += F64Short.Count)
        {
            var z = F64Short.Load(fields + i);
            var minus = zero - z;
            var e = ExpRounded<F64Short>.Exp(F64Short.Or(z, F64Short.Broadcast(-0.0)));
            // One division for two.
            var onePlus = one + e;
            var twoPlus = one + onePlus;
            var inverse = one / (onePlus * twoPlus);
            if (!sigmoidsOnly)
            {
                var log = LogRounded<F64Short>.Log1pOfRatio(e * inverse * onePlus);
                F64Short.Store(F64Short.MaxOrSecond(z, zero) + log, fields + i);
                F64Short.Store(F64Short.MaxOrSecond(minus, zero) + log, fields + Size + i);
            }
            var large = inverse * twoPlus;
            var small = e * large;
            F64Short.Store(F64Short.SelectWhereLess(z, zero, small, large), fields + (2 * Size) + i);
            F64Short.Store(F64Short.SelectWhereLess(z, zero, large, small), fields + (3 * Size) + i);
        }
    }
}
