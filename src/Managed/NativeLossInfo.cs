// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using NativeLoss.Interop;

namespace NativeLoss;

/// <summary>What the loaded native file is, and which instruction set it uses.</summary>
public static class NativeLossInfo
{
    /// <summary>Version of the native file.</summary>
    /// <exception cref="DllNotFoundException">The native file is missing.</exception>
    /// <exception cref="BadImageFormatException">
    /// The native file belongs to another version of this assembly.
    /// </exception>
    public static Version Version
    {
        get
        {
            NativeFile.Require();
            var number = NativeMethods.nloss_version();
            return new Version(number / 1_000_000, number / 1_000 % 1_000, number % 1_000);
        }
    }

    /// <summary>The instruction-set level that calls use now. The results do not depend on it.</summary>
    public static IsaLevel Isa
    {
        get
        {
            NativeFile.Require();
            return NativeMethods.nloss_isa();
        }
    }

    /// <summary>
    /// Limits the instruction-set level of all later calls in this process, for tests and comparisons, as the
    /// environment's <c>NATIVELOSS_ISA</c> (v2, v3 or v4; neon on arm64) does at the first call. A level above what the
    /// machine has means the best it has.
    /// </summary>
    /// <param name="level">V2, V3 or V4; Neon on arm64.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is none of them.</exception>
    /// <exception cref="PlatformNotSupportedException">The machine has no usable level.</exception>
    public static void LimitIsa(IsaLevel level)
    {
        NativeFile.Require();
        Failure.ThrowIf(NativeMethods.nloss_limit_isa(level), nameof(level), level);
    }
}
