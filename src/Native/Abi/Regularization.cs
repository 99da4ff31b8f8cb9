// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Abi;

/// <summary>What pulls soft ranks towards each other, and makes them a differentiable function of the values.</summary>
[CName("nloss_regularization", "NLOSS_REGULARIZATION_")]
public enum Regularization
{
    /// <summary>Half the squared Euclidean norm: soft ranks are piecewise linear.</summary>
    L2 = 0,

    /// <summary>Entropy, on the logarithms of the ranks: soft ranks are smoother, products of a rank sum and a softmax.</summary>
    KL = 1,
}
