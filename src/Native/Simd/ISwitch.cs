// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Simd;

/// <summary>A compile-time choice inside a kernel, as a type argument.</summary>
internal interface ISwitch
{
    static abstract bool IsOn { get; }
}
