// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NativeLoss.Native.Kernels;

/// <summary>0 to 31, to compare lanes with.</summary>
internal static unsafe class LaneIndices
{
    internal static float* Pointer => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Numbers));

    private static ReadOnlySpan<float> Numbers =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
    ];
}
