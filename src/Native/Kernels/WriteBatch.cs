// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Kernels;

/// <summary>Rows that lie side by side and what their exponentials are multiplied by: what <see cref="UnboundedWriteKernel{TStored}"/> writes.</summary>
internal unsafe struct WriteBatch
{
    /// <summary>The most rows.</summary>
    internal const int Size = LabelBatch.Size;

    internal void* Data;
    internal void* Destination;

    /// <summary>Elements from a row to the next.</summary>
    internal nint Step;

    internal nint DestinationStep;
    internal nint Count;

    /// <summary>A row each.</summary>
    internal uint Wanted;

    /// <summary>
    /// What is written, of f32, goes past the caches, which have no room for all of it: otherwise each line would be read before it is
    /// overwritten. Then the destination is not the data.
    /// </summary>
    internal bool Aside;

    internal double* Scales;
    internal double* References;
}
