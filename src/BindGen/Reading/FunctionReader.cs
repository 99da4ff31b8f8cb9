// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NativeLoss.BindGen.Model;

namespace NativeLoss.BindGen.Reading;

/// <summary>Exported methods with their documentation.</summary>
internal sealed partial class FunctionReader(Docs docs)
{
    /// <summary>What the text of every operation says beyond its parameters and result, in this order.</summary>
    private static readonly string[] NoteTags = ["special", "accuracy", "memory", "aliasing", "threads"];

    /// <summary>An operation: compiled once per instruction-set level, and a function for each of its element types.</summary>
    public IEnumerable<Function> Operation(MethodInfo method, string entryPoint)
    {
        string id = DocIds.Of(method);
        XElement member = docs.Of(id);
        Dictionary<string, string> notes = NoteTags.ToDictionary(tag => tag, tag => Docs.Text(member, id, tag));
        string? first = null;
        bool isShort = TypeReader.Find(method.DeclaringType!.CustomAttributes, "ShortVectorsAttribute") != null;
        foreach (Element element in Element.Of(method))
        {
            string name = entryPoint + element.Suffix;
            Function function = first == null
                ? Documented(method, name, id, member, element) with { Notes = notes }
                : Undocumented(method, name, id, element) with { TwinOf = first };
            first ??= name;
            yield return function with { Entry = entryPoint, ElementType = element.Value, ShortVectors = isShort };
        }
    }

    /// <summary>A function of the dispatcher: declared under its C name.</summary>
    public Function InDispatcher(MethodInfo method)
    {
        string id = DocIds.Of(method);
        return Documented(method, method.Name, id, docs.Of(id), null) with { InDispatcher = true };
    }

    private static Function Documented(MethodInfo method, string name, string id, XElement member, Element? element)
    {
        Function function = Signature(method, name, id, parameter => ReadParameter(parameter, id, member, element));
        return function with
        {
            Summary = Docs.Text(member, id, "summary"),
            Formula = Docs.Formula(member),
            Returns = Docs.Text(member, id, "returns"),
        };
    }

    private static Function Undocumented(MethodInfo method, string name, string id, Element element) =>
        Signature(method, name, id, parameter => new(Names.Snake(parameter.Name!), TypeOf(parameter, id, element)));

    private static Function Signature(MethodInfo method, string name, string id, Func<ParameterInfo, Parameter> read)
    {
        TypeUse type = TypeOf(method.ReturnParameter, id, null);
        IEnumerable<ParameterInfo> parameters = method.GetParameters().Where(p => !Element.IsChosenBy(p));
        // What a function returns a pointer to is the library's own.
        return new(name, type.Pointer ? type with { Const = true } : type, [.. parameters.Select(read)]);
    }

    private static Parameter ReadParameter(ParameterInfo parameter, string id, XElement member, Element? element)
    {
        string text = Docs.Text(member, id, "param", parameter.Name);
        Match match = Parts().Match(text);
        if (!match.Success)
            throw new BindGenException($"{id}, {parameter.Name}: the text starts with [in], or as it may be.");
        string? shape = match.Groups["shape"].Success ? match.Groups["shape"].Value : null;
        return new(
            Names.Snake(parameter.Name!),
            TypeOf(parameter, id, element),
            match.Groups["direction"].Value,
            shape,
            match.Groups["doc"].Value);
    }

    private static TypeUse TypeOf(ParameterInfo parameter, string id, Element? element)
    {
        string where = $"{id}, {parameter.Name}";
        TypeUse type = TypeReader.Read(parameter.ParameterType, parameter.CustomAttributes, where);
        return element == null ? type : element.TypeOf(parameter, type, where);
    }

    /// <summary>[direction] [shape] meaning</summary>
    [GeneratedRegex(
        @"^\[(?<direction>(in|out|in,out)(, optional)?)\]( \[(?<shape>[a-z_0-9, ]+)\](; | |$))? ?(?<doc>.*)$")]
    private static partial Regex Parts();
}
