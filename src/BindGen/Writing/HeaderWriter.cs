// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NativeLoss.BindGen.Model;

namespace NativeLoss.BindGen.Writing;

/// <summary>include/nativeloss.h: C99 that is also C++, and the manual of the library.</summary>
internal sealed partial class HeaderWriter
{
    private const int Width = 100;

    private readonly Api api;
    private readonly Source source = new();

    private HeaderWriter(Api api) => this.api = api;

    public static string Write(Api api)
    {
        var writer = new HeaderWriter(api);
        writer.WriteAll();
        return writer.source.ToString();
    }

    private void WriteAll()
    {
        string[] version = api.Version.Split('.');
        string introduction = Introduction()
            .Replace("@NOTICE@", Source.Notice)
            .Replace("@CONTENTS@", Contents())
            .Replace("@MAJOR@", version[0])
            .Replace("@MINOR@", version[1])
            .Replace("@PATCH@", version[2])
            .Replace("@VERSION@", api.Version)
            .Replace("@ABI@", $"{api.Abi}")
            .Replace("@API_HASH@", $"UINT64_C({api.ApiHash})");
        source.Lines(introduction.TrimEnd('\n').Split('\n'));

        var types = new HeaderTypes(api);
        Title("Codes and types that all operations share");
        WriteTypes(types.In(HeaderTypes.Common));
        for (int i = 0; i < api.Sections.Count; i++)
        {
            Title(api.Sections[i].Title.TrimEnd('.'));
            WriteTypes(types.In(i));
            foreach (Function function in api.Sections[i].Functions)
                WriteFunction(function);
        }

        Title("Layout: structs are as the library sees them, or the compiler stops here");
        WriteLayout();
        source.Line().Line("#ifdef __cplusplus").Line("}").Line("#endif").Line().Line("#endif /* NATIVELOSS_H */");
    }

    private static string Introduction()
    {
        Stream text = typeof(HeaderWriter).Assembly.GetManifestResourceStream("header-introduction.txt")!;
        using var reader = new StreamReader(text);
        return reader.ReadToEnd();
    }

    private void Title(string title)
    {
        string rule = new('-', Width - 6);
        source.Line().Line($"/* {rule} */").Line($"/* {title.PadRight(rule.Length)} */").Line($"/* {rule} */");
    }

    private void WriteTypes(IEnumerable<object> types)
    {
        foreach (object type in types)
        {
            source.Line();
            if (type is CodeSet codes)
                WriteEnum(codes);
            else
                WriteStruct((Struct)type);
        }
    }

    private void WriteEnum(CodeSet codes)
    {
        Comment(codes.Doc, "");
        source.Line($"typedef {codes.Type} {codes.Name};").Line("enum {");
        string[] values = [.. codes.Members.Select(member => $"    {codes.Prefix}{member.Name} = {member.Value},")];
        int column = values.Max(value => value.Length) + 2;
        bool besides = codes.Members.All(member => column + member.Doc.Length + 6 <= Width);
        foreach ((Code member, string value) in codes.Members.Zip(values))
        {
            // C++ before 11 and C89 know no comma after the last enumerator; leaving it out costs nothing.
            string entry = member == codes.Members[^1] ? value.TrimEnd(',') : value;
            if (besides)
            {
                source.Line($"{entry.PadRight(column)}/* {member.Doc} */");
                continue;
            }

            if (member != codes.Members[0])
                source.Line();
            Comment(member.Doc, "    ");
            source.Line(entry);
        }

        source.Line("};");
    }

    private void WriteStruct(Struct type)
    {
        IEnumerable<Parameter> passed = type.Fields.SelectMany(field => field.Arguments ?? []);
        foreach (Callback callback in api.Callbacks.Where(c => passed.Any(argument => argument.Type.Name == c.Name)))
        {
            Comment(callback.Doc, "");
            source.Line($"typedef void (NLOSS_CALL *{callback.Name})({Arguments(callback.Parameters)});").Line();
        }

        Comment(type.Doc, "");
        source.Line($"typedef struct {type.Name} {{");
        foreach (Field field in type.Fields)
        {
            if (field != type.Fields[0])
                source.Line();
            Comment(field.Doc, "    ");
            if (field.Arguments is { } arguments)
                source.Line($"    void (NLOSS_CALL *{field.Name})(").Line($"        {Arguments(arguments)});");
            else
                source.Line($"    {field.Type.InC}{field.Name};");
        }

        source.Line($"}} {type.Name};").Line();
        string zeros = string.Concat(type.Fields.Skip(1).Select(field => IsPointer(field) ? ", NULL" : ", 0"));
        source.Line($"#define {type.Name.ToUpperInvariant()}_INIT \\").Line($"    {{ sizeof({type.Name}){zeros} }}");
    }

    private static bool IsPointer(Field field) => field.Type.Pointer || field.Arguments != null;

    private void WriteLayout()
    {
        source.Line();
        foreach (Struct type in api.Structs)
        {
            source.Line($"NLOSS_ASSERT(sizeof({type.Name}) == {type.Size});");
            foreach (Field field in type.Fields)
                source.Line($"NLOSS_ASSERT(offsetof({type.Name}, {field.Name}) == {field.Offset});");
        }

        source.Line("#undef NLOSS_ASSERT");
    }

    /// <summary>What there is, by section, without the element types.</summary>
    private string Contents()
    {
        int column = api.Sections.Max(section => section.Title.Length) + 2;
        var contents = new Source();
        foreach (Section section in api.Sections)
        {
            IEnumerable<Function> distinct = section.Functions.Where(function => function.TwinOf == null);
            string names = string.Join(", ", distinct.Select(function => Form().Replace(function.Name, "")));
            string title = section.Title.TrimEnd('.').PadRight(column);
            contents.Paragraph(names, " *   " + title, " *   " + new string(' ', column), Width);
        }

        return contents.ToString().TrimEnd('\n');
    }

    [GeneratedRegex("_f32$")]
    private static partial Regex Form();

    private static string Arguments(IEnumerable<Parameter> parameters) =>
        string.Join(", ", parameters.Select(parameter => parameter.Type.InC + parameter.Name));

    private void WriteFunction(Function function)
    {
        source.Line();
        if (function.TwinOf != null)
            source.Line($"/* As {function.TwinOf}, {ElementOf(function)}. */");
        else
            WriteDocumentation(function);
        source.Lines(Prototype.Of(function, "NLOSS_API ", ";", Width));
    }

    /// <summary>What the twin has float for; where it has none, only the name says the type.</summary>
    private string ElementOf(Function function)
    {
        Function twin = api.Functions.Single(other => other.Name == function.TwinOf);
        string? element = function.Parameters.Zip(twin.Parameters)
            .FirstOrDefault(pair => pair.First.Type != pair.Second.Type).First?.Type.Name;
        return element == null ? $"for {function.Name[(function.Name.LastIndexOf('_') + 1)..]}" : $"with {element}";
    }

    private void WriteDocumentation(Function function)
    {
        source.Line("/*").Paragraph(function.Summary!, " * ", " * ", Width);
        if (function.Formula != null)
            source.Line(" *").Lines(function.Formula.Select(line => " *     " + line));
        if (function.Parameters.Count > 0)
            WriteParameters(function.Parameters);

        (string Label, string Text)[] notes =
            [("Returns", function.Returns!), .. function.Notes?.Select(n => (Names.Pascal(n.Key), n.Value)) ?? []];
        int column = notes.Max(note => note.Label.Length) + 2;
        source.Line(" *");
        foreach ((string label, string text) in notes)
            source.Paragraph(text, " * " + label.PadRight(column), " * " + new string(' ', column), Width);
        source.Line(" */");
    }

    /// <summary>Four columns: name, direction, shape, meaning.</summary>
    private void WriteParameters(IReadOnlyList<Parameter> parameters)
    {
        source.Line(" *");
        int names = parameters.Max(p => p.Name.Length) + 2;
        int directions = parameters.Max(p => p.Direction!.Length) + 4;
        int shapes = parameters.Max(p => p.Shape?.Length + 4 ?? 0);
        foreach (Parameter p in parameters)
        {
            string direction = $"[{p.Direction}]".PadRight(directions);
            string shape = (p.Shape == null ? "" : $"[{p.Shape}]").PadRight(shapes);
            string indent = new(' ', names + directions + shapes);
            source.Paragraph(p.Doc!, " * " + p.Name.PadRight(names) + direction + shape, " * " + indent, Width);
        }
    }

    private void Comment(string text, string indent)
    {
        if (indent.Length + text.Length + 6 <= Width)
        {
            source.Line($"{indent}/* {text} */");
            return;
        }

        source.Line($"{indent}/*").Paragraph(text, $"{indent} * ", $"{indent} * ", Width).Line($"{indent} */");
    }
}
