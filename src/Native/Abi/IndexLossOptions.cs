// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.InteropServices;

namespace NativeLoss.Native.Abi;

/// <summary>
/// Options of the losses of rows with class labels other than cross-entropy. All bytes zero after struct_size are the defaults; NULL
/// means defaults too.
/// </summary>
[CName("nloss_index_loss_options")]
[StructLayout(LayoutKind.Sequential)]
public unsafe struct IndexLossOptions
{
    /// <summary>Size of this struct in bytes, as the caller was compiled.</summary>
    public uint StructSize;

    /// <summary>Combination of flags; 0 = none.</summary>
    [Code(typeof(IndexLossFlags))]
    public uint Flags;

    /// <summary>How rows are reduced; 0 = mean.</summary>
    [Code(typeof(Reduction))]
    public int Reduction;

    /// <summary>Must be 0.</summary>
    public int Reserved;

    /// <summary>Label of rows to leave out, any value; read only with NLOSS_INDEX_LOSS_IGNORE_INDEX.</summary>
    public long IgnoreIndex;

    /// <summary>[classes] weight of each class, of the input's type; NULL = all ones. Read as data: not checked for sign or NaN.</summary>
    [Const]
    public void* ClassWeights;

    /// <summary>[rows] weight of each row, of the input's type; NULL = all ones. Read as data: not checked for sign or NaN.</summary>
    [Const]
    public void* RowWeights;

    /// <summary>Receives the first bad row on NLOSS_E_LABEL, and is otherwise not written; NULL = not wanted.</summary>
    public long* ErrorRow;
}
