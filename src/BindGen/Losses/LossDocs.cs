// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using NativeLoss.BindGen.Model;
using NativeLoss.BindGen.Writing;

namespace NativeLoss.BindGen.Losses;

/// <summary>The documentation of one method of a loss, from that of its C function.</summary>
internal sealed partial class LossDocs(Loss loss, Translation translation)
{
    private const string Start = "    /// ";

    private static readonly Dictionary<string, string> Weights = new()
    {
        ["class_weights"] = "[classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.",
        ["row_weights"] = "[rows] weight of each row; empty = all ones. Read as data: not checked for sign or NaN.",
        ["weights"] =
            "[rows, columns] factors of the losses, or [columns] for all rows; empty = all ones. They do not enter the mean's denominator.",
        ["pos_weights"] = "[rows, columns] factors of the positive targets' part, or [columns] for all rows; empty = all ones.",
    };

    /// <summary>What a loss is of.</summary>
    private string Unit => loss.IsPerElement ? "element" : "row";

    public string Input(Parameter input, Overload o) =>
        o.IsTensor && input != loss.Inputs[0]
            ? $"{translation.Sentence(input.Doc!)} Of the shape of <paramref name=\"{Names.Camel(loss.Inputs[0].Name)}\"/>."
            : o.IsTensor ? translation.Sentence(input.Doc!)
            : $"[{input.Shape}] {translation.Paragraph(input.Doc!).TrimEnd('.')}.";

    public string OfRows(string text, Overload o) => o.IsTensor
        ? $"{translation.Sentence(text)} Dense, of the shape of <paramref name=\"{Names.Camel(loss.Inputs[0].Name)}\"/> without the axis, "
            + "or with length 1 there."
        : $"[rows] {translation.Paragraph(text).TrimEnd('.')}.";

    public string Losses(Overload o) => !o.IsTensor
        ? $"Receives [rows{(loss.IsPerElement ? ", columns" : "")}] losses{InUnit}."
        : loss.IsPerElement ? $"Receives the losses{InUnit}. Dense, of the shape of <paramref name=\"{Names.Camel(loss.Inputs[0].Name)}\"/>."
        : OfRows($"receives the losses{InUnit}", o);

    public string Gradient(Parameter gradient, Overload o)
    {
        Match of = RespectTo().Match(gradient.Doc!);
        string input = translation.Paragraph(of.Value);
        string result = o.IsReduced ? "the result" : $"each {Unit}'s loss";
        return o.IsTensor
            ? $"Receives the gradient of {result}{input}, in the shape of the inputs; <c>default</c> = not wanted."
            : $"Receives the [{gradient.Shape}] gradient of {result}{input}; empty = not wanted.";
    }

    public string Number(Parameter number) => translation.Sentence(Translation.WithoutTypical(number.Doc!));

    public static string Weight(Field field) => Weights[field.Name];

    public string Accuracy => "Receives " + translation.Paragraph(loss.Accuracy!.Doc!) + ".";

    public string Axis => loss.IsPerElement
        ? "The first axis of a row: those before it count the rows. Default: 0, all elements are one row. Rows are what "
            + "<see cref=\"Reduction.BatchMean\"/> divides by and what row weights are of."
        : $"The axis of the {loss.Columns}; negative counts from the end. It must be the last one longer than 1.";

    public static string ColumnsOfElements =>
        "Elements of a row; 0 = all are one row. Rows are what <see cref=\"Reduction.BatchMean\"/> divides by and what row weights and "
            + "strides are of.";

    private string InUnit => loss.Unit.Length == 0 ? "" : ", " + In(translation.Paragraph(loss.Unit));

    public void Write(Source source, Overload o, IEnumerable<Argument> arguments)
    {
        Element(source, "summary", translation.Paragraph(loss.Summary));
        if (o.IsGeneric)
            WriteTypes(source, o);
        foreach (Argument argument in arguments)
            Element(source, $"param name=\"{argument.Name}\"", argument.Doc);
        if (o.IsReduced)
            Element(source, "returns", $"The mean or the sum of the losses{InUnit}.");
        source.Line(Start + "<remarks>").Line(Start + "<code>");
        source.Lines(loss.Formula.Select(line => Start + translation.Code(line))).Line(Start + "</code>");
        string notes = $"{translation.Sentence(loss.Note("special"))} {translation.Sentence(loss.Note("accuracy"))} "
            + translation.Paragraph(loss.Note("aliasing"));
        source.Line(Start + "<para>").Paragraph(notes, Start, Start, CSharpWriter.Width);
        source.Line(Start + "</para>").Line(Start + "</remarks>");
        WriteExceptions(source, o);
    }

    /// <summary>Of a method for a half type: as the generic one, but for the types.</summary>
    public static void WriteHalf(Source source, Overload o, string generic)
    {
        string elements = o.Element == "ushort" ? " Elements are the bit patterns of bfloat16." : "";
        source.Line($"{Start}<inheritdoc cref=\"{generic}\"/>");
        Element(source, "remarks", "The loss, and all that is not of the inputs' shape, is float." + elements);
    }

    private void WriteTypes(Source source, Overload o)
    {
        string types = !loss.HasHalfTypes ? "<c>float</c> or <c>double</c>."
            : o.IsReduced ? "<c>float</c> or <c>double</c>; other methods of this name take the types of 16 bits."
            : "<c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.";
        Element(source, "typeparam name=\"T\"", types);
        if (loss.HasLabels)
            Element(source, "typeparam name=\"TLabel\"", "Any integer type up to 64 bits, except UInt64, Char and native integers.");
        if (o.Real == "TReal")
            Element(source, "typeparam name=\"TReal\"", "<c>double</c> beside <c>double</c>, else <c>float</c>.");
    }

    private void WriteExceptions(Source source, Overload o)
    {
        Element(
            source, "exception cref=\"ArgumentException\"", o.IsTensor
                ? "The shapes do not fit together, the rows of a tensor are not at equal distances, or the tensors overlap."
                : "The lengths do not fit together, or the spans overlap.");
        string first = loss.HasLabels ? "A label is outside [0, classes) and is not the ignored one (the message tells the first such row), or "
            : loss.ChecksValues ? "An element is outside its range (the message tells the first such row), or " : "";
        string what = o.IsTensor ? "the axis, an option or a number is illegal." : "an extent, a stride, an option or a number is illegal.";
        what = first + what;
        Element(
            source, "exception cref=\"ArgumentOutOfRangeException\"",
            char.ToUpperInvariant(what[0]) + what[1..] + " Nothing was written.");
    }

    public static void Element(Source source, string tag, string text)
    {
        string end = $"</{tag.Split(' ')[0]}>";
        if (Start.Length + tag.Length + 2 + text.Length + end.Length <= CSharpWriter.Width)
        {
            source.Line($"{Start}<{tag}>{text}{end}");
            return;
        }

        source.Line($"{Start}<{tag}>").Paragraph(text, Start, Start, CSharpWriter.Width).Line(Start + end);
    }

    private static string In(string unit) => unit.StartsWith("of ", StringComparison.Ordinal) || unit.StartsWith("without", StringComparison.Ordinal)
        ? unit
        : "in " + unit;

    [GeneratedRegex(@" with respect to \w+")]
    private static partial Regex RespectTo();
}
