// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.InteropServices;

namespace NativeLoss.Native.Abi;

/// <summary>Options of cross-entropy. All bytes zero after struct_size are the defaults; NULL means defaults too.</summary>
[CName("nloss_cross_entropy_options")]
[StructLayout(LayoutKind.Sequential)]
public unsafe struct CrossEntropyOptions
{
    /// <summary>Size of this struct in bytes, as the caller was compiled.</summary>
    public uint StructSize;

    /// <summary>Combination of flags; 0 = none.</summary>
    [Code(typeof(CrossEntropyFlags))]
    public uint Flags;

    /// <summary>How rows are reduced; 0 = mean.</summary>
    [Code(typeof(Reduction))]
    public int Reduction;

    /// <summary>Must be 0.</summary>
    public int Reserved;

    /// <summary>Probability mass spread evenly over all classes, in [0, 1]; 0 = off. Typical: 0.05 to 0.2.</summary>
    public double LabelSmoothing;

    /// <summary>Label of rows to leave out, any value; read only with NLOSS_CE_IGNORE_INDEX, and only for index targets.</summary>
    public long IgnoreIndex;

    /// <summary>[classes] weight of each class, of the logits' type; NULL = all ones. Read as data: not checked for sign or NaN.</summary>
    [Const]
    public void* ClassWeights;

    /// <summary>Receives the first bad row on NLOSS_E_LABEL, and is otherwise not written; NULL = not wanted.</summary>
    public long* ErrorRow;
}
