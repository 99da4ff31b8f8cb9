// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// destination = factor * exp(x) * 2^-reference of elements that are computed in f32, as they are stored; destination may be x. Where no exponential is so
/// small that it must be bounded; of a vector's number of elements at least.
/// </summary>
internal static unsafe class UnboundedWriteKernel<TStored>
    where TStored : struct, IStored<F32>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(void* x, nint elements, void* destination, float* constants, int reference, float factor)
    {
        var exp = ExpF32.Create(constants, reference);
        var factors = F32.Broadcast(factor);
        // The last vector overlaps the one before it: loaded first, its elements are still there.
        var last = elements - F32.Count;
        var rest = TStored.Load(x, last);
        for (nint i = 0; i <= last; i += F32.Count)
        {
            var value = TStored.Load(x, i);
            exp.Parts<On, Off>(value, exp.Exponent(value), out var s, out var e);
            TStored.Store(F32.Fma(s, e, s) * factors, destination, i);
        }
        if (elements % F32.Count != 0)
        {
            exp.Parts<On, Off>(rest, exp.Exponent(rest), out var s, out var e);
            TStored.Store(F32.Fma(s, e, s) * factors, destination, last);
        }
    }
}
