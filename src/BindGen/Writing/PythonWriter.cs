// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Collections.Generic;
using System.Linq;
using NativeLoss.BindGen.Model;

namespace NativeLoss.BindGen.Writing;

/// <summary>
/// bindings/python/nativeloss/_abi.py: constants, structs and signatures for ctypes, formatted as black does.
/// </summary>
internal static class PythonWriter
{
    private const int Width = 120;

    private static readonly Dictionary<string, string> Primitives = new()
    {
        ["int32_t"] = "c_int32",
        ["uint32_t"] = "c_uint32",
        ["int64_t"] = "c_int64",
        ["uint64_t"] = "c_uint64",
        ["float"] = "c_float",
        ["double"] = "c_double",
    };

    public static string Write(Api api)
    {
        var source = new Source();
        source.Line($"# {Source.Notice}").Lines(
        [
            "# SPDX-License-Identifier: MIT",
            "# SPDX-FileCopyrightText: The NativeLoss authors",
            "\"\"\"Constants, structs and signatures of the library, as include/nativeloss.h documents them.\"\"\"",
            "",
            "from __future__ import annotations",
            "",
            "import ctypes",
            "from ctypes import c_char_p, c_double, c_int32, c_int64, c_uint32, c_uint64, c_void_p",
            "from enum import IntEnum, IntFlag",
            "from typing import Any, Final",
            "",
            $"VERSION: Final = \"{api.Version}\"",
            $"ABI: Final = {api.Abi}",
            $"API_HASH: Final = {api.ApiHash}",
        ]);
        foreach (CodeSet codes in api.Enums)
            WriteEnum(source, codes);
        source.Line();
        foreach (Callback callback in api.Callbacks)
        {
            source.Line().Paragraph(callback.Doc, "# ", "# ", Width);
            source.Line($"{Constant(callback.Name)} = ctypes.CFUNCTYPE({Arguments(callback.Parameters)})");
        }

        foreach (Struct type in api.Structs)
            WriteStruct(source, type);
        WriteLayout(source, api);
        WriteSignatures(source, api);
        return source.ToString();
    }

    private static void WriteEnum(Source source, CodeSet codes)
    {
        source.Line().Line().Line($"class {Names.Class(codes.Name)}({(codes.Flags ? "IntFlag" : "IntEnum")}):");
        DocString(source, codes.Doc);
        foreach (Code member in codes.Members)
            source.Line().Paragraph(member.Doc, "    # ", "    # ", Width).Line($"    {member.Name} = {member.Value}");
    }

    private static void WriteStruct(Source source, Struct type)
    {
        foreach (Field callback in type.Fields.Where(field => field.Arguments != null))
        {
            source.Line().Line().Paragraph(callback.Doc, "# ", "# ", Width)
                .Line($"{callback.Name.ToUpperInvariant()} = ctypes.CFUNCTYPE({Arguments(callback.Arguments!)})");
        }

        source.Line().Line().Line($"class {Names.Class(type.Name)}(ctypes.Structure):");
        DocString(source, type.Doc);
        source.Line().Line("    _fields_ = [");
        foreach (Field field in type.Fields)
        {
            string fieldType = field.Arguments == null ? CType(field.Type) : field.Name.ToUpperInvariant();
            source.Line($"        (\"{field.Name}\", {fieldType}),");
        }

        source.Line("    ]");
    }

    private static void WriteLayout(Source source, Api api)
    {
        source.Line().Line().Line("# What the library's compiler laid out: size, and offset of each field.")
            .Line("LAYOUT: Final[dict[type[ctypes.Structure], tuple[int, dict[str, int]]]] = {");
        foreach (Struct type in api.Structs)
        {
            source.Line($"    {Names.Class(type.Name)}: (").Line($"        {type.Size},").Line("        {");
            source.Lines(type.Fields.Select(field => $"            \"{field.Name}\": {field.Offset},"));
            source.Line("        },").Line("    ),");
        }

        source.Line("}");
    }

    private static void WriteSignatures(Source source, Api api)
    {
        source.Line().Line("_SIGNATURES: Final[dict[str, tuple[Any, tuple[Any, ...]]]] = {");
        foreach (Function function in api.Functions)
        {
            string[] types = [.. function.Parameters.Select(parameter => CType(parameter.Type))];
            string tuple = types.Length == 1 ? $"({types[0]},)" : $"({string.Join(", ", types)})";
            string line = $"    \"{function.Name}\": ({CType(function.Type)}, {tuple}),";
            if (line.Length <= Width)
            {
                source.Line(line);
                continue;
            }

            source.Line($"    \"{function.Name}\": (").Line($"        {CType(function.Type)},");
            if (tuple.Length + 9 <= Width)
                source.Line($"        {tuple},");
            else
                source.Line("        (").Lines(types.Select(type => $"            {type},")).Line("        ),");
            source.Line("    ),");
        }

        source.Line("}").Line().Line()
            .Line("def declare(lib: ctypes.CDLL) -> None:")
            .Line("    \"\"\"Declare the signature of every function of the loaded library.\"\"\"")
            .Line("    for name, (restype, argtypes) in _SIGNATURES.items():")
            .Line("        function = getattr(lib, name)")
            .Line("        function.restype = restype")
            .Line("        function.argtypes = argtypes");
    }

    private static void DocString(Source source, string text)
    {
        string line = $"    \"\"\"{text}\"\"\"";
        if (line.Length <= Width)
            source.Line(line);
        else
            source.Paragraph(text, "    \"\"\"", "    ", Width).Line("    \"\"\"");
    }

    private static string Arguments(IEnumerable<Parameter> parameters) =>
        string.Join(", ", parameters.Select(parameter => CType(parameter.Type)).Prepend("None"));

    private static string Constant(string cName) => Names.Unprefixed(cName).ToUpperInvariant();

    private static string CType(TypeUse type) =>
        type is { Pointer: true, Name: "char" } ? "c_char_p"
        : type.Pointer ? "c_void_p"
        : Primitives.TryGetValue(type.Name, out string? name) ? name
        : Constant(type.Name);
}
