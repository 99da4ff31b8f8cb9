// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace NativeLoss.CppSharpBindings;

/// <summary>What include/nativeloss.api.json says, one line for each thing a binding relies on.</summary>
internal static class Manifest
{
    public static List<string> Facts(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var root = document.RootElement;
        List<string> facts = [];
        foreach (var type in Items(root, "structs"))
        {
            facts.Add($"struct {Text(type, "name")} has {type.GetProperty("size").GetInt32()} bytes");
            facts.AddRange(Items(type, "fields").Select(
                field => $"field {Text(type, "name")}.{Text(field, "name")} at {field.GetProperty("offset").GetInt32()}"));
        }

        foreach (var codes in Items(root, "enums"))
        {
            facts.AddRange(Items(codes, "members").Select(
                member => $"constant {Text(codes, "prefix")}{Text(member, "name")} = {member.GetProperty("value").GetInt64()}"));
        }

        var functions = Items(root, "sections").SelectMany(section => Items(section, "functions")).ToList();
        var types = new Dictionary<string, string>();
        foreach (var function in functions)
        {
            var all = Items(function, "parameters").Prepend(function).Select(p => p.GetProperty("type")).ToList();
            foreach (var type in all)
                types[Name(type)] = Text(type, "name");
            var spelled = all.ConvertAll(Spelled);
            facts.Add($"function {spelled[0]} {Text(function, "name")}({string.Join(", ", spelled.Skip(1))})");
        }

        facts.AddRange(types.Select(pair => Integer(pair.Key, pair.Value)).OfType<string>());
        return facts;
    }

    /// <summary>The name of a type in C, without const and pointer.</summary>
    private static string Name(JsonElement type) =>
        Spelled(type).Replace("const ", "", StringComparison.Ordinal).TrimEnd(' ', '*');

    private static string Spelled(JsonElement type) => Text(type, "in_c").Trim();

    /// <summary>The integer that a name stands for; null for what is none.</summary>
    private static string? Integer(string name, string type)
    {
        var bits = name is "nloss_f16" or "nloss_bf16" ? "uint16_t" : type;
        if (!bits.EndsWith("_t", StringComparison.Ordinal))
            return null;
        var sign = bits.StartsWith('u') ? "unsigned" : "signed";
        return $"integer {name} has {new string([.. bits.Where(char.IsAsciiDigit)])} bits, {sign}";
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
