// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.InteropServices;

namespace NativeLoss.Native.Abi;

/// <summary>
/// Options of the losses of pairs and triplets of rows. All bytes zero after struct_size are the defaults; NULL means defaults too.
/// </summary>
[CName("nloss_pair_loss_options")]
[StructLayout(LayoutKind.Sequential)]
public unsafe struct PairLossOptions
{
    /// <summary>Size of this struct in bytes, as the caller was compiled.</summary>
    public uint StructSize;

    /// <summary>Combination of flags; 0 = none.</summary>
    [Code(typeof(PairLossFlags))]
    public uint Flags;

    /// <summary>How rows are reduced; 0 = mean.</summary>
    [Code(typeof(Reduction))]
    public int Reduction;

    /// <summary>Must be 0.</summary>
    public int Reserved;

    /// <summary>[rows] weight of each row, of the inputs' type; NULL = all ones. Read as data: not checked for sign or NaN.</summary>
    [Const]
    public void* RowWeights;
}
