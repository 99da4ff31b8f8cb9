// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// The loop under everything: sums exp(x) * 2^-reference over blocks of E.Lanes elements.
///
/// Element i belongs to lane i mod E.Lanes at every level. A lane adds E.FoldBlocks terms in T, the coarse parts s (few bits: most
/// additions are exact) apart from the fine parts s e, and both are then folded into a double-double (f32: an f64). The sum
/// has some 27 good bits in f32 whatever the row's length, at the price of plain additions. Two vectors are in flight, so the pass over
/// a fold's blocks is repeated where a level needs more than two vectors for all lanes; its elements stay in L1.
///
/// The largest exponent is tracked on the way: whether the reference was right is known without a pass for the maximum. With TBounded
/// off the largest one says also whether elements so small that they needed bounding were among them.
/// </summary>
internal static unsafe class ExpSumKernel<T, TVec, TExp>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
    where TExp : struct, IExp<TExp, TVec, T>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run<TBounded>(
        T* source, nint blocks, T* constants, int reference, LaneSums* sums, T* peaks)
        where TBounded : ISwitch
    {
        var exp = TExp.Create(constants, reference);
        var seen = TVec.Broadcast(default);
        while (blocks > 0)
        {
            var count = blocks < TExp.FoldBlocks ? blocks : TExp.FoldBlocks;
            for (var lane = 0; lane < TExp.Lanes; lane += 2 * TVec.Count)
            {
                var x = source + lane;
                var coarse0 = TVec.Broadcast(default);
                var coarse1 = TVec.Broadcast(default);
                var fine0 = TVec.Broadcast(default);
                var fine1 = TVec.Broadcast(default);
                for (var i = count; i > 0; i--)
                {
                    var x0 = exp.Bound<TBounded>(TVec.Load(x));
                    var x1 = exp.Bound<TBounded>(TVec.Load(x + TVec.Count));
                    var z0 = exp.Exponent(x0);
                    var z1 = exp.Exponent(x1);
                    seen = exp.Gather<TBounded>(z1, exp.Gather<TBounded>(z0, seen));
                    exp.Parts<Off>(x0, x1, z0, z1, out var s0, out var s1, out var e0, out var e1);
                    // What adding s loses joins the fine sum: exact as long as the coarse one is the larger.
                    var next0 = coarse0 + s0;
                    var next1 = coarse1 + s1;
                    var added0 = next0 - coarse0;
                    var added1 = next1 - coarse1;
                    fine0 = TVec.Fma(s0, e0, fine0);
                    fine1 = TVec.Fma(s1, e1, fine1);
                    fine0 += s0 - added0;
                    fine1 += s1 - added1;
                    coarse0 = next0;
                    coarse1 = next1;
                    x += TExp.Lanes;
                }
                var high = LaneSums.High(sums) + lane;
                var low = LaneSums.Low(sums) + lane;
                TVec.AddTo(coarse0, high, low);
                TVec.AddTo(coarse1, high + TVec.Count, low + TVec.Count);
                TVec.AddTo(fine0, high, low);
                TVec.AddTo(fine1, high + TVec.Count, low + TVec.Count);
            }
            source += count * TExp.Lanes;
            blocks -= count;
        }
        TVec.Store(TVec.MaxOrSecond(exp.Largest<TBounded>(seen), TVec.Load(peaks)), peaks);
    }
}
