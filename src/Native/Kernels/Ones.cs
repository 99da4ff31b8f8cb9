// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NativeLoss.Native.Kernels;

/// <summary>As many as <see cref="ElementBlock.Most"/>, for weights and targets that there are none of.</summary>
internal static unsafe class Ones
{
    internal static float* Pointer => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Numbers));

    private static ReadOnlySpan<float> Numbers =>
    [
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ];
}
