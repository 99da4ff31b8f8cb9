// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Tests.Calls;

/// <summary>
/// Where the operands of a call lie: elements between rows, distance from a 64-byte boundary in elements, and the input
/// whose memory the first output takes (null: its own).
/// </summary>
internal readonly record struct Layout(
    int Gap = 0, int InputOffset = 0, int OutputOffset = 0, string? InPlaceOf = null);
