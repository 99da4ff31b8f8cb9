// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Kernels;

/// <summary>
/// Rows of a block's number of elements at least, or chunks of them, which can be read in place: what <see cref="SingleSumKernel{TStored}"/> sums.
/// The sums are not restored yet, see <see cref="Simd.ExpSingle{TVec}.Restore(double, int, long, float*)"/>.
/// </summary>
internal unsafe struct ChunkBatch
{
    /// <summary>A last block that is not whole is read from before the chunk.</summary>
    internal void* Data;

    /// <summary>Elements from a row to the next.</summary>
    internal nint Step;

    internal nint Count;

    /// <summary>A row each.</summary>
    internal uint Wanted;

    /// <summary>The element of each row that is left out; none where that is outside of the row.</summary>
    internal long* Excluded;

    internal int* References;
    internal double* Sums;

    /// <summary>Elements that are so small that they must be bounded are; otherwise there is no sum of their row.</summary>
    internal bool Careful;

    /// <summary>Receives the rows of which elements were so small that they must be bounded.</summary>
    internal uint Bounded;

    /// <summary>Of the lanes.</summary>
    internal fixed float Maxima[32];
}
