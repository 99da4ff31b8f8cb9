// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss;

/// <summary>Options of stochastic gradient descent. <c>default</c> is plain gradient descent.</summary>
public readonly record struct SgdOptions
{
    /// <summary>Momentum factor, finite and at least 0. Default: 0, none. Typical: 0.9.</summary>
    public double Momentum { get; init; }

    /// <summary>
    /// Share of the gradient kept out of the velocity, finite. Default: 0. Must be 0 with <see cref="Nesterov"/>.
    /// </summary>
    public double Dampening { get; init; }

    /// <summary>
    /// L2 penalty: this times the parameter is added to the gradient. Finite and at least 0. Default: 0.
    /// </summary>
    public double WeightDecay { get; init; }

    /// <summary>Nesterov momentum. Default: false.</summary>
    public bool Nesterov { get; init; }

    /// <summary>
    /// The velocity holds nothing yet: it is set to the gradient, without dampening, whatever it contained. Default:
    /// false.
    /// </summary>
    public bool FirstStep { get; init; }

    internal Interop.SgdOptions ToNative() => new()
    {
        StructSize = (uint)Unsafe.SizeOf<Interop.SgdOptions>(),
        Flags = (Nesterov ? SgdFlags.Nesterov : SgdFlags.Default) | (FirstStep ? SgdFlags.FirstStep : SgdFlags.Default),
        Momentum = Momentum,
        Dampening = Dampening,
        WeightDecay = WeightDecay,
    };
}
