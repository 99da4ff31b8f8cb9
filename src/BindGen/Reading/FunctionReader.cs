// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NativeLoss.BindGen.Model;

namespace NativeLoss.BindGen.Reading;

/// <summary>Exported methods with their documentation.</summary>
internal sealed partial class FunctionReader(Docs docs)
{
    /// <summary>What the documentation of every operation says, beyond its parameters and result, in this order.</summary>
    private static readonly string[] NoteTags = ["special", "accuracy", "memory", "aliasing", "threads"];

    /// <summary>An operation: compiled once per instruction-set level.</summary>
    public Function Operation(MethodInfo method, string entryPoint, Func<string, string> entryPointOf)
    {
        string id = DocIds.Of(method);
        XElement member = docs.Of(id);
        if (Docs.Inherited(member) is { } original)
        {
            return Signature(method, entryPoint, id, parameter => new(Names.Snake(parameter.Name!), TypeOf(parameter, id)))
                with
            { TwinOf = entryPointOf(original) };
        }

        return Documented(method, entryPoint, id, member)
            with
        { Notes = NoteTags.ToDictionary(tag => tag, tag => Docs.Text(member, id, tag)) };
    }

    /// <summary>A function of the dispatcher: declared under its C name.</summary>
    public Function InDispatcher(MethodInfo method)
    {
        string id = DocIds.Of(method);
        return Documented(method, method.Name, id, docs.Of(id)) with { InDispatcher = true };
    }

    private static Function Documented(MethodInfo method, string entryPoint, string id, XElement member) =>
        Signature(method, entryPoint, id, parameter => ReadParameter(parameter, id, member)) with
        {
            Summary = Docs.Text(member, id, "summary"),
            Formula = Docs.Formula(member),
            Returns = Docs.Text(member, id, "returns"),
        };

    private static Function Signature(MethodInfo method, string name, string id, Func<ParameterInfo, Parameter> read)
    {
        TypeUse type = TypeOf(method.ReturnParameter, id);
        // What a function returns a pointer to is the library's own.
        return new(name, type.Pointer ? type with { Const = true } : type, [.. method.GetParameters().Select(read)]);
    }

    private static Parameter ReadParameter(ParameterInfo parameter, string id, XElement member)
    {
        string text = Docs.Text(member, id, "param", parameter.Name);
        Match match = Parts().Match(text);
        if (!match.Success)
            throw new BindGenException($"{id}, {parameter.Name}: the text starts with [in], [out] or [in,out], and optional if so.");
        string? shape = match.Groups["shape"].Success ? match.Groups["shape"].Value : null;
        return new(
            Names.Snake(parameter.Name!), TypeOf(parameter, id), match.Groups["direction"].Value, shape, match.Groups["doc"].Value);
    }

    private static TypeUse TypeOf(ParameterInfo parameter, string id) =>
        TypeReader.Read(parameter.ParameterType, parameter.CustomAttributes, $"{id}, {parameter.Name}");

    [GeneratedRegex(@"^\[(?<direction>(in|out|in,out)(, optional)?)\]( \[(?<shape>[a-z_0-9, ]+)\](; | |$))?\s*(?<doc>.*)$")]
    private static partial Regex Parts();
}
