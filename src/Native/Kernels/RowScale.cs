// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Kernels;

/// <summary>factor / whole as an exponential's reference and a power of two; the rest of it is in the exponential's constants.</summary>
internal readonly struct RowScale(int reference, double multiplier)
{
    internal readonly int Reference = reference;
    internal readonly double Multiplier = multiplier;
}
