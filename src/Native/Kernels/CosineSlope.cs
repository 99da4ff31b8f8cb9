// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>The gradient of a cosine: across times the other row, less along times the row itself, both in units.</summary>
internal struct CosineSlope
{
    internal double Unit;
    internal Dd Across;
    internal Dd AlongFirst;
    internal Dd AlongSecond;
}
