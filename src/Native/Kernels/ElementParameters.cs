// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Kernels;

/// <summary>What the elements of a call have in common.</summary>
internal struct ElementParameters
{
    /// <summary>Number parameters of the export, in their order.</summary>
    internal double A;
    internal double B;

    internal double Smoothing;
    internal ElementwiseFlags Flags;
}
