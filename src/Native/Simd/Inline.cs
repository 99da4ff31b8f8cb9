// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// How long sequences of operations enter the loops that they are in: inlined, except at the level whose fused multiply-add is a call anyway.
/// There a call more costs little, and their copies would be a fifth of the file.
/// </summary>
internal static class Inline
{
#if ISA_V2
    internal const MethodImplOptions Sequence = MethodImplOptions.NoInlining;
#else
    internal const MethodImplOptions Sequence = MethodImplOptions.AggressiveInlining;
#endif
}
