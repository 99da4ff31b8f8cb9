// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Simd;

internal readonly struct On : ISwitch
{
    public static bool IsOn => true;
}
