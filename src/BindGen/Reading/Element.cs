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
    private static readonly Element[] All =
    [
        .. typeof(ElementType).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => new Element(
            Convert.ToInt32(field.GetRawConstantValue(), null),
            "_" + field.Name.ToLowerInvariant(),
            TypeReader.CName(field).Name)),
    ];

    private bool IsHalf => InC is not ("float" or "double");

    private string RealInC => IsHalf ? "float" : InC;

    /// <summary>The types that an operation has functions for.</summary>
    public static IEnumerable<Element> Of(MethodInfo operation) =>
        TypeReader.Find(operation.CustomAttributes, "HalfTypesAttribute") == null ? All.Where(e => !e.IsHalf) : All;

    public static bool IsChosenBy(ParameterInfo parameter) => parameter.ParameterType == typeof(ElementType);

    /// <summary>The type of a parameter of the function with these elements.</summary>
    public TypeUse TypeOf(ParameterInfo parameter, TypeUse declared, string where)
    {
        bool element = TypeReader.Find(parameter.CustomAttributes, "ElementAttribute") != null;
        bool real = TypeReader.Find(parameter.CustomAttributes, "RealAttribute") != null;
        if (!element && !real)
            return declared;
        if (element && real)
            throw new BindGenException($"{where}: [Element] and [Real] exclude each other.");
        return declared is { Name: "void", Pointer: true }
            ? declared with { Name = real ? RealInC : InC }
            : throw new BindGenException($"{where}: [Element] or [Real] on what is not a void*.");
    }
}
