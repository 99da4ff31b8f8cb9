// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.InteropServices;

namespace NativeLoss.Native.Abi;

/// <summary>Options of sgd_step. All bytes zero after struct_size are the defaults; NULL means defaults too.</summary>
[CName("nloss_sgd_options")]
[StructLayout(LayoutKind.Sequential)]
public struct SgdOptions
{
    /// <summary>Size of this struct in bytes, as the caller was compiled.</summary>
    public uint StructSize;

    /// <summary>Combination of flags; 0 = none.</summary>
    [Code(typeof(SgdFlags))]
    public uint Flags;

    /// <summary>Momentum factor, finite and at least 0; 0 = plain gradient descent. Typical: 0.9.</summary>
    public double Momentum;

    /// <summary>Share of the gradient kept out of the velocity, finite; 0 = none. Must be 0 with Nesterov momentum.</summary>
    public double Dampening;

    /// <summary>L2 penalty: this times the parameter is added to the gradient. Finite and at least 0; 0 = none.</summary>
    public double WeightDecay;
}
