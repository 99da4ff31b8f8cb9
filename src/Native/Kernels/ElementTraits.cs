// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Native.Kernels;

/// <summary>What a loss makes of the arguments that not all losses have.</summary>
[Flags]
internal enum ElementTraits
{
    None = 0,

    /// <summary>Its targets are labels between 0 and 1, which may be smoothed.</summary>
    Smoothing = 1,

    /// <summary>The part of positive targets has weights of its own.</summary>
    PosWeights = 2,

    /// <summary>Its inputs are probabilities: what is outside [0, 1] is an error, unless they are clipped.</summary>
    Probs = 4,
}
