// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using NativeLoss.BindGen.Model;

namespace NativeLoss.BindGen.Writing;

/// <summary>src/Native/Dispatch/trampolines.g.c: each operation's entry, which forwards to the level in use.</summary>
internal static class TrampolineWriter
{
    private const int Width = 120;
    private const string Executor = "nloss_executor";

    public static string Write(Api api)
    {
        var source = new Source();
        source.Line($"/* {Source.Notice} */").Line("/* SPDX-License-Identifier: MIT */")
            .Line("/* SPDX-FileCopyrightText: The NativeLoss authors */").Line()
            .Line("#include \"dispatch.h\"").Line();
        Function[] operations = [.. api.Functions.Where(function => !function.InDispatcher)];
        // The functions of one entry differ in their element type only, which is an argument here.
        Function[] entries = [.. operations.Where(function => function.TwinOf == null)];

        source.Line("/* What one level implements. The first argument is the number of the element type. */");
        foreach (Function function in entries)
        {
            string start = $"typedef {function.Type.InC}NLOSS_CALL {Name(function)}_entry(";
            source.Lines(Source.Wrap(Separated(["int32_t", .. Types(function)], ");"), start, "    ", Width));
        }

        WriteEntries(source, "entries", entries.Where(function => !function.ShortVectors), "isa");
        source.Line().Line("/* Of the operations with short vectors v4 has v3's. */");
        WriteEntries(source, "short_entries", entries.Where(function => function.ShortVectors), "isa##_short");
        source.Line("#if defined(__aarch64__)").Line("LEVEL_OF_entries(neon)").Line("LEVEL_OF_short_entries(neon)")
            .Line("#define entries_of(level) ((void)(level), &neon)").Line("#define short_entries_of(level) ((void)(level), &neon_short)");
        source.Line("#else").Line("LEVEL_OF_entries(v2)").Line("LEVEL_OF_entries(v3)").Line("LEVEL_OF_entries(v4)")
            .Line("LEVEL_OF_short_entries(v2)").Line("LEVEL_OF_short_entries(v3)")
            .Line("#define entries_of(level) ((level) == NLOSS_ISA_V4 ? &v4 : (level) == NLOSS_ISA_V3 ? &v3 : &v2)")
            .Line("#define short_entries_of(level) ((level) == NLOSS_ISA_V2 ? &v2_short : &v3_short)");
        source.Line("#endif").Line();
        source.Line("#include \"forward.h\"");
        foreach (Function function in operations)
            WriteTrampoline(source, function, [.. entries.Where(entry => entry.ShortVectors == function.ShortVectors)]);
        WriteNames(source, api.Enums.Single(codes => codes.Name == "nloss_status"));
        return source.ToString();
    }

    /// <summary>A struct of entries, and the macro that fills it for a level.</summary>
    private static void WriteEntries(Source source, string type, IEnumerable<Function> entries, string name)
    {
        source.Line().Line("typedef struct {");
        source.Lines(entries.Select(f => $"    {Name(f)}_entry *{Name(f)};"));
        source.Line($"}} {type};").Line();
        source.Line($"#define LEVEL_OF_{type}(isa) \\");
        source.Lines(entries.Select(f => $"    extern {Name(f)}_entry nloss_##isa##_{f.Entry}; \\"));
        source.Line($"    static const {type} {name} = {{ \\");
        source.Lines(entries.Select(f => $"        nloss_##isa##_{f.Entry}, \\"));
        source.Line("    };");
    }

    private static string Name(Function function) => Names.Unprefixed(function.Entry!);

    /// <summary>Pointers without their type: the element type is not known to the compiler here.</summary>
    private static IEnumerable<string> Types(Function function) =>
        function.Parameters.Select(p => (p.Type.Pointer ? p.Type with { Name = "void" } : p.Type).InC.TrimEnd());

    private static IEnumerable<string> Separated(string[] arguments, string end) =>
        [.. arguments[..^1].Select(argument => argument + ","), arguments[^1] + end];

    /// <summary>What forward.h makes a function of: with a compiler of its parameters, without one of how many arguments there are.</summary>
    private static void WriteTrampoline(Source source, Function function, Function[] table)
    {
        // On Windows a floating-point number among the first four arguments would be in a register of its own.
        if (function.Parameters.Take(4).Any(IsReal))
            throw new NotSupportedException($"{function.Name}: a number of floating point among the first four parameters");
        // One that is not last belongs to a function that runs no tasks: the level gets the host's own.
        Parameter last = function.Parameters[^1];
        string? executor = last.Type.Name == Executor ? last.Name : null;
        int doubles = function.Parameters.Count(IsReal);
        int place = Array.FindIndex(table, entry => entry.Entry == function.Entry);
        string[] head =
        [
            $"{function.Name},", function.ShortVectors ? "short_entries," : "entries,", $"{Name(function)},", $"{place},", $"{function.ElementType},",
            $"{function.Parameters.Count - doubles},", $"{doubles},", $"{executor ?? "NULL"},",
        ];
        IEnumerable<string> parameters = function.Parameters.Select(parameter => parameter.Type.InC + parameter.Name);
        IEnumerable<string> arguments = function.Parameters.Select(p => p.Name == executor ? "call.executor" : p.Name);
        source.Line().Lines(Source.Wrap(head, "EXPORT(", "    ", Width))
            .Lines(Source.Wrap(Separated([.. parameters], "),"), "    (", "    ", Width))
            .Lines(Source.Wrap(Separated([$"{function.ElementType}", .. arguments], "))"), "    (", "    ", Width));
    }

    private static bool IsReal(Parameter parameter) => !parameter.Type.Pointer && parameter.Type.Name is "float" or "double";

    private static void WriteNames(Source source, CodeSet status)
    {
        source.Line().Line("const char *NLOSS_CALL nloss_status_name(nloss_status status)").Line("{");
        source.Line("    switch (status) {");
        foreach (string name in status.Members.Select(member => status.Prefix + member.Name))
            source.Line($"    case {name}: return \"{name}\";");
        source.Line($"    default: return \"{status.Prefix}E_?\";").Line("    }").Line("}");
    }
}
