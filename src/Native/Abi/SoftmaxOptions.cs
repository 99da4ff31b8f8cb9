// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.InteropServices;

namespace NativeLoss.Native.Abi;

/// <summary>Options of the softmax family. All bytes zero after struct_size are the defaults; NULL means defaults too.</summary>
[CName("nloss_softmax_options")]
[StructLayout(LayoutKind.Sequential)]
public struct SoftmaxOptions
{
    /// <summary>Size of this struct in bytes, as the caller was compiled.</summary>
    public uint StructSize;

    /// <summary>Combination of flags; 0 = none.</summary>
    [Code(typeof(SoftmaxFlags))]
    public uint Flags;
}
