// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Native.Abi;

/// <summary>Flags of nloss_pair_loss_options.</summary>
[Flags]
[CName("nloss_pair_loss_flags", "NLOSS_PAIR_LOSS_")]
public enum PairLossFlags
{
    /// <summary>None.</summary>
    Default = 0,

    /// <summary>The mean over nothing (no rows, or weights that add up to 0) is 0 instead of NaN.</summary>
    Empty_Mean_Zero = 1,

    /// <summary>Triplets: the negative's distance is the smaller of those from the anchor and from the positive.</summary>
    Swap = 2,
}
