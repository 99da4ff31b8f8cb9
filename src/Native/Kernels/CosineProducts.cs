// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>The products of two rows with each other and with themselves, of elements times unit, a power of two.</summary>
internal struct CosineProducts
{
    internal double Unit;
    internal Dd Dot;
    internal Dd First;
    internal Dd Second;
}
