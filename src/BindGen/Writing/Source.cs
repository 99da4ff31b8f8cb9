// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Text;

namespace NativeLoss.BindGen.Writing;

/// <summary>Lines of a generated file.</summary>
internal sealed class Source
{
    public const string Notice = "Generated from src/Native/Exports by src/BindGen. Do not edit.";

    private readonly StringBuilder text = new();

    public Source Line(string line = "")
    {
        text.Append(line.TrimEnd()).Append('\n');
        return this;
    }

    public Source Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
            Line(line);
        return this;
    }

    /// <summary>A text in as many lines as it needs: what the first starts with, and what the next ones do.</summary>
    public Source Paragraph(string paragraph, string first, string next, int width) =>
        Lines(Wrap(paragraph, first, next, width));

    public override string ToString() => text.ToString();

    public static IEnumerable<string> Wrap(string paragraph, string first, string next, int width) =>
        Wrap(paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries), first, next, width);

    /// <summary>Words, or whatever must not be broken, separated by spaces in lines no longer than the width.</summary>
    public static IEnumerable<string> Wrap(IEnumerable<string> words, string first, string next, int width)
    {
        string line = first;
        bool empty = true;
        foreach (string word in words)
        {
            if (!empty && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = next;
                empty = true;
            }

            line += empty ? word : " " + word;
            empty = false;
        }

        yield return line;
    }
}
