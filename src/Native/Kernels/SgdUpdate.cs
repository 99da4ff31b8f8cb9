// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Kernels;

internal struct SgdUpdate
{
    internal double LearningRate;
    internal double Momentum;
    internal double Dampening;
    internal double WeightDecay;
    internal bool Nesterov;
    internal bool FirstStep;
}
