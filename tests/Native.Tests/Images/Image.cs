// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Tests.Images;

/// <summary>Something that runs the kernels: it maps the C name of an export to a function pointer.</summary>
internal abstract class Image(string name)
{
    internal string Name { get; } = name;

    internal abstract nint Export(string entryPoint);

    public override string ToString() => Name;
}
