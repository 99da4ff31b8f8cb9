// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Simd;

/// <summary>
/// How the exponential enters its loops: inlined, except at the level whose fused multiply-add is a call anyway. There a call more
/// costs little, and its copies would be a tenth of the file.
/// </summary>
internal static class Inline
{
#if ISA_V2
    internal const MethodImplOptions Exponential = MethodImplOptions.NoInlining;
#else
    internal const MethodImplOptions Exponential = MethodImplOptions.AggressiveInlining;
#endif
}
