// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss;

/// <summary>Options of Adam. <c>default</c> is the documented default of each.</summary>
public readonly record struct AdamOptions
{
    /// <summary>Decay of the first moment, in [0, 1); 0, the default, means 0.9.</summary>
    public double Beta1 { get; init; }

    /// <summary>Decay of the second moment, in [0, 1); 0, the default, means 0.999.</summary>
    public double Beta2 { get; init; }

    /// <summary>Added to the root of the second moment, finite and at least 0; 0, the default, means 1e-8.</summary>
    public double Epsilon { get; init; }

    /// <summary>Weight decay, finite and at least 0. Default: 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Weight decay is applied to the parameters (AdamW) instead of to the gradient. Default: false.</summary>
    public bool Decoupled { get; init; }

    internal Interop.AdamOptions ToNative() => new()
    {
        StructSize = (uint)Unsafe.SizeOf<Interop.AdamOptions>(),
        Flags = Decoupled ? AdamFlags.Decoupled : AdamFlags.Default,
        Beta1 = Beta1,
        Beta2 = Beta2,
        Epsilon = Epsilon,
        WeightDecay = WeightDecay,
    };
}
