// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Tests.Calls;

/// <summary>Element type of the logits: numbered as the levels number them.</summary>
public enum Dtype
{
    F32,
    F64,
    F16,
    BF16,
}
