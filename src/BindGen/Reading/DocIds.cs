// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;
using System.Reflection;

namespace NativeLoss.BindGen.Reading;

/// <summary>The ids under which the compiler files documentation.</summary>
internal static class DocIds
{
    public static string Of(Type type) => "T:" + type.FullName;

    public static string Of(FieldInfo field) => $"F:{field.DeclaringType!.FullName}.{field.Name}";

    public static string Of(MethodInfo method)
    {
        string parameters = string.Join(',', method.GetParameters().Select(p => p.ParameterType.FullName));
        return $"M:{method.DeclaringType!.FullName}.{method.Name}" + (parameters.Length > 0 ? $"({parameters})" : "");
    }
}
