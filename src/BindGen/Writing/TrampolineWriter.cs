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

        source.Line().Line("#include \"forward.h\"").Line();
        source.Line("/* Every operation's entries, one a level. Of those with short vectors v4 has v3's. */");
        source.Lines(entries.Select(f => $"{(f.ShortVectors ? "SHORT_ENTRIES" : "ENTRIES")}({Name(f)})"));
        foreach (Function function in operations)
            WriteTrampoline(source, function);
        WriteNames(source, api.Enums.Single(codes => codes.Name == "nloss_status"));
        return source.ToString();
    }

    private static string Name(Function function) => Names.Unprefixed(function.Entry!);

    /// <summary>Pointers without their type: the element type is not known to the compiler here.</summary>
    private static IEnumerable<string> Types(Function function) =>
        function.Parameters.Select(p => (p.Type.Pointer ? p.Type with { Name = "void" } : p.Type).InC.TrimEnd());

    private static IEnumerable<string> Separated(string[] arguments, string end) =>
        [.. arguments[..^1].Select(argument => argument + ","), arguments[^1] + end];

    /// <summary>What forward.h makes a function of: with a compiler of its parameters, without one of how many arguments there are.</summary>
    private static void WriteTrampoline(Source source, Function function)
    {
        // On Windows a floating-point number among the first four arguments would be in a register of its own.
        if (function.Parameters.Take(4).Any(IsReal))
            throw new NotSupportedException($"{function.Name}: a number of floating point among the first four parameters");
        // One that is not last belongs to a function that runs no tasks: the level gets the host's own.
        Parameter last = function.Parameters[^1];
        string? executor = last.Type.Name == Executor ? last.Name : null;
        int doubles = function.Parameters.Count(IsReal);
        string[] head =
        [
            $"{function.Name},", $"{Name(function)},", $"{function.ElementType},", $"{function.Parameters.Count - doubles},", $"{doubles},",
            $"{executor ?? "NULL"},",
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
