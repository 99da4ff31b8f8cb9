// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.IO;

namespace NativeLoss.Tests.Support;

/// <summary>Files of the working tree that a test reads.</summary>
internal static class Repository
{
    private static readonly string Root = Find(AppContext.BaseDirectory);

    internal static string PathOf(string relative) => Path.Combine(Root, relative);

    internal static string[] Lines(string relative) => File.ReadAllLines(PathOf(relative));

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "global.json"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No global.json above."));
}
