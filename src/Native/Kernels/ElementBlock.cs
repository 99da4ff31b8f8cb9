// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.InteropServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>Sixteen elements of an element-wise call as f64, and what the loss makes of them; on the stack of the task.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ElementBlock
{
    private const int Size = WideBlock.Size;

    internal fixed double X[Size];
    internal fixed double Y[Size];

    /// <summary>The other input of a loss that has two.</summary>
    internal fixed double Other[Size];

    internal fixed double Weight[Size];
    internal fixed double PosWeight[Size];
    internal fixed double Value[Size];
    internal fixed double ValueLow[Size];
    internal fixed double Slope[Size];
    internal fixed double SlopeLow[Size];

    internal LaneSums Sums;

    internal ElementParameters Parameters;
}
