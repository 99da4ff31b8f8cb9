// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Kernels;

internal struct AdamUpdate
{
    internal double LearningRate;
    internal double Beta1;
    internal double Beta2;
    internal double Epsilon;
    internal double WeightDecay;

    /// <summary>1 - beta1^step.</summary>
    internal double Correction1;

    /// <summary>1 - beta2^step.</summary>
    internal double Correction2;

    internal bool Decoupled;
}
