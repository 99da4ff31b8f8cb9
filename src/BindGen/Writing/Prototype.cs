// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using NativeLoss.BindGen.Model;

namespace NativeLoss.BindGen.Writing;

/// <summary>A function's C prototype; a line for each array with its stride, and for what belongs together.</summary>
internal static class Prototype
{
    public static IEnumerable<string> Of(Function function, string before, string after, int width)
    {
        string start = $"{before}{function.Type.InC}NLOSS_CALL {function.Name}(";
        string arguments = function.Parameters.Count == 0 ? "void" : Declared(function.Parameters);
        if (start.Length + arguments.Length + 1 + after.Length <= width)
            return [$"{start}{arguments}){after}"];
        string[] groups = [.. Groups(function.Parameters).Select(group => "    " + Declared(group))];
        return [start, .. groups[..^1].Select(group => group + ","), groups[^1] + ")" + after];
    }

    private static string Declared(IEnumerable<Parameter> parameters) =>
        string.Join(", ", parameters.Select(parameter => parameter.Type.InC + parameter.Name));

    private static IEnumerable<List<Parameter>> Groups(IReadOnlyList<Parameter> parameters)
    {
        var group = new List<Parameter>();
        foreach (Parameter parameter in parameters)
        {
            if (group.Count > 0 && !Together(group[^1], parameter))
            {
                yield return group;
                group = [];
            }

            group.Add(parameter);
        }

        yield return group;
    }

    /// <summary>logits and logits_stride, labels and label_type, rows and classes.</summary>
    private static bool Together(Parameter previous, Parameter next)
    {
        if (next.Type.Pointer)
            return false;
        if (!previous.Type.Pointer)
            return previous.Type.Code == null && !previous.Name.EndsWith("_stride", StringComparison.Ordinal);
        int end = next.Name.LastIndexOf('_');
        return end > 0 && previous.Name.StartsWith(next.Name[..end], StringComparison.Ordinal);
    }
}
