// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.InteropServices;

namespace NativeLoss.Native.Abi;

/// <summary>Options of adam_step. All bytes zero after struct_size are the defaults; NULL means defaults too.</summary>
[CName("nloss_adam_options")]
[StructLayout(LayoutKind.Sequential)]
public struct AdamOptions
{
    /// <summary>Size of this struct in bytes, as the caller was compiled.</summary>
    public uint StructSize;

    /// <summary>Combination of flags; 0 = none.</summary>
    [Code(typeof(AdamFlags))]
    public uint Flags;

    /// <summary>Decay of the first moment, in [0, 1); 0 means 0.9.</summary>
    public double Beta1;

    /// <summary>Decay of the second moment, in [0, 1); 0 means 0.999.</summary>
    public double Beta2;

    /// <summary>Added to the root of the second moment, finite and at least 0; 0 means 1e-8.</summary>
    public double Epsilon;

    /// <summary>Weight decay, finite and at least 0; 0 = none.</summary>
    public double WeightDecay;
}
