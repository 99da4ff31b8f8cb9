// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using NativeLoss.BindGen.Model;
using NativeLoss.Native.Kernels;

namespace NativeLoss.BindGen.Reading;

/// <summary>
/// An element type. An operation takes it as its first argument; C has a function for each, with the type in its name.
/// </summary>
internal sealed record Element(int Value, string Suffix, string InC)
{
    public static IReadOnlyList<Element> All { get; } =
    [
        .. typeof(ElementType).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => new Element(
            Convert.ToInt32(field.GetRawConstantValue(), null),
            "_" + field.Name.ToLowerInvariant(),
            TypeReader.CName(field).Name)),
    ];

    public static bool IsChosenBy(ParameterInfo parameter) => parameter.ParameterType == typeof(ElementType);

    /// <summary>The type of a parameter of the function with these elements.</summary>
    public TypeUse TypeOf(ParameterInfo parameter, TypeUse declared, string where)
    {
        if (TypeReader.Find(parameter.CustomAttributes, "ElementAttribute") == null)
            return declared;
        return declared is { Name: "void", Pointer: true }
            ? declared with { Name = InC }
            : throw new BindGenException($"{where}: [Element] on what is not a void*.");
    }
}
