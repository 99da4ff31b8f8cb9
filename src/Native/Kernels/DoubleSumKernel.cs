// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Sums exp(x) * 2^-reference over blocks of lanes in f64, as <see cref="SingleSumKernel{TStored}"/> does in f32. A lane's terms are folded
/// into a double-double every few blocks: its coarse sums lose as much as f32's do, and there is no wider type to fold them into.
/// </summary>
internal static unsafe class DoubleSumKernel
{
    /// <summary>lows: second parts of the elements, or null. What is bounded is 0 times anything.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(double* source, double* lows, nint blocks, int reference, LaneSums* sums, double* peaks)
    {
        var exp = ExpF64.Create(ExpF64.Constants, reference);
        var peak = F64.Load(peaks);
        while (blocks > 0)
        {
            var count = blocks < ExpF64.FoldBlocks ? blocks : ExpF64.FoldBlocks;
            for (var lane = 0; lane < ExpF64.Lanes; lane += 2 * F64.Count)
            {
                var x = source + lane;
                var low = lows + lane;
                var coarse0 = F64.Broadcast(0.0);
                var coarse1 = F64.Broadcast(0.0);
                var fine0 = F64.Broadcast(0.0);
                var fine1 = F64.Broadcast(0.0);
                for (var i = count; i > 0; i--)
                {
                    var x0 = exp.Bound<On>(F64.Load(x));
                    var x1 = exp.Bound<On>(F64.Load(x + F64.Count));
                    var z0 = exp.Exponent(x0);
                    var z1 = exp.Exponent(x1);
                    peak = F64.MaxOrSecond(z1, F64.MaxOrSecond(z0, peak));
                    exp.Parts<Loose, On>(x0, z0, out var s0, out var e0);
                    // Asked every time: the same answer costs next to nothing.
                    if (lows != null)
                        e0 = LowPart<F64, double>.Add(e0, F64.Load(low));
                    exp.Parts<Loose, On>(x1, z1, out var s1, out var e1);
                    if (lows != null)
                        e1 = LowPart<F64, double>.Add(e1, F64.Load(low + F64.Count));
                    var next0 = coarse0 + s0;
                    var next1 = coarse1 + s1;
                    var added0 = next0 - coarse0;
                    var added1 = next1 - coarse1;
                    fine0 = F64.Fma(s0, e0, fine0);
                    fine1 = F64.Fma(s1, e1, fine1);
                    fine0 += s0 - added0;
                    fine1 += s1 - added1;
                    coarse0 = next0;
                    coarse1 = next1;
                    x += ExpF64.Lanes;
                    low += ExpF64.Lanes;
                }
                LaneSums.Add(sums, lane, coarse0);
                LaneSums.Add(sums, lane + F64.Count, coarse1);
                LaneSums.Add(sums, lane, fine0);
                LaneSums.Add(sums, lane + F64.Count, fine1);
            }
            source += count * ExpF64.Lanes;
            lows += lows == null ? 0 : count * ExpF64.Lanes;
            blocks -= count;
        }
        F64.Store(peak, peaks);
    }
}
