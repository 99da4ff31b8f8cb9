// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using NativeLoss.BindGen.Model;

namespace NativeLoss.BindGen.Writing;

/// <summary>The C# declarations: public enums, internal structs and imports.</summary>
internal static class CSharpWriter
{
    public const int Width = 120;

    private static readonly Dictionary<string, string> Primitives = new()
    {
        ["void"] = "void",
        ["char"] = "byte",
        ["int32_t"] = "int",
        ["uint32_t"] = "uint",
        ["int64_t"] = "long",
        ["uint64_t"] = "ulong",
        ["float"] = "float",
        ["double"] = "double",
    };

    /// <summary>Element types by the end of a function's name; bfloat16 has no type in .NET.</summary>
    private static readonly Dictionary<string, string> Elements = new()
    {
        ["f32"] = "float",
        ["f64"] = "double",
        ["f16"] = "Half",
        ["bf16"] = "ushort",
    };

    public static string Enums(Api api)
    {
        Source source = Start("NativeLoss", "using System;");
        foreach (CodeSet codes in api.Enums)
        {
            source.Line();
            Summary(source, codes.Doc, "");
            if (codes.Flags)
                source.Line("[Flags]");
            string visibility = codes.Flags ? "internal" : "public";
            string underlying = codes.Type == "int32_t" ? "" : " : " + Primitives[codes.Type];
            source.Line($"{visibility} enum {Names.Class(codes.Name)}{underlying}").Line("{");
            foreach (Code member in codes.Members)
            {
                if (member != codes.Members[0])
                    source.Line();
                Summary(source, member.Doc, "    ");
                source.Line($"    {Member(member)} = {member.Value},");
            }

            source.Line("}");
        }

        return source.ToString();
    }

    public static string Structs(Api api)
    {
        Source source = Start("NativeLoss.Interop", "using System.Runtime.InteropServices;");
        foreach (Struct type in api.Structs)
        {
            source.Line();
            Summary(source, type.Doc, "");
            source.Line("[StructLayout(LayoutKind.Sequential)]");
            source.Line($"internal unsafe struct {Names.Class(type.Name)}").Line("{");
            foreach (Field field in type.Fields)
            {
                if (field != type.Fields[0])
                    source.Line();
                Summary(source, field.Doc, "    ");
                string fieldType =
                    field.Arguments == null ? Type(api, field.Type) : FunctionPointer(api, field.Arguments);
                source.Line($"    public {fieldType} {Names.Pascal(field.Name)};");
            }

            source.Line("}");
        }

        return source.ToString();
    }

    public static string Methods(Api api)
    {
        Source source = Start(
            "NativeLoss.Interop",
            "using System;",
            "using System.Runtime.CompilerServices;",
            "using System.Runtime.InteropServices;");
        source.Line();
        Summary(source, "The library's functions, under their C names; include/nativeloss.h documents them.", "");
        source.Line("internal static unsafe partial class NativeMethods").Line("{");
        source.Line("    internal const string Library = \"nativeloss\";").Line();
        source.Line($"    internal const int Abi = {api.Abi};").Line();
        source.Line($"    internal const ulong ApiHash = {api.ApiHash};");
        foreach (IGrouping<string, Function> functions in api.Functions.GroupBy(function => function.Entry ?? function.Name))
        {
            string[] parameters = Parameters(api, [.. functions]);
            if (!functions.First().InDispatcher)
                WriteGeneric(source, api, [.. functions], parameters);
            foreach (Function function in functions)
            {
                source.Line().Line("    [LibraryImport(Library)]");
                source.Line("    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]");
                string visibility = function.InDispatcher ? "internal" : "private";
                WriteSignature(
                    source, $"    {visibility} static partial {Type(api, function.Type)} {function.Name}(", parameters, ";");
            }
        }

        return source.Line("}").ToString();
    }

    /// <summary>The functions of one entry as one; the compiler leaves the branch of T and nothing else.</summary>
    private static void WriteGeneric(Source source, Api api, Function[] functions, string[] parameters)
    {
        source.Line().Line("    [MethodImpl(MethodImplOptions.AggressiveInlining)]");
        WriteSignature(
            source, $"    internal static {Type(api, functions[0].Type)} {functions[0].Entry}<T>(", parameters, "");
        source.Line("        where T : unmanaged").Line("    {");
        string arguments = string.Join(", ", functions[0].Parameters.Select(p => Names.Camel(p.Name)));
        foreach (Function function in functions)
        {
            source.Line($"        if (typeof(T) == typeof({Element(function)}))");
            string call = $"            return {function.Name}(";
            source.Lines(Source.Wrap($"{arguments});", call, "                ", Width));
        }

        string types = string.Join(", ", functions.Select(function => $"typeof({Element(function)})"));
        source.Line($"        throw Elements.NotSupported(typeof(T), {types});").Line("    }");
    }

    private static void WriteSignature(Source source, string start, string[] parameters, string end)
    {
        string joined = string.Join(", ", parameters);
        if (start.Length + joined.Length + 1 + end.Length <= Width)
        {
            source.Line($"{start}{joined}){end}");
            return;
        }

        source.Line(start).Lines(parameters[..^1].Select(p => $"        {p},")).Line($"        {parameters[^1]}){end}");
    }

    /// <summary>One list for all functions of an entry: pointers to what they differ in have no type.</summary>
    private static string[] Parameters(Api api, Function[] functions) =>
    [
        .. functions[0].Parameters.Select((parameter, i) =>
        {
            bool same = functions.All(function => function.Parameters[i].Type == parameter.Type);
            return $"{(same ? Type(api, parameter.Type) : "void*")} {Names.Camel(parameter.Name)}";
        }),
    ];

    private static string Element(Function function) => Elements[function.Name[(function.Entry!.Length + 1)..]];

    public static Source Start(string scope, params IEnumerable<string> usings) =>
        new Source().Line($"// <auto-generated>{Source.Notice}</auto-generated>")
            .Line("// SPDX-License-Identifier: MIT").Line("// SPDX-FileCopyrightText: The NativeLoss authors").Line()
            .Line("#nullable enable").Line().Lines(usings).Line().Line($"namespace {scope};");

    private static void Summary(Source source, string text, string indent)
    {
        string escaped = SecurityElement.Escape(text).Replace("&apos;", "'").Replace("&quot;", "\"");
        string line = $"{indent}/// <summary>{escaped}</summary>";
        string start = $"{indent}/// ";
        if (line.Length <= Width)
            source.Line(line);
        else
            source.Line($"{start}<summary>").Paragraph(escaped, start, start, Width).Line($"{start}</summary>");
    }

    /// <summary>E_STRUCT_SIZE becomes StructSize: the letter that marks errors in C says nothing here.</summary>
    private static string Member(Code code) =>
        Names.Pascal(code.Name.StartsWith("E_", StringComparison.Ordinal) ? code.Name[2..] : code.Name);

    private static string Type(Api api, TypeUse type)
    {
        if (type.Code != null)
            return Names.Class(type.Code);
        if (api.Callbacks.FirstOrDefault(callback => callback.Name == type.Name) is { } callback)
            return FunctionPointer(api, callback.Parameters);
        string name = Primitives.TryGetValue(type.Name, out string? primitive) ? primitive : Names.Class(type.Name);
        return type.Pointer ? name + "*" : name;
    }

    private static string FunctionPointer(Api api, IEnumerable<Parameter> parameters) =>
        $"delegate* unmanaged[Cdecl]<{string.Concat(parameters.Select(p => Type(api, p.Type) + ", "))}void>";
}
