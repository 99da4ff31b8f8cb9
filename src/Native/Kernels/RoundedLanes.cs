// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Kernels;

/// <summary>As <see cref="ElementLanes"/>, of elements of a stream: in f64, which holds products of two of them.</summary>
internal readonly unsafe struct RoundedLanes(ElementBlock* block, nint index)
{
    internal F64Short X
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64Short.LoadSingles(block->Inputs + index);
    }

    internal F64Short Y
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64Short.LoadSingles(block->Targets + index);
    }

    internal F64Short PosWeight
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64Short.LoadSingles(block->Others + index);
    }

    internal ElementCall Call
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(block);
    }

    /// <summary>What the loss has put there.</summary>
    internal F64Short Prepared
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64Short.Load(block->X + index);
    }

    /// <summary>And what it has put where the slopes will be.</summary>
    internal F64Short PreparedToo
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64Short.Load(block->Y + index);
    }

    /// <summary>And in the places of the logistic function's two values.</summary>
    internal F64Short Larger
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64Short.Load(block->Other + index);
    }

    internal F64Short Smaller
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => F64Short.Load(block->Weight + index);
    }

    /// <summary>Of z, which was prepared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal RoundedLogistic Logistic(F64Short z) => new(z, Larger, Smaller, PreparedToo);

    /// <summary>See <see cref="ElementLanes.Labels"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Labels(out F64Short y, out F64Short rest)
    {
        y = Y;
        rest = F64Short.Broadcast(1.0) - y;
        if (block->Parameters.Smoothing != 0)
        {
            var keep = F64Short.Broadcast(1.0 - block->Parameters.Smoothing);
            var half = F64Short.Broadcast(0.5 * block->Parameters.Smoothing);
            y = F64Short.Fma(y, keep, half);
            rest = F64Short.Fma(rest, keep, half);
        }
    }

    /// <summary>p less the label, y (1-e) + e/2, as p - y + e (y - 1/2): of nearly equal ones a rounded label would leave no digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal F64Short AboveLabel(F64Short p)
    {
        var difference = p - Y;
        return block->Parameters.Smoothing == 0
            ? difference
            : F64Short.Fma(F64Short.Broadcast(block->Parameters.Smoothing), Y - F64Short.Broadcast(0.5), difference);
    }

    /// <summary>The label as -1 or +1.</summary>
    internal F64Short Sign
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Call.Has(ElementwiseFlags.Zero_One_Labels) ? Y + Y - F64Short.Broadcast(1.0) : Y;
    }

    /// <summary>A - y x for the label y as -1 or +1; a label next to 0 counts beside -1, too.</summary>
    internal F64Short Margin
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var y = Sign;
            var zero = F64Short.Broadcast(0.0);
            var margin = F64Short.Fma(zero - y, X, Call.A);
            if (!Call.Has(ElementwiseFlags.Zero_One_Labels))
                return margin;
            var rest = Y + Y - (y + F64Short.Broadcast(1.0));
            return F64Short.SelectWhereEqual(rest, zero, margin, F64Short.Fma(zero - rest, X, margin));
        }
    }
}
