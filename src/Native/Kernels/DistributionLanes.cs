// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Kernels;

/// <summary>A vector of classes of a distribution: probabilities, and their logarithms or what takes their place.</summary>
internal struct DistributionLanes
{
    internal DdF64 Value;
    internal DdF64 Log;
}
