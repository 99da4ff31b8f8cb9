// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Soft ranks of a row z: the projection of z / strength on the permutahedron, the convex hull of all orders of (1, ..., n), after
/// Blondel, Teboul, Berthet, Djolonga: Fast Differentiable Sorting and Ranking, ICML 2020.
///
/// In ascending order the projection is an isotonic regression, whose solution is constant on blocks of neighbors. Pool adjacent
/// violators: elements enter one by one, each a block; while the last block's level is not above that of the one before, the two become
/// one. With w the ranks of a block's positions, and s = z / strength:
///
///   l2  level: mean s - mean w;          r = mean w + (z - mean z) / strength
///   kl  level: log sum exp s - log sum w;  r = softmax(s) sum w
///
/// Levels are compared by differences, without logarithms. All in double-double, relative to an element of the block, so that neither
/// the offset of the row nor the ratio of offset and strength costs digits. Infinite elements are blocks of their own: the limit.
/// </summary>
internal static unsafe class SoftRankKernel
{
    /// <summary>exp(-700) times any ratio of rank sums is below 1.</summary>
    private const double Farthest = 700;

    /// <summary>Largest magnitude of which any number may be added up.</summary>
    private const double Addable = 1e270;

    /// <summary>
    /// Finds the blocks of a sorted row: how many, and the position at which each starts. Scales rows of huge numbers by a power of
    /// two, and the strength with them.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static long Blocks(
        Regularization regularization, RankPair* sorted, long count, ref double strength, Dd* sums, long* starts)
    {
        Scale(sorted, count, ref strength);
        long blocks = 0;
        for (long i = 0; i < count; i++)
        {
            starts[blocks] = i;
            sums[blocks] = regularization == Regularization.KL ? 1.0 : sorted[i].Value;
            blocks++;
            while (blocks > 1 && Merge(regularization, sorted, strength, sums + blocks - 2, starts + blocks - 2, i + 1))
                blocks--;
        }
        return blocks;
    }

    /// <summary>
    /// Soft ranks less an origin, by the elements' indices. With their mean as the origin, what is left of nearly equal l2 ranks has all
    /// its digits.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Ranks(
        Regularization regularization, RankPair* sorted, long count, double strength, double origin, long* starts, long blocks,
        Dd* ranks)
    {
        for (long block = 0; block < blocks; block++)
        {
            var start = starts[block];
            var end = block + 1 < blocks ? starts[block + 1] : count;
            if (end == start + 1)
                ranks[sorted[start].Index] = end - origin;
            else if (regularization == Regularization.KL)
                Shares(sorted, start, end, strength, origin, ranks);
            else
                Distances(sorted, start, end, strength, origin, ranks);
        }
    }

    /// <summary>
    /// Turns the gradient with respect to the soft ranks into that with respect to the values, in place and by the elements' indices.
    /// </summary>
    /// <remarks>
    /// Per block: l2 (g - mean g) / strength, kl r (g - sum r g / sum r) / strength. The ranks, less origin, are read for kl only.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Backward(
        Regularization regularization, RankPair* sorted, long count, double strength, double origin, long* starts, long blocks, Dd* ranks,
        Dd* grad)
    {
        var weighted = regularization == Regularization.KL;
        for (long block = 0; block < blocks; block++)
        {
            var start = starts[block];
            var end = block + 1 < blocks ? starts[block + 1] : count;
            if (end == start + 1)
            {
                // 0 times the gradient: NaN where that is not finite.
                grad[sorted[start].Index] = 0.0 * grad[sorted[start].Index].High;
                continue;
            }
            Dd sum = 0.0;
            for (var i = start; i < end; i++)
            {
                var at = sorted[i].Index;
                sum += weighted ? (ranks[at] + origin) * grad[at] : grad[at];
            }
            var mean = sum / (weighted ? RankSum(start, end) : (Dd)(double)(end - start));
            for (var i = start; i < end; i++)
            {
                var at = sorted[i].Index;
                var difference = grad[at] - mean;
                grad[at] = (weighted ? (ranks[at] + origin) * difference : difference) / strength;
            }
        }
    }

    private static void Scale(RankPair* sorted, long count, ref double strength)
    {
        var needed = false;
        for (long i = 0; i < count; i++)
        {
            var size = sorted[i].Value < 0 ? -sorted[i].Value : sorted[i].Value;
            needed |= size > Addable && double.IsFinite(size);
        }
        if (!needed)
            return;
        var factor = Pow2.Double(-200);
        strength *= factor;
        for (long i = 0; i < count; i++)
            sorted[i].Value *= factor;
    }

    /// <summary>Merges two neighboring blocks, unless the level of the first is below that of the second, which ends at end.</summary>
    private static bool Merge(Regularization regularization, RankPair* sorted, double strength, Dd* sums, long* starts, long end)
    {
        var first = starts[0];
        var second = starts[1];
        var equal = sorted[second - 1].Value == sorted[second].Value;
        if (regularization == Regularization.KL)
        {
            var gap = RowMath.Shifted(sorted[end - 1].Value, sorted[second - 1].Value) / strength;
            if (gap.High > Farthest)
                return false;
            var before = Exp(-gap) * sums[0];
            if (!equal && ((before * RankSum(second, end)) - (sums[1] * RankSum(first, second))).High < 0)
                return false;
            sums[0] = before + sums[1];
            return true;
        }
        // The mean ranks of two neighboring blocks are half their common length apart.
        var distance = (sums[1] / (double)(end - second)) - (sums[0] / (double)(second - first));
        if (!equal && (distance - ((Dd)strength * (0.5 * (end - first)))).High > 0)
            return false;
        sums[0] += sums[1];
        return true;
    }

    private static void Shares(RankPair* sorted, long start, long end, double strength, double origin, Dd* ranks)
    {
        Dd total = 0.0;
        for (var i = start; i < end; i++)
        {
            var share = Exp(RowMath.Shifted(sorted[i].Value, sorted[end - 1].Value) / strength);
            ranks[sorted[i].Index] = share;
            total += share;
        }
        var factor = RankSum(start, end) / total;
        for (var i = start; i < end; i++)
            ranks[sorted[i].Index] = (ranks[sorted[i].Index] * factor) - origin;
    }

    private static void Distances(RankPair* sorted, long start, long end, double strength, double origin, Dd* ranks)
    {
        Dd total = 0.0;
        for (var i = start; i < end; i++)
            total += RowMath.Shifted(sorted[i].Value, sorted[start].Value);
        var mean = total / (double)(end - start);
        for (var i = start; i < end; i++)
        {
            var distance = RowMath.Shifted(sorted[i].Value, sorted[start].Value) - mean;
            ranks[sorted[i].Index] = (RankKernel.Average(start, end) - origin) + (distance / strength);
        }
    }

    /// <summary>Sum of the ranks of the positions from start to end; exact also where 53 bits are too few.</summary>
    private static Dd RankSum(long start, long end) => (Dd)RankKernel.Average(start, end) * (double)(end - start);

    private static Dd Exp(Dd x)
    {
        var mantissa = ScalarMath.Exp(x, out var exponent);
        var factor = Pow2.Double(exponent);
        return new Dd(mantissa.High * factor, mantissa.Low * factor);
    }
}
