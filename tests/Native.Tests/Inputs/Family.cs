// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Tests.Inputs;

/// <summary>What the logits of a row look like.</summary>
public enum Family
{
    Normal,
    Wide,
    PlusTenThousand,
    MinusTenThousand,
    PlusTenMillion,
    MinusTenMillion,
    PlusHuge,
    MinusHuge,
    HugeOfBothSigns,
    MaskedClasses,
    AllMasked,
    PlusInfinity,
    NotANumber,
    Subnormal,
    Confident,

    /// <summary>Neighbouring rows are of different families.</summary>
    Mixed,
}
