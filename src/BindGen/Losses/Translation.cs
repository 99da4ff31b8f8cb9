// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using NativeLoss.BindGen.Model;

namespace NativeLoss.BindGen.Losses;

/// <summary>Text of the header in the words of C#: its names, and NULL.</summary>
internal sealed partial class Translation
{
    private readonly Dictionary<string, string> references = [];
    private readonly HashSet<string> names;

    public Translation(Api api, Loss loss)
    {
        foreach (CodeSet codes in api.Enums)
        {
            // A flag is a property of the options.
            string owner = Names.Class(codes.Name).Replace("Flags", "Options", StringComparison.Ordinal);
            foreach (Code code in codes.Members)
                references.TryAdd(codes.Prefix + code.Name, $"{owner}.{Names.Pascal(code.Name)}");
        }

        names = [.. loss.Parameters.Select(p => p.Name), .. loss.Options.Fields.Select(field => field.Name), "batch_mean"];
    }

    /// <summary>A paragraph of XML.</summary>
    public string Paragraph(string text) => Translate(Escaped(text), reference => $"<see cref=\"{reference}\"/>");

    /// <summary>A line of code in XML.</summary>
    public string Code(string line) => Translate(Escaped(line), reference => reference.Split('.')[1]);

    /// <summary>A paragraph that starts a sentence and ends it.</summary>
    public string Sentence(string text)
    {
        string paragraph = Paragraph(text);
        return char.ToUpperInvariant(paragraph[0]) + paragraph[1..].TrimEnd('.') + ".";
    }

    /// <summary>What is typical is the default value, and need not be said.</summary>
    public static string WithoutTypical(string doc) => Typical().Replace(doc, "");

    public static string? TypicalValue(string doc) =>
        Typical().Match(doc) is { Success: true } match ? match.Groups[1].Value : null;

    private string Translate(string text, Func<string, string> reference)
    {
        text = Word().Replace(text, match => Name(match.Value, reference));
        text = text.Replace("is NULL", "is empty", StringComparison.Ordinal);
        return text.Replace("NULL = ", "empty = ", StringComparison.Ordinal);
    }

    private string Name(string word, Func<string, string> reference) =>
        word == "f64" ? "double"
        : references.TryGetValue(word, out string? found) ? reference(found)
        : names.Contains(word) ? Names.Camel(word)
        : word.StartsWith("nloss_", StringComparison.Ordinal) ? Names.Class(word)
        : word;

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    [GeneratedRegex(@"(?:\.|;) [Tt]ypical(?:ly|:) ([0-9.e-]*[0-9])")]
    private static partial Regex Typical();

    [GeneratedRegex("[A-Za-z_0-9]+")]
    private static partial Regex Word();
}
