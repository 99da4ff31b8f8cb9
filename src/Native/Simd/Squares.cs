// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Simd;

/// <summary>Square blocks of f32, where the processor has no instruction for vectors of their size: when the tests run every width.</summary>
internal static unsafe class Squares
{
    internal static void Transpose(float* block, int size)
    {
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k < i; k++)
                (block[(size * i) + k], block[(size * k) + i]) = (block[(size * k) + i], block[(size * i) + k]);
        }
    }
}
