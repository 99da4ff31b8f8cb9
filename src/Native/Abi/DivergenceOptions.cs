// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.InteropServices;

namespace NativeLoss.Native.Abi;

/// <summary>Options of entropies and divergences of rows. All bytes zero after struct_size are the defaults; NULL means defaults too.</summary>
[CName("nloss_divergence_options")]
[StructLayout(LayoutKind.Sequential)]
public unsafe struct DivergenceOptions
{
    /// <summary>Size of this struct in bytes, as the caller was compiled.</summary>
    public uint StructSize;

    /// <summary>Combination of flags; 0 = none.</summary>
    [Code(typeof(DivergenceFlags))]
    public uint Flags;

    /// <summary>How rows are reduced; 0 = mean.</summary>
    [Code(typeof(Reduction))]
    public int Reduction;

    /// <summary>Must be 0.</summary>
    public int Reserved;

    /// <summary>[rows] weight of each row, f64 for f64 inputs, else f32; NULL = all ones. Read as data: not checked for sign or NaN.</summary>
    [Const]
    public void* RowWeights;
}
