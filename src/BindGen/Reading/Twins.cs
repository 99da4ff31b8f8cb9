// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Linq;
using NativeLoss.BindGen.Model;

namespace NativeLoss.BindGen.Reading;

/// <summary>"As nloss_x_f32, with double." must be true.</summary>
internal static class Twins
{
    public static void Check(Api api)
    {
        foreach (Function twin in api.Functions.Where(function => function.TwinOf != null))
        {
            Function original = api.Functions.Single(function => function.Name == twin.TwinOf);
            bool same = twin.Type == original.Type
                && twin.Parameters.Select(WithDouble).SequenceEqual(original.Parameters.Select(WithDouble));
            if (!same)
                throw new BindGenException($"{twin.Name} inherits the text of {original.Name} but not its signature.");
        }
    }

    private static (string, TypeUse) WithDouble(Parameter parameter) =>
        (parameter.Name, parameter.Type.Name == "float" ? parameter.Type with { Name = "double" } : parameter.Type);
}
