// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Native.Simd;

/// <summary>
/// The one NaN that results hold: positive, quiet, no payload. Which NaN an operation returns depends on the instruction set and the
/// order of its operands; the same bits everywhere include these.
/// </summary>
internal static class Canonical
{
    internal static double NaN => BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0000);
}
