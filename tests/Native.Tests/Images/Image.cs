// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Tests.Calls;

namespace NativeLoss.Native.Tests.Images;

/// <summary>Something that runs the kernels: it maps the C name of an export to a function pointer.</summary>
internal abstract unsafe class Image(string name)
{
    internal string Name { get; } = name;

    internal abstract nint Export(string entryPoint);

    /// <summary>Calls the export of a level, which takes the element type as an argument.</summary>
    internal virtual int Call(Operation operation, Dtype dtype, Signature signature, long* arguments) =>
        signature.Call(Export(operation.LevelEntryPoint), arguments);

    public override string ToString() => Name;
}
