// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>One block more of what <see cref="SingleSumKernel{TStored}"/> sums, of which some lanes are left out.</summary>
internal static unsafe class SumPartKernel
{
    /// <summary>
    /// Without its lanes before first and without the excluded one, or -1. Returns false where an element of the others has been bounded: what is made
    /// of the row later must bound it too.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool Run(float* block, nint first, nint exclude, int reference, float* constants, double* lanes)
    {
        var exp = ExpF32.Create(constants, reference);
        var none = F32.Broadcast(float.NegativeInfinity);
        var harmless = ExpF32.Harmless(F32.Broadcast(reference), constants);
        var seen = F32.Broadcast(0f);
        var begin = F32.Broadcast(first);
        var left = F32.Broadcast(exclude);
        for (var lane = first / F32.Count * F32.Count; lane < ExpF32.Lanes; lane += F32.Count)
        {
            var index = F32.Load(LaneIndices.Pointer + lane);
            var value = F32.Load(block + lane);
            seen = ExpF32.See(seen, exp.Exponent(F32.SelectWhereLess(index, begin, harmless, F32.SelectWhereEqual(index, left, harmless, value))));
            var x = F32.SelectWhereLess(index, begin, none, value);
            x = exp.Bound<On>(F32.SelectWhereEqual(index, left, none, x));
            exp.TemperedParts<On>(x, exp.Exponent(x), out var s, out var e);
            F32.AddSumTo(s, s * e, lanes + lane);
        }
        return !ExpF32.AnyBelow(seen);
    }
}
