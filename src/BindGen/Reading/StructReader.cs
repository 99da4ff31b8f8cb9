// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;
using System.Reflection;
using NativeLoss.BindGen.Model;

namespace NativeLoss.BindGen.Reading;

/// <summary>Structs and enums with their documentation.</summary>
internal sealed class StructReader(Docs docs)
{
    private const BindingFlags AllFields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public Struct Struct(Type type)
    {
        FieldInfo[] fields = [.. type.GetFields(AllFields).OrderBy(Layout.OffsetOf)];
        int size = Layout.SizeOf(type);
        if (fields.Sum(field => Layout.SizeOf(field.FieldType)) != size)
            throw new BindGenException($"{type} has padding; name it as a reserved field.");
        Field[] read = [.. fields.Select(Field)];
        if (read[0] is not { Name: "struct_size", Offset: 0, Type.Name: "uint32_t" })
            throw new BindGenException($"{type}: the first field is uint StructSize.");
        return new(TypeReader.CName(type).Name, size, docs.Summary(DocIds.Of(type)), read);
    }

    public CodeSet Enum(Type type)
    {
        bool flags = TypeReader.Find(type.CustomAttributes, nameof(FlagsAttribute)) != null;
        (string name, string prefix) = TypeReader.CName(type);
        Code[] members =
        [
            .. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => new Code(
                field.Name.ToUpperInvariant(),
                Convert.ToInt64(field.GetRawConstantValue(), null),
                docs.Summary(DocIds.Of(field)))),
        ];
        return new(name, flags ? "uint32_t" : "int32_t", prefix, flags, docs.Summary(DocIds.Of(type)), members);
    }

    private Field Field(FieldInfo field)
    {
        string id = DocIds.Of(field);
        string name = Names.Snake(field.Name);
        string doc = docs.Summary(id);
        int offset = Layout.OffsetOf(field);
        if (!field.FieldType.IsFunctionPointer)
            return new(name, offset, TypeReader.Read(field.FieldType, field.CustomAttributes, id), doc);
        return new(name, offset, new("void"), doc, CallbackNames.Name(TypeReader.Arguments(field.FieldType, id), id));
    }
}
