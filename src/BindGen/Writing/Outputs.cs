// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using NativeLoss.BindGen.Losses;
using NativeLoss.BindGen.Model;

namespace NativeLoss.BindGen.Writing;

/// <summary>Every generated file of the repository, by path.</summary>
internal static class Outputs
{
    public static IReadOnlyDictionary<string, string> Of(Api read)
    {
        string json = read.ToJson();
        var api = Api.FromJson(json);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["include/nativeloss.api.json"] = json,
            ["include/nativeloss.h"] = HeaderWriter.Write(api),
            ["src/Managed/Interop/Enums.g.cs"] = CSharpWriter.Enums(api),
            ["src/Managed/Interop/NativeMethods.g.cs"] = CSharpWriter.Methods(api),
            ["src/Managed/Interop/Structs.g.cs"] = CSharpWriter.Structs(api),
            ["bindings/python/nativeloss/_abi.py"] = PythonWriter.Write(api),
            ["src/Native/Dispatch/trampolines.g.c"] = TrampolineWriter.Write(api),
            ["tests/abi/exports.txt"] =
                string.Concat(api.Functions.Select(function => function.Name + "\n").Order(StringComparer.Ordinal)),
        };
        foreach ((string path, string text) in LossWriter.Files(api))
            files.Add(path, text);
        return files;
    }
}
