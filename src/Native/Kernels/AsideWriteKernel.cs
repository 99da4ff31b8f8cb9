// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// What <see cref="UnboundedWriteKernel{TStored}"/> writes of f32, past the caches, which have no room for all that is written: otherwise each line would be
/// read before it is overwritten. destination is not x.
/// </summary>
internal static unsafe class AsideWriteKernel
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(float* x, nint elements, float* destination, float* constants, int reference, float factor)
    {
        var exp = ExpF32.Create(constants, reference);
        var factors = F32.Broadcast(factor);
        var last = elements - F32.Count;
        for (var i = (nint)(((nuint)(-(nint)destination) & ((nuint)sizeof(F32) - 1)) / sizeof(float)); i <= last; i += F32.Count)
        {
            var value = F32.Load(x + i);
            exp.Parts<On, Off>(value, exp.Exponent(value), out var s, out var e);
            F32.StoreAside(F32.Fma(s, e, s) * factors, destination + i);
        }
        // The first vector and the last one may overlap those between them.
        UnboundedWriteKernel<Stored<float, F32>>.Run(x, F32.Count, destination, constants, reference, factor);
        UnboundedWriteKernel<Stored<float, F32>>.Run(x + last, F32.Count, destination + last, constants, reference, factor);
        Cache.Finish();
    }
}
