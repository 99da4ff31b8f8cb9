// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Native.Abi;

/// <summary>Flags of nloss_elementwise_options. A function takes the flags that its text names, and no others.</summary>
[Flags]
[CName("nloss_elementwise_flags", "NLOSS_EW_")]
public enum ElementwiseFlags
{
    /// <summary>None.</summary>
    Default = 0,

    /// <summary>The mean over nothing (no rows) is 0 instead of NaN. Every function that reduces takes it.</summary>
    Empty_Mean_Zero = 1,

    /// <summary>Labels are 0 and 1 instead of -1 and +1.</summary>
    Zero_One_Labels = 2,

    /// <summary>Probabilities are clipped to [1e-7, 1 - 1e-7] (Keras) instead of the logarithms at -100 (PyTorch).</summary>
    Clip_Probs = 4,

    /// <summary>The input holds probabilities instead of their logarithms.</summary>
    Input_Probs = 8,

    /// <summary>The target holds logarithms of probabilities instead of the probabilities.</summary>
    Log_Target = 16,

    /// <summary>The input holds the rate instead of its logarithm.</summary>
    Input_Rate = 32,

    /// <summary>Adds Stirling's approximation of log(target!) where the target is above 1.</summary>
    Full = 64,
}
