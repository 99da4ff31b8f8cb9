// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NativeLoss.BindGen.Reading;

/// <summary>
/// The XML documentation file, by documentation id. What is not documented is an error. A member with an inheritdoc takes what it does
/// not say itself from the member that the inheritdoc names.
/// </summary>
internal sealed partial class Docs
{
    private readonly Dictionary<string, XElement> members;

    public Docs(string path)
    {
        members = XDocument.Load(path, LoadOptions.PreserveWhitespace).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value);
        foreach (XElement member in members.Values)
        {
            if (member.Element("inheritdoc")?.Attribute("cref")?.Value is { } inherited)
                member.Add(Of(inherited).Elements().Where(e => !member.Elements(e.Name).Any(own => SameName(own, e))));
        }
    }

    public XElement Of(string id) =>
        members.TryGetValue(id, out XElement? member) ? member : throw new BindGenException($"{id} is not documented.");

    public string Summary(string id) => Text(Of(id), id, "summary");

    /// <summary>The text of a child element as one paragraph.</summary>
    public static string Text(XElement member, string id, string tag, string? name = null)
    {
        XElement? element = member.Elements(tag)
            .FirstOrDefault(e => name == null || e.Attribute("name")?.Value == name);
        string text = element == null ? "" : Spaces().Replace(element.Value, " ").Trim();
        string what = name == null ? tag : $"{tag} {name}";
        return text.Length > 0 ? text : throw new BindGenException($"{id} has no <{what}>.");
    }

    /// <summary>The lines of the code block of the remarks, without the indentation that they share.</summary>
    public static IReadOnlyList<string>? Formula(XElement member)
    {
        string? code = member.Element("remarks")?.Element("code")?.Value;
        if (code == null)
            return null;
        string[] lines = [.. code.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
        int indent = lines.Min(line => line.Length - line.TrimStart().Length);
        return [.. lines.Select(line => line[indent..])];
    }

    private static bool SameName(XElement a, XElement b) => a.Attribute("name")?.Value == b.Attribute("name")?.Value;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
