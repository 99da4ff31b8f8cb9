// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.IO;

namespace NativeLoss.Native.Tests.Images;

/// <summary>Where the things under test are.</summary>
internal static class Repository
{
    internal static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    internal static string NativeFile => Built("native/linux-x64/libnativeloss.so", "native");

    internal static string IlAssembly(string level) => Built($"il/{level}/NativeLoss.Native.dll", "native");

    internal static string RuntimeFlavour(string level) =>
        Built($"native-runtime/{level}/libnativeloss.so", "native --flavour runtime");

    private static string Built(string artifact, string command)
    {
        var path = Path.Combine(Root, "artifacts", artifact);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{path} is missing: ./build.sh {command} makes it.");
    }

    private static string FindRoot(string directory) =>
        File.Exists(Path.Combine(directory, "Directory.Packages.props"))
            ? directory
            : FindRoot(
                Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException("Not inside the repository."));
}
