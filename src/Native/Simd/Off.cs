// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Simd;

internal readonly struct Off : ISwitch
{
    public static bool IsOn => false;
}
