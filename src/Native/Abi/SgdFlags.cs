// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Native.Abi;

/// <summary>Flags of nloss_sgd_options.</summary>
[Flags]
[CName("nloss_sgd_flags", "NLOSS_SGD_")]
public enum SgdFlags
{
    /// <summary>None.</summary>
    Default = 0,

    /// <summary>Nesterov momentum.</summary>
    Nesterov = 1,

    /// <summary>The velocity holds nothing yet: it is set to the gradient, without dampening, whatever it contained.</summary>
    First_Step = 2,
}
