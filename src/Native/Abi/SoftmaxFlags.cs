// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Native.Abi;

/// <summary>Flags of nloss_softmax_options.</summary>
[Flags]
[CName("nloss_softmax_flags", "NLOSS_SOFTMAX_")]
public enum SoftmaxFlags
{
    /// <summary>None.</summary>
    Default = 0,

    /// <summary>
    /// A row whose logits are all -inf or left out has probabilities 0, log-probabilities -inf, entropy 0 and gradient 0, instead of NaN.
    /// </summary>
    Empty_Row_Zero = 1,

    /// <summary>Entropy in bits instead of nats; only for entropies.</summary>
    Bits = 2,
}
