// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using CppSharp.AST;
using CppSharp.AST.Extensions;
using CppSharp.Parser;

namespace NativeLoss.CppSharpBindings;

/// <summary>What CppSharp read, in the words of <see cref="Manifest"/>: one line for each thing a binding relies on.</summary>
internal static class HeaderFacts
{
    public static IEnumerable<string> Of(CppSharp.AST.TranslationUnit header, ParserTargetInfo target)
    {
        var integers = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in header.Classes)
        {
            yield return $"struct {type.OriginalName} has {type.Layout.Size} bytes";
            foreach (var field in type.Layout.Fields)
                yield return $"field {type.OriginalName}.{field.Name} at {field.Offset}";
        }

        // Codes are 32 bits wide; a status is negative.
        foreach (var item in header.Enums.SelectMany(e => e.Items))
            yield return $"constant {item.OriginalName} = {unchecked((int)item.Value)}";

        foreach (var function in header.Functions)
        {
            var types = function.Parameters.Select(p => p.QualifiedType).Prepend(function.ReturnType).ToList();
            foreach (var type in types)
                AddInteger(type.Type, target, integers);
            var spelled = types.ConvertAll(Spelled);
            yield return $"function {spelled[0]} {function.OriginalName}({string.Join(", ", spelled.Skip(1))})";
        }

        foreach (var integer in integers)
            yield return integer;
    }

    /// <summary>As the header writes it.</summary>
    private static string Spelled(QualifiedType type) => (type.Qualifiers.IsConst ? "const " : "") + type.Type switch
    {
        PointerType pointer => $"{Spelled(pointer.QualifiedPointee)} *",
        TypedefType typedef => typedef.Declaration.OriginalName,
        TagType tag => tag.Declaration.OriginalName,
        BuiltinType { Type: PrimitiveType.Void } => "void",
        BuiltinType { Type: PrimitiveType.Char } => "char",
        BuiltinType { Type: PrimitiveType.Float } => "float",
        BuiltinType { Type: PrimitiveType.Double } => "double",
        var other => other.ToString(),
    };

    /// <summary>What int64_t and its like really are, behind their names.</summary>
    private static void AddInteger(CppSharp.AST.Type type, ParserTargetInfo target, SortedSet<string> integers)
    {
        while (type is PointerType pointer)
            type = pointer.Pointee;
        if (type is not TypedefType typedef || type.Desugar() is not BuiltinType builtin)
            return;
        var bits = builtin.Type switch
        {
            PrimitiveType.UShort or PrimitiveType.Short => target.ShortWidth,
            PrimitiveType.UInt or PrimitiveType.Int => target.IntWidth,
            PrimitiveType.ULong or PrimitiveType.Long => target.LongWidth,
            PrimitiveType.ULongLong or PrimitiveType.LongLong => target.LongLongWidth,
            _ => 0u,
        };
        var sign = builtin.Type.ToString().StartsWith('U') ? "unsigned" : "signed";
        integers.Add($"integer {typedef.Declaration.OriginalName} has {bits} bits, {sign}");
    }
}
