// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.InteropServices;

namespace NativeLoss.Native.Tests.Images;

/// <summary>
/// A library that holds one level and no dispatcher: the standard NativeAOT build of the same source.
/// </summary>
internal sealed class LibraryImage(string path) : Image(path)
{
    private readonly nint library = NativeLibrary.Load(path);

    internal override nint Export(string entryPoint) => NativeLibrary.GetExport(library, entryPoint);
}
