// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.InteropServices;

namespace NativeLoss.Native.Abi;

/// <summary>Options of the softmax family. All bytes zero after struct_size are the defaults; NULL means defaults too.</summary>
[CName("nloss_softmax_options")]
[StructLayout(LayoutKind.Sequential)]
public unsafe struct SoftmaxOptions
{
    /// <summary>Size of this struct in bytes, as the caller was compiled.</summary>
    public uint StructSize;

    /// <summary>Combination of flags; 0 = none.</summary>
    [Code(typeof(SoftmaxFlags))]
    public uint Flags;

    /// <summary>
    /// Elements between the classes of a row, for a class axis that is not the last: row r of a matrix starts at
    /// (r / inner) * stride + r % inner. It divides rows; a stride is then at least classes * inner. 0 = 1 = contiguous rows.
    /// </summary>
    public long Inner;

    /// <summary>
    /// The logits are divided by it; finite. 0 = 1. Negative turns the order of the classes round (softmin). A quotient that is too
    /// large for f64 is infinite.
    /// </summary>
    public double Temperature;

    /// <summary>What mask holds; 0 = no mask.</summary>
    [Code(typeof(MaskType))]
    public int MaskType;

    /// <summary>Must be 0.</summary>
    public int Reserved;

    /// <summary>[rows, classes] laid out like the logits, applied after the temperature; NULL = no class is left out.</summary>
    [Const]
    public void* Mask;

    /// <summary>Elements from one row of mask to the next; 0 = one row of contiguous classes for all rows.</summary>
    public long MaskStride;
}
