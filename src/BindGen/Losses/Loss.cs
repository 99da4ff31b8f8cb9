// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using NativeLoss.BindGen.Model;

namespace NativeLoss.BindGen.Losses;

/// <summary>The functions of a loss, one for each element type, by what their parameters are for.</summary>
internal sealed class Loss
{
    private const string Stride = "_stride";

    private readonly Function function;

    private Loss(Api api, Function[] functions)
    {
        function = functions[0];
        HasHalfTypes = functions.Length > 2;
        Options = api.Structs.Single(type => type.Name == function.Parameters.Single(p => p.Name == "options").Type.Name);
        Parameter[] matrices =
            [.. Parameters.Where(p => p.Type.Pointer && Parameters.Any(other => other.Name == p.Name + Stride))];
        Inputs = [.. matrices.Where(p => p.Direction == "in")];
        Gradients = [.. matrices.Except(Inputs)];
        HasLabels = Parameters.Any(p => p.Name == "labels");
        Target = Parameters.SingleOrDefault(p => p.Direction == "in" && p.Shape == "rows" && p.Name != "labels");
        Accuracy = Parameters.SingleOrDefault(p => p.Name == "accuracy");
        Numbers = [.. Parameters.Where(p => p.Type is { Pointer: false, Code: null, Name: "double" or "int32_t" })];
        Columns = Parameters.Single(p => p.Name is "classes" or "columns").Name;
        IsPerElement = Parameters.Single(p => p.Name == "loss").Shape != null;
        Weights = [.. Options.Fields.Where(field => field.Type is { Pointer: true, Const: true } && IsNamed(field.Name))];
    }

    public string Entry => function.Entry!;

    public string Name => Names.Class(Entry);

    public bool HasHalfTypes { get; }

    public IReadOnlyList<Parameter> Parameters => function.Parameters;

    public Struct Options { get; }

    /// <summary>Matrices, of one shape.</summary>
    public IReadOnlyList<Parameter> Inputs { get; }

    /// <summary>Of the inputs, or of the first of them.</summary>
    public IReadOnlyList<Parameter> Gradients { get; }

    /// <summary>A number for each row, whose class labels are no such.</summary>
    public Parameter? Target { get; }

    public bool HasLabels { get; }

    public Parameter? Accuracy { get; }

    public IReadOnlyList<Parameter> Numbers { get; }

    /// <summary>The extent of a row: classes or columns.</summary>
    public string Columns { get; }

    /// <summary>There is a loss for each element, else for each row.</summary>
    public bool IsPerElement { get; }

    /// <summary>Fields of the options that are arrays, of those the ones that the formula names.</summary>
    public IReadOnlyList<Field> Weights { get; }

    /// <summary>The call fails for a value in a row, and says in which one.</summary>
    public bool ChecksValues => function.Returns!.Contains("NLOSS_E_VALUE", StringComparison.Ordinal);

    public string Summary => function.Summary!;

    public IReadOnlyList<string> Formula => function.Formula!;

    public string Note(string tag) => function.Notes![tag];

    public string Unit
    {
        get
        {
            string doc = Parameters.Single(p => p.Name == "loss").Doc!.Split(';')[0];
            return IsPerElement ? "" : doc;
        }
    }

    /// <summary>All losses that need no memory and tell nothing beside the loss; those are written by hand.</summary>
    public static IReadOnlyList<Loss> All(Api api) =>
    [
        .. api.Functions.Where(function => function.Entry != null).GroupBy(function => function.Entry)
            .Select(group => group.ToArray()).Where(functions => IsPlain(api, functions[0]))
            .Select(functions => new Loss(api, functions)),
    ];

    private static bool IsPlain(Api api, Function function)
    {
        bool Has(string name) => function.Parameters.Any(p => p.Name == name);
        if (!Has("loss") || Has("scratch"))
            return false;
        string options = function.Parameters.Single(p => p.Name == "options").Type.Name;
        return api.Structs.Single(type => type.Name == options).Fields
            .All(field => !field.Type.Pointer || field.Type.Const || field.Name == "error_row");
    }

    private bool IsNamed(string field) =>
        Formula.Any(line => line.Split(' ', ',', '[', '(', ':').Contains(field, StringComparer.Ordinal));
}
