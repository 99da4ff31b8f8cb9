// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NativeLoss.BindGen;
using NativeLoss.BindGen.Reading;
using NativeLoss.BindGen.Writing;

if (args is not [("--write" or "--check") and var mode, var root])
{
    Console.Error.WriteLine("usage: BindGen --write|--check REPOSITORY");
    return 2;
}

try
{
    KeyValuePair<string, string>[] stale =
        [.. Outputs.Of(ApiReader.Read(ApiReader.DocsPath)).Where(file => Existing(file.Key) != file.Value)];
    foreach ((string path, string text) in stale)
    {
        if (mode == "--write")
            Write(path, text);
        else
            Console.WriteLine(string.Join('\n', Diff.Unified(path, Existing(path), text)));
    }

    return mode == "--check" && stale.Length > 0 ? 1 : 0;
}
catch (BindGenException e)
{
    Console.Error.WriteLine($"BindGen: {e.Message}");
    return 1;
}

string Existing(string path) => File.Exists(Path.Combine(root, path)) ? File.ReadAllText(Path.Combine(root, path)) : "";

void Write(string path, string text)
{
    string file = Path.Combine(root, path);
    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
    File.WriteAllText(file, text);
    Console.WriteLine($"written: {path}");
}
