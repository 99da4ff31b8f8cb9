// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// What the kernels of divergences and distances need beside their arguments, on the stack of the task that runs them: their own
/// functions take so much that a <see cref="Workspace"/> would be too large.
/// </summary>
internal struct SumSpace
{
    internal LaneSums Sums;
    internal LaneSums More;

    /// <summary>By-product of a row: a threshold on the distance tells whether the two belong together.</summary>
    internal bool Agrees;
}
