// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.IO;
using System.Linq;
using System.Reflection;
using CppSharp;
using NativeLoss.CppSharpBindings;

// CppSharpBindings ROOT OUTPUT: writes C# bindings of ROOT/include/nativeloss.h to the folder OUTPUT, prints what the
// header declares as CppSharp read it, and compares that with the manifest.
if (args.Length != 2)
{
    Console.Error.WriteLine("usage: CppSharpBindings ROOT OUTPUT");
    return 2;
}

var include = Path.Combine(args[0], "include");
var library = new HeaderLibrary(include, args[1]);
if (!ConsoleDriver.Run(library) || library.Facts.Count == 0)
{
    Console.Error.WriteLine("CppSharp could not read the header.");
    return 1;
}

var bindings = Path.Combine(args[1], "nativeloss.cs");
var version = typeof(ConsoleDriver).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
File.WriteAllText(bindings, $"// By CppSharp {version}, from {library.Version}.\n{File.ReadAllText(bindings)}");

var found = library.Facts.Order(StringComparer.Ordinal).ToList();
var expected = Manifest.Facts(Path.Combine(include, "nativeloss.api.json")).Order(StringComparer.Ordinal).ToList();
found.ForEach(Console.WriteLine);
foreach (var fact in expected.Except(found))
    Console.Error.WriteLine($"only in the manifest: {fact}");
foreach (var fact in found.Except(expected))
    Console.Error.WriteLine($"only in the header: {fact}");
var same = found.SequenceEqual(expected);
Console.WriteLine($"{found.Count} facts of the header, {expected.Count} of the manifest: {(same ? "the same" : "not the same")}");
return same ? 0 : 1;
