// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>What the gradient with respect to one of two distributions is made of.</summary>
internal struct DivergenceSlope
{
    internal bool IsLogits;

    /// <summary>Derivative of the result with respect to this one's divergence, and to the other's.</summary>
    internal Dd Own;
    internal Dd Others;

    /// <summary>This one's divergence.</summary>
    internal Dd Divergence;

    /// <summary>Sum of the other's probabilities.</summary>
    internal Dd OthersMass;
}
