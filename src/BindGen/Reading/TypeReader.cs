// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using NativeLoss.BindGen.Model;

namespace NativeLoss.BindGen.Reading;

/// <summary>C# types as C types.</summary>
internal static class TypeReader
{
    private static readonly Dictionary<Type, string> Primitives = new()
    {
        [typeof(void)] = "void",
        [typeof(byte)] = "char", // byte* is text: labels of every type travel as void*
        [typeof(int)] = "int32_t",
        [typeof(uint)] = "uint32_t",
        [typeof(long)] = "int64_t",
        [typeof(ulong)] = "uint64_t",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
    };

    public static TypeUse Read(Type type, IEnumerable<CustomAttributeData> attributes, string where)
    {
        CustomAttributeData[] all = [.. attributes];
        Type? code = (Type?)Find(all, "CodeAttribute")?.ConstructorArguments[0].Value;
        bool isConst = Find(all, "ConstAttribute") != null;
        TypeUse read = Read(type, where) with { Const = isConst, Code = code == null ? null : CName(code).Name };
        if (isConst && !read.Pointer)
            throw new BindGenException($"{where}: [Const] on what is not a pointer.");
        return read;
    }

    public static TypeUse Read(Type type, string where)
    {
        if (type.IsFunctionPointer)
        {
            return new(CallbackNames.Find(Arguments(type, where))?.Name
                ?? throw new BindGenException($"{where}: a function pointer without a name in CallbackNames."));
        }

        if (type.IsPointer)
            return new(Name(type.GetElementType()!, where), Pointer: true);
        return type.IsValueType && Primitives.ContainsKey(type)
            ? new(Name(type, where))
            : throw new BindGenException($"{where}: {type} cannot cross the interface by value.");
    }

    public static IReadOnlyList<TypeUse> Arguments(Type functionPointer, string where)
    {
        if (functionPointer.GetFunctionPointerReturnType() != typeof(void))
            throw new BindGenException($"{where}: a callback returns nothing.");
        return [.. functionPointer.GetFunctionPointerParameterTypes().Select(argument => Read(argument, where))];
    }

    public static (string Name, string MemberPrefix) CName(MemberInfo named)
    {
        CustomAttributeData attribute = Find(named.CustomAttributes, "CNameAttribute")
            ?? throw new BindGenException($"{named} has no [CName].");
        return ((string)attribute.ConstructorArguments[0].Value!, (string)attribute.ConstructorArguments[1].Value!);
    }

    /// <summary>Attributes are found by name: those of the contract are internal to it.</summary>
    public static CustomAttributeData? Find(IEnumerable<CustomAttributeData> attributes, string name) =>
        attributes.FirstOrDefault(attribute => attribute.AttributeType.Name == name);

    private static string Name(Type type, string where) =>
        Primitives.TryGetValue(type, out string? name) ? name
        : type.IsValueType && !type.IsEnum ? CName(type).Name
        : throw new BindGenException($"{where}: {type} has no C type.");
}
