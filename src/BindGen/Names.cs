// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;
using System.Text;

namespace NativeLoss.BindGen;

/// <summary>One name in the spelling of each language.</summary>
internal static class Names
{
    private const string Prefix = "nloss_";

    /// <summary>gradStride becomes grad_stride, StructSize becomes struct_size.</summary>
    public static string Snake(string name)
    {
        var snake = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsUpper(c) && snake.Length > 0)
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(c));
        }

        return snake.ToString();
    }

    /// <summary>grad_stride and GRAD_STRIDE become GradStride.</summary>
    public static string Pascal(string name) =>
        string.Concat(name.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant()));

    public static string Camel(string name)
    {
        string pascal = Pascal(name);
        return char.ToLowerInvariant(pascal[0]) + pascal[1..];
    }

    /// <summary>nloss_cross_entropy_options becomes CrossEntropyOptions.</summary>
    public static string Class(string cName) => Pascal(Unprefixed(cName));

    public static string Unprefixed(string cName) =>
        cName.StartsWith(Prefix, StringComparison.Ordinal)
            ? cName[Prefix.Length..]
            : throw new BindGenException($"{cName}: a public name starts with {Prefix}.");
}
