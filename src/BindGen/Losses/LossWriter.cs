// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Collections.Generic;
using System.Linq;
using NativeLoss.BindGen.Model;
using NativeLoss.BindGen.Writing;

namespace NativeLoss.BindGen.Losses;

/// <summary>
/// The public C# methods of the losses that are all alike: inputs and gradients of one shape, a loss for each row or element or their
/// mean or sum. Each loss has one method that makes the call, and overloads of it for spans, tensors and the half types.
/// </summary>
internal sealed class LossWriter
{
    private readonly Source source;
    private readonly Loss loss;
    private readonly LossDocs docs;

    private LossWriter(Source source, Api api, Loss loss)
    {
        this.source = source;
        this.loss = loss;
        docs = new LossDocs(loss, new Translation(api, loss));
    }

    private string First => Names.Camel(loss.Inputs[0].Name);

    private string Options => Names.Class(loss.Options.Name);

    private string Run => "Run" + loss.Name;

    /// <summary>A file for all losses with the same options.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Files(Api api)
    {
        foreach (IGrouping<Struct, Loss> losses in Loss.All(api).GroupBy(loss => loss.Options))
        {
            string[] usings = ["System", "System.Numerics", "System.Numerics.Tensors", "System.Runtime.CompilerServices", "NativeLoss.Interop"];
            Source source = CSharpWriter.Start("NativeLoss", usings.Select(name => $"using {name};"));
            source.Line().Line($"/// <content>The losses with <see cref=\"{Names.Class(losses.Key.Name)}\"/>.</content>");
            source.Line("public static unsafe partial class Loss").Line("{");
            foreach (Loss loss in losses)
                new LossWriter(source, api, loss).Write(isFirst: loss == losses.First());
            source.Line("}");
            string name = Names.Class(losses.Key.Name)[..^"Options".Length];
            yield return new($"src/Managed/Loss.{name}.g.cs", source.ToString());
        }
    }

    private void Write(bool isFirst)
    {
        if (!isFirst)
            source.Line();
        foreach (Overload o in Overload.Of(loss))
        {
            Argument[] arguments = [.. Arguments(o)];
            if (o.IsGeneric)
                docs.Write(source, o, arguments);
            else
                LossDocs.WriteHalf(source, o, GenericCref(o));
            WriteSignature(o, arguments);
            source.Line("    {");
            WriteBody(o);
            source.Line("    }").Line();
        }

        WriteRun();
    }

    private IEnumerable<Argument> Arguments(Overload o)
    {
        string read = o.IsTensor ? "in ReadOnlyTensorSpan" : "ReadOnlySpan";
        string write = o.IsTensor ? "TensorSpan" : "Span";
        foreach (Parameter input in loss.Inputs)
            yield return new($"{read}<{o.Element}>", Names.Camel(input.Name), docs.Input(input, o));
        if (loss.HasLabels)
            yield return new($"{read}<TLabel>", "labels", docs.OfRows("classes, from 0", o));
        if (loss.Target is { } target)
            yield return new($"{read}<{o.Real}>", Names.Camel(target.Name), docs.OfRows(target.Doc!, o));
        if (!o.IsTensor && !loss.IsPerElement)
            yield return new("int", loss.Columns, $"Number of {loss.Columns}, at least 1.");
        if (!o.IsReduced)
            yield return new((o.IsTensor ? "in " : "") + $"{write}<{o.Real}>", "losses", docs.Losses(o));
        if (o.IsTensor)
            yield return new("int", "axis", docs.Axis, loss.IsPerElement ? "0" : "-1");
        foreach (Parameter number in loss.Numbers)
        {
            yield return new(
                number.Type.Name == "double" ? "double" : "int", Names.Camel(number.Name), docs.Number(number),
                Translation.TypicalValue(number.Doc!) ?? throw new BindGenException($"{loss.Entry}: no typical {number.Name}."));
        }

        yield return new(Options, "options", o.IsReduced ? "Reduction and other options." : "Options; the reduction is not read.", "default");
        foreach (Field weights in loss.Weights.Where(field => field.Name == "class_weights"))
            yield return Weight(weights, o);
        foreach (Parameter gradient in loss.Gradients)
            yield return new($"{write}<{o.Element}>", Names.Camel(gradient.Name), docs.Gradient(gradient, o), "default");
        foreach (Field weights in loss.Weights.Where(field => field.Name != "class_weights"))
            yield return Weight(weights, o);
        if (loss.Accuracy != null)
            yield return new($"Span<{o.Real}>", "accuracy", docs.Accuracy, "default");
        if (!o.IsTensor && loss.IsPerElement)
            yield return new("int", "columns", LossDocs.ColumnsOfElements, "0");
        yield return new("ParallelExecutor?", "executor", "Runs the rows in parallel; null: on the calling thread.", "null");
        if (o.IsTensor)
            yield break;
        foreach (string name in loss.Inputs.Concat(loss.Gradients).Select(matrix => Names.Camel(matrix.Name)))
        {
            yield return new(
                "int", name + "Stride", $"Elements from one row of <paramref name=\"{name}\"/> to the next; 0 = {loss.Columns}.", "0");
        }
    }

    private static Argument Weight(Field weights, Overload o) =>
        new($"ReadOnlySpan<{o.Real}>", Names.Camel(weights.Name), LossDocs.Weight(weights), "default");

    private string Name(Overload o) => loss.Name + (o.IsReduced ? "" : loss.IsPerElement ? "Elements" : "Rows");

    private string[] Types(Overload o) =>
        [.. new[] { o.IsGeneric ? "T" : "", loss.HasLabels ? "TLabel" : "", o.Real == "TReal" ? "TReal" : "" }.Where(t => t.Length > 0)];

    private string GenericCref(Overload o)
    {
        Overload generic = Overload.Of(loss).First(other => other.IsTensor == o.IsTensor && other.IsReduced && other.IsGeneric);
        string types = string.Join(", ", Types(generic));
        return $"{Name(generic)}{{{types}}}({string.Join(", ", Arguments(generic).Select(a => a.InCref))})";
    }

    private void WriteSignature(Overload o, IEnumerable<Argument> arguments)
    {
        string types = Types(o).Length == 0 ? "" : $"<{string.Join(", ", Types(o))}>";
        WriteMethod($"public static {(o.IsReduced ? o.Real : "void")} {Name(o)}{types}(", arguments.Select(a => a.Declared), Types(o));
    }

    private void WriteMethod(string start, IEnumerable<string> parameters, IEnumerable<string> types)
    {
        string[] lines = [.. parameters];
        source.Line($"    {start}").Lines(lines[..^1].Select(p => $"        {p},")).Line($"        {lines[^1]})");
        foreach (string type in types)
            source.Line($"        where {type} : unmanaged{(type == "TLabel" ? ", IBinaryInteger<TLabel>" : "")}");
    }

    private void WriteBody(Overload o)
    {
        if (o.IsTensor)
        {
            string kind = loss.IsPerElement ? "Elements" : "Rows";
            source.Line($"        var x = Extent.Of{kind}({First}, axis, nameof({First}));");
        }
        else
        {
            if (loss.IsPerElement)
                source.Line($"        columns = Extent.WidthOf(columns, {First}.Length);");
            source.Line($"        var x = Extent.Of({First}.Length, {loss.Columns}, {First}Stride, nameof({First}));");
        }

        if (o.IsReduced)
        {
            source.Line($"        {o.Real} loss;");
            WriteCall(o, "&loss, Reduced(options.Reduction)", "        ");
            source.Line("        return loss;");
            return;
        }

        string losses = "losses";
        if (!o.IsTensor)
            source.Line($"        Extent.Require(losses.Length, x.Rows{(loss.IsPerElement ? " * x.Columns" : "")}, nameof(losses));");
        else if (loss.IsPerElement)
            losses = $"Extent.ElementsOf(losses, {First}.Lengths, nameof(losses))";
        else
            losses = $"Extent.RowsOf(losses, {First}.Lengths, axis, nameof(losses))";
        source.Line($"        fixed ({o.Real}* loss = {losses})").Line("        {");
        WriteCall(o, "loss, Reduction.None", "            ");
        source.Line("        }");
    }

    private void WriteCall(Overload o, string result, string indent)
    {
        var arguments = new List<string> { "x" };
        foreach (Parameter input in loss.Inputs)
        {
            string name = Names.Camel(input.Name);
            arguments.Add(o.IsTensor ? $"Extent.Memory({name})" : name);
            if (input != loss.Inputs[0])
            {
                arguments.Add(
                    o.IsTensor ? $"Extent.StrideOf({name}, {First}.Lengths, axis, nameof({name}))"
                    : $"x.Match({name}.Length, {loss.Columns}, {name}Stride, nameof({name}))");
            }
        }

        if (loss.HasLabels)
            arguments.Add(OfRows("labels", o));
        if (loss.Target != null)
            arguments.Add(OfRows(Names.Camel(loss.Target.Name), o));
        arguments.AddRange(loss.Numbers.Select(number => Names.Camel(number.Name)));
        arguments.Add(result);
        arguments.Add("options");
        foreach (string name in loss.Gradients.Select(gradient => Names.Camel(gradient.Name)))
        {
            arguments.Add(o.IsTensor ? $"Extent.Memory({name})" : name);
            arguments.Add(
                o.IsTensor ? $"Extent.StrideOfOptional({name}, {First}.Lengths, axis, nameof({name}))"
                : $"x.MatchOptional({name}.Length, {loss.Columns}, {name}Stride, nameof({name}))");
        }

        arguments.AddRange(loss.Weights.Select(weights => Names.Camel(weights.Name)));
        if (loss.Accuracy != null)
            arguments.Add("accuracy");
        source.Line($"{indent}{Run}(");
        source.Lines(Source.Wrap(
            [.. arguments.Select(argument => argument + ","), "executor);"], indent + "    ", indent + "    ", CSharpWriter.Width));
    }

    private string OfRows(string name, Overload o) =>
        o.IsTensor ? $"Extent.RowsOf({name}, {First}.Lengths, axis, nameof({name}))" : name;

    /// <summary>The call, for all overloads; inlined into each, it costs nothing to hand it so many arguments.</summary>
    private void WriteRun()
    {
        string real = loss.HasHalfTypes ? "TReal" : "T";
        string[] inputs = [.. loss.Inputs.Select(p => Names.Camel(p.Name))];
        string[] gradients = [.. loss.Gradients.Select(p => Names.Camel(p.Name))];
        string[] weights = [.. loss.Weights.Select(field => Names.Camel(field.Name))];
        string[] target = loss.Target == null ? [] : [Names.Camel(loss.Target.Name)];
        string[] accuracy = loss.Accuracy == null ? [] : ["accuracy"];
        string[] numbers = [.. loss.Numbers.Select(p => Names.Camel(p.Name))];
        string[] parameters =
        [
            "Extent x", .. inputs.SelectMany(name => Matrix("ReadOnlySpan<T>", name)).Where(p => p != $"long {First}Stride"),
            .. loss.HasLabels ? new[] { "ReadOnlySpan<TLabel> labels" } : [], .. target.Select(name => $"ReadOnlySpan<{real}> {name}"),
            .. loss.Numbers.Select(p => $"{(p.Type.Name == "double" ? "double" : "int")} {Names.Camel(p.Name)}"),
            $"{real}* loss", "Reduction reduction", $"{Options} options", .. gradients.SelectMany(name => Matrix("Span<T>", name)),
            .. weights.Select(name => $"ReadOnlySpan<{real}> {name}"), .. accuracy.Select(name => $"Span<{real}> {name}"),
            "ParallelExecutor? executor",
        ];
        string[] types = ["T", .. loss.HasLabels ? new[] { "TLabel" } : [], .. loss.HasHalfTypes ? new[] { "TReal" } : []];
        source.Line("    [MethodImpl(MethodImplOptions.AggressiveInlining)]");
        WriteMethod($"private static void {Run}<{string.Join(", ", types)}>(", parameters, types);
        source.Line("    {");
        if (loss.HasHalfTypes)
            source.Line("        Elements.RequireReal<T, TReal>();");
        source.Line("        NativeFile.Require();");
        if (loss.HasLabels)
            source.Line("        Extent.Require(labels.Length, x.Rows, nameof(labels));");
        source.Lines(target.Select(name => $"        Extent.Require({name}.Length, x.Rows, nameof({name}));"));
        foreach (string name in weights.Where(name => name is "classWeights" or "rowWeights"))
            source.Line($"        Extent.RequireOptional({name}.Length, x.{(name == "rowWeights" ? "Rows" : "Columns")}, nameof({name}));");
        source.Lines(accuracy.Select(name => $"        Extent.RequireOptional({name}.Length, 1, nameof({name}));"));
        source.Line("        Executor host;").Line("        var e = ParallelExecutor.ToNative(ref executor, &host);");
        source.Line($"        Interop.{Options} native;");
        if (loss.ChecksValues)
            source.Line("        long errorRow = -1;");
        else
            source.Line($"        var hasMore = ({string.Join(" | ", weights.Select(name => name + ".Length"))}) != 0;");
        source.Line($"        var o = options.ToNative(&native, reduction, {(loss.ChecksValues ? "hasMore: true" : "hasMore")});");
        source.Line("        Status status;");
        Fix("T", [.. inputs, .. gradients]);
        Fix(real, [.. target, .. weights, .. accuracy]);
        if (loss.HasLabels)
            Fix("TLabel", ["labels"]);
        source.Line("        {");
        string indent = loss.ChecksValues ? "            " : "                ";
        if (!loss.ChecksValues)
            source.Line("            if (hasMore)").Line("            {");
        foreach (string name in weights)
        {
            source.Line($"{indent}o->{Upper(name)} = {name}At;");
            if (name is "weights" or "posWeights")
                source.Line($"{indent}o->{Upper(name)}Stride = x.WeightsStride({name}.Length, nameof({name}));");
        }

        source.Line(loss.ChecksValues ? $"{indent}o->ErrorRow = &errorRow;" : "            }").Line();
        source.Line($"            status = NativeMethods.{loss.Entry}<T>(");
        string[] native = [.. loss.Parameters.Select(Native)];
        source.Lines(Source.Wrap(
            native.Select((argument, i) => argument + (i < native.Length - 1 ? "," : ");")), "                ", "                ",
            CSharpWriter.Width));
        source.Line("        }").Line();
        if (loss.HasLabels)
        {
            source.Line("        if (status == Status.Label)");
            source.Line("            Failure.ThrowLabel(nameof(labels), labels, x.Columns, options.IgnoreIndex);");
        }

        if (loss.ChecksValues)
            source.Line("        if (status == Status.Value)").Line($"            Failure.ThrowValue(nameof({First}), errorRow);");
        string shown = numbers.Length == 0 ? "options" : $"({string.Join(", ", numbers)}, options)";
        source.Line($"        Failure.ThrowIf(status, nameof({gradients[0]}), {shown});").Line("    }");
    }

    private static string[] Matrix(string type, string name) => [$"{type} {name}", $"long {name}Stride"];

    private static string Upper(string camel) => char.ToUpperInvariant(camel[0]) + camel[1..];

    private void Fix(string type, string[] spans)
    {
        if (spans.Length > 0)
            source.Line($"        fixed ({type}* {string.Join(", ", spans.Select(span => $"{span}At = {span}"))})");
    }

    /// <summary>What the C function is given for a parameter.</summary>
    private string Native(Parameter parameter)
    {
        string name = Names.Camel(parameter.Name);
        return parameter.Name switch
        {
            "rows" => "x.Rows",
            "classes" or "columns" => "x.Columns",
            "label_type" => "LabelCode.Of<TLabel>()",
            "options" => "o",
            "loss" => "loss",
            "executor" => "e",
            _ when name == First + "Stride" => "x.Stride",
            _ => parameter.Type.Pointer ? name + "At" : name,
        };
    }
}
