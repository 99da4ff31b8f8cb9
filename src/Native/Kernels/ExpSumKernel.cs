// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// The loop under everything: sums exp(x) * 2^-reference over blocks of E.Lanes elements, and optionally stores the terms.
///
/// Element i belongs to lane i mod E.Lanes at every level. A lane adds 512 / E.Lanes terms in T and is then folded into a double-double
/// (f32: an f64), which keeps the sum's error near 0.1 ulp of T however long the row is; the fold costs 3 %. Two vectors are in flight,
/// so the pass over a fold's blocks is repeated where a level needs more than two vectors for all lanes; its 512 elements stay in L1.
///
/// The largest exponent is tracked on the way: whether the reference was right is known without a pass for the maximum.
/// </summary>
internal static unsafe class ExpSumKernel<T, TVec, TExp>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
    where TExp : struct, IExp<TExp, TVec, T>
{
    private const int FoldElements = 512;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run<TStore>(
        T* source, T* destination, nint blocks, T* constants, int reference, LaneSums* sums, T* peaks)
        where TStore : ISwitch
    {
        var exp = TExp.Create(constants, reference);
        while (blocks > 0)
        {
            var count = blocks < FoldElements / TExp.Lanes ? blocks : FoldElements / TExp.Lanes;
            for (var lane = 0; lane < TExp.Lanes; lane += 2 * TVec.Count)
            {
                var x = source + lane;
                var y = destination + lane;
                var peak = TVec.Load(peaks);
                var sum0 = TVec.Broadcast(default);
                var sum1 = TVec.Broadcast(default);
                for (var i = count; i > 0; i--)
                {
                    var x0 = TVec.Load(x);
                    var x1 = TVec.Load(x + TVec.Count);
                    var z0 = exp.Exponent(x0);
                    var z1 = exp.Exponent(x1);
                    peak = TVec.MaxOrSecond(z1, TVec.MaxOrSecond(z0, peak));
                    var y0 = exp.Value(x0, z0);
                    var y1 = exp.Value(x1, z1);
                    if (TStore.IsOn)
                    {
                        TVec.Store(y0, y);
                        TVec.Store(y1, y + TVec.Count);
                        y += TExp.Lanes;
                    }
                    sum0 += y0;
                    sum1 += y1;
                    x += TExp.Lanes;
                }
                TVec.Store(peak, peaks);
                TVec.AddTo(sum0, LaneSums.High(sums) + lane, LaneSums.Low(sums) + lane);
                TVec.AddTo(sum1, LaneSums.High(sums) + lane + TVec.Count, LaneSums.Low(sums) + lane + TVec.Count);
            }
            source += count * TExp.Lanes;
            destination += count * TExp.Lanes;
            blocks -= count;
        }
    }
}
