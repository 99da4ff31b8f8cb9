// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Ops;

/// <summary>What one call hands to its tasks: a function over a range of rows, and how the rows are cut.</summary>
internal unsafe struct TaskBody
{
    /// <summary>(context, first row, end row, block index)</summary>
    internal delegate*<void*, long, long, int, void> Run;
    internal void* Context;
    internal long Rows;

    /// <summary>Rows that stay together; the last may be fewer.</summary>
    internal int Grain;

    internal int Blocks;

    /// <summary>Grains of a block; the first Longer blocks have one more.</summary>
    internal long BlockGrains;
    internal int Longer;

    internal int Tasks;

    /// <summary>Bit i: somebody runs task i, or has run it. There are never more than <see cref="Partition.MaxBlocks"/>.</summary>
    internal int Started;
}
