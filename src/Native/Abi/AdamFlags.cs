// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Native.Abi;

/// <summary>Flags of nloss_adam_options.</summary>
[Flags]
[CName("nloss_adam_flags", "NLOSS_ADAM_")]
public enum AdamFlags
{
    /// <summary>None.</summary>
    Default = 0,

    /// <summary>Weight decay is applied to the parameters (AdamW) instead of to the gradient.</summary>
    Decoupled = 1,
}
