// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Native.Abi;

/// <summary>Flags of nloss_divergence_options.</summary>
[Flags]
[CName("nloss_divergence_flags", "NLOSS_DIVERGENCE_")]
public enum DivergenceFlags
{
    /// <summary>None.</summary>
    Default = 0,

    /// <summary>The mean over nothing (no rows, or weights that add up to 0) is 0 instead of NaN.</summary>
    Empty_Mean_Zero = 1,

    /// <summary>The first input is logits; its distribution is their softmax.</summary>
    First_Logits = 2,

    /// <summary>The second input is logits; its distribution is their softmax.</summary>
    Second_Logits = 4,

    /// <summary>The sum of both directions.</summary>
    Symmetric = 8,

    /// <summary>In bits instead of nats.</summary>
    Bits = 16,

    /// <summary>The hinge is soft: log(1 + exp(x)) instead of max(0, x).</summary>
    Soft = 32,

    /// <summary>Divided by the entropy of the even distribution, so that the result lies in [0, 1].</summary>
    Normalized = 64,
}
