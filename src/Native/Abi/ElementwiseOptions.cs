// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.InteropServices;

namespace NativeLoss.Native.Abi;

/// <summary>Options of the element-wise losses. All bytes zero after struct_size are the defaults; NULL means defaults too.</summary>
[CName("nloss_elementwise_options")]
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ElementwiseOptions
{
    /// <summary>Size of this struct in bytes, as the caller was compiled.</summary>
    public uint StructSize;

    /// <summary>Combination of flags; 0 = none.</summary>
    [Code(typeof(ElementwiseFlags))]
    public uint Flags;

    /// <summary>How the elements' losses are reduced; 0 = mean.</summary>
    [Code(typeof(Reduction))]
    public int Reduction;

    /// <summary>Must be 0.</summary>
    public int Reserved;

    /// <summary>
    /// Moves a target y to y (1-e) + e/2, in [0, 1]; 0 = off. Binary cross-entropy only.
    /// </summary>
    public double LabelSmoothing;

    /// <summary>
    /// [rows, columns] factors of the losses, f64 for f64 input, else f32; NULL = all ones. They do not enter the mean's denominator. 0 takes
    /// nothing of an infinite loss.
    /// </summary>
    [Const]
    public void* Weights;

    /// <summary>Elements from one row of weights to the next, at least columns; 0 = one row for all.</summary>
    public long WeightsStride;

    /// <summary>[rows] one more factor for each row, of the type of weights; NULL = all ones.</summary>
    [Const]
    public void* RowWeights;

    /// <summary>[rows, columns] factors of the positive targets' part, of the type of weights; NULL = all ones. With logits only.</summary>
    [Const]
    public void* PosWeights;

    /// <summary>Elements from one row of pos_weights to the next, at least columns; 0 = one row for all.</summary>
    public long PosWeightsStride;

    /// <summary>Receives the first bad row on NLOSS_E_VALUE, and is otherwise not written; NULL = not wanted.</summary>
    public long* ErrorRow;
}
