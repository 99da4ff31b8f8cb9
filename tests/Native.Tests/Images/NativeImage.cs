// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.IO;
using System.Runtime.InteropServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Tests.Calls;

namespace NativeLoss.Native.Tests.Images;

/// <summary>
/// The native file, limited to one level. The limit belongs to the loaded file, so each level loads a copy of its own:
/// tests run in parallel and would otherwise change each other's level.
/// </summary>
internal sealed unsafe class NativeImage : Image
{
    private readonly nint library;

    internal NativeImage(IsaLevel level)
        : base("native " + level)
    {
        var copy = Path.Combine(Path.GetTempPath(), $"nativeloss-{Environment.ProcessId}-{level}.so");
        File.Copy(Repository.NativeFile, copy, overwrite: true);
        library = NativeLibrary.Load(copy);
        File.Delete(copy);
        Status = (Status)((delegate* unmanaged[Cdecl]<int, int>)Export("nloss_limit_isa"))((int)level);
        Level = (IsaLevel)((delegate* unmanaged[Cdecl]<int>)Export("nloss_isa"))();
    }

    /// <summary>What limiting to the level returned.</summary>
    internal Status Status { get; }

    /// <summary>The level that calls use: lower than the one asked for where the machine lacks it.</summary>
    internal IsaLevel Level { get; }

    internal override int Call(Operation operation, Dtype dtype, Signature signature, long* arguments) =>
        signature.CallTyped(Export(operation.EntryPoint(dtype)), arguments);

    internal override nint Export(string entryPoint) => NativeLibrary.GetExport(library, entryPoint);
}
