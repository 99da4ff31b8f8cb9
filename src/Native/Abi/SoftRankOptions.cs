// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.InteropServices;

namespace NativeLoss.Native.Abi;

/// <summary>Options of soft ranks. All bytes zero after struct_size are the defaults; NULL means defaults too.</summary>
[CName("nloss_soft_rank_options")]
[StructLayout(LayoutKind.Sequential)]
public struct SoftRankOptions
{
    /// <summary>Size of this struct in bytes, as the caller was compiled.</summary>
    public uint StructSize;

    /// <summary>Must be 0.</summary>
    public uint Reserved;

    /// <summary>How the ranks are regularized.</summary>
    [Code(typeof(Regularization))]
    public int Regularization;

    /// <summary>What becomes of the rows' losses. Read by losses only.</summary>
    [Code(typeof(Reduction))]
    public int Reduction;

    /// <summary>
    /// Distance of neighboring values, in their unit, from which on soft ranks are the ranks; from 1e-100 to 1e100; 0 = 1. A smaller
    /// one means sharper ranks and a gradient that is 0 in more places.
    /// </summary>
    public double RegularizationStrength;
}
