// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Kernels;

/// <summary>
/// What cross-entropy makes of a row seen from its label: (keep + spread) of the loss is the label's own, spread is each other class's, and
/// z times the square of the logarithm of the sum is added; gradients are multiplied by the scale.
/// </summary>
internal readonly struct LossMix(double smoothing, long classes, double z, double scale)
{
    internal readonly double Keep = 1.0 - smoothing;
    internal readonly double Spread = smoothing / classes;
    internal readonly double Classes = classes;
    internal readonly double Z = z;
    internal readonly double Scale = scale;
}
