// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Exports;

/// <summary>
/// The exports that the C dispatcher (src/Native/Dispatch) implements, because they exist once per file and not once per level.
/// Declared here so that the generator finds their signature and their documentation where it finds all others.
/// </summary>
public unsafe interface IDispatcher
{
    /// <summary>Returns the version of the library as major * 1,000,000 + minor * 1,000 + patch.</summary>
    /// <returns>The number that NLOSS_VERSION had when the library was built.</returns>
    static abstract int nloss_version();

    /// <summary>Returns the version of the binary interface. It changes only when existing callers would break.</summary>
    /// <returns>The number that NLOSS_ABI had when the library was built.</returns>
    static abstract int nloss_abi();

    /// <summary>
    /// Returns a hash over every function, struct and constant of this header. Generated bindings compare it with theirs when they load
    /// the library, and refuse a mismatch.
    /// </summary>
    /// <returns>The number that NLOSS_API_HASH had when the library was built.</returns>
    static abstract ulong nloss_api_hash();

    /// <summary>Returns the name of a status, for messages.</summary>
    /// <param name="status">[in] any value</param>
    /// <returns>A static string such as "NLOSS_E_LABEL"; "NLOSS_E_?" for a value that is no status. Never NULL.</returns>
    static abstract byte* nloss_status_name([Code(typeof(Status))] int status);

    /// <summary>Returns the instruction-set level that calls use now.</summary>
    /// <returns>One of nloss_isa_level; NLOSS_ISA_NONE where this machine has no usable level.</returns>
    [return: Code(typeof(IsaLevel))]
    static abstract int nloss_isa();

    /// <summary>
    /// Limits the instruction-set level of all later calls in this process, for tests and comparisons. Results do not change, only
    /// speed. A level above what the machine has means the best it has. Calls that are running keep the level they started with.
    /// </summary>
    /// <param name="level">[in] one of nloss_isa_level that the file has: V2, V3, V4 on x64, NEON on arm64</param>
    /// <returns>NLOSS_OK; NLOSS_E_OPTION for any other number; NLOSS_E_UNSUPPORTED where the machine has no usable level.</returns>
    [return: Code(typeof(Status))]
    static abstract int nloss_limit_isa([Code(typeof(IsaLevel))] int level);
}
