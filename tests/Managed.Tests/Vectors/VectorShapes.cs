// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using NativeLoss.Tests.Support;

namespace NativeLoss.Tests.Vectors;

/// <summary>The extents of the C functions' arrays, as include/nativeloss.api.json has them.</summary>
internal static class VectorShapes
{
    private static readonly Dictionary<string, string[]> All = Read();

    /// <summary>Names of extents; what has none there is for each row.</summary>
    internal static string[] Of(string operation, string array) => All.GetValueOrDefault($"nloss_{operation} {array}", ["rows"]);

    private static Dictionary<string, string[]> Read()
    {
        using var api = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("include/nativeloss.api.json")));
        return (from section in api.RootElement.GetProperty("sections").EnumerateArray()
                from function in section.GetProperty("functions").EnumerateArray()
                where function.TryGetProperty("entry", out _) && !function.TryGetProperty("twin_of", out _)
                from parameter in function.GetProperty("parameters").EnumerateArray()
                where parameter.TryGetProperty("shape", out _)
                let shape = parameter.GetProperty("shape").GetString()!.Split(", ", StringSplitOptions.None)
                select (Key: $"{function.GetProperty("entry")} {parameter.GetProperty("name")}", shape))
            .ToDictionary(pair => pair.Key, pair => pair.shape);
    }
}
