// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Native.Abi;

/// <summary>Flags of nloss_index_loss_options.</summary>
[Flags]
[CName("nloss_index_loss_flags", "NLOSS_INDEX_LOSS_")]
public enum IndexLossFlags
{
    /// <summary>None.</summary>
    Default = 0,

    /// <summary>Rows whose label equals ignore_index have loss 0 and gradient 0 and do not count in the mean.</summary>
    Ignore_Index = 1,

    /// <summary>The mean over nothing (no rows, or every row ignored) is 0 instead of NaN.</summary>
    Empty_Mean_Zero = 2,
}
