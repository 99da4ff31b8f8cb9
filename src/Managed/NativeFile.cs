// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using NativeLoss.Interop;

namespace NativeLoss;

/// <summary>The check that the native file is there and is the one that the declarations were generated from.</summary>
internal static class NativeFile
{
    private static volatile bool s_checked;

    /// <summary>
    /// Costs one predicted branch after the first call. Two threads may both do the check: it has no side effect to
    /// order.
    /// </summary>
    internal static void Require()
    {
        if (!s_checked)
            Check();
    }

    private static void Check()
    {
        try
        {
            Compare("ABI", (ulong)NativeMethods.nloss_abi(), NativeMethods.Abi);
            Compare("API hash", NativeMethods.nloss_api_hash(), NativeMethods.ApiHash);
        }
        catch (DllNotFoundException missing)
        {
            throw new DllNotFoundException(
                "libnativeloss was not found beside the NativeLoss assembly: "
                + "run `./build.sh native`, then build again.",
                missing);
        }
        catch (EntryPointNotFoundException other)
        {
            throw new BadImageFormatException(
                "The libnativeloss that was found is not this one: a function is missing in it.", other);
        }

        Limit(Environment.GetEnvironmentVariable("NATIVELOSS_ISA"));
        s_checked = true;
    }

    private static void Compare(string what, ulong found, ulong expected)
    {
        if (found != expected)
        {
            throw new BadImageFormatException(
                $"libnativeloss has {what} {found:x}, but this NativeLoss assembly was generated for {expected:x}: "
                + "take both from the same build.");
        }
    }

    /// <summary>The native file imports nothing, so it cannot read the environment itself.</summary>
    private static void Limit(string? level)
    {
        if (string.IsNullOrEmpty(level))
            return;
        var isa = level switch
        {
            "v2" => IsaLevel.V2,
            "v3" => IsaLevel.V3,
            "v4" => IsaLevel.V4,
            "neon" => IsaLevel.Neon,
            _ => throw new InvalidOperationException(
                $"NATIVELOSS_ISA is '{level}'; it can be v2, v3 or v4, or neon on arm64."),
        };
        _ = NativeMethods.nloss_limit_isa(isa);
    }
}
