// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Abi;

/// <summary>What a mask holds.</summary>
[CName("nloss_mask_type", "NLOSS_MASK_")]
public enum MaskType
{
    /// <summary>There is no mask; mask must be NULL.</summary>
    None = 0,

    /// <summary>Bytes: 0 leaves the class out, anything else lets it take part.</summary>
    Bool = 1,

    /// <summary>Elements of the logits' type, added to the logits; -inf leaves the class out.</summary>
    Add = 2,
}
