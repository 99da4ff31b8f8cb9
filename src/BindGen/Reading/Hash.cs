// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using NativeLoss.BindGen.Model;

namespace NativeLoss.BindGen.Reading;

/// <summary>
/// The API hash: over all that a compiled caller depends on, so not over documentation, order or parameters' names.
/// </summary>
internal static class Hash
{
    public static string Of(Api api)
    {
        IEnumerable<string> lines =
            api.Functions.Select(Line).Concat(api.Structs.Select(Line)).Concat(api.Enums.Select(Line));
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Order(StringComparer.Ordinal))));
        return $"0x{BinaryPrimitives.ReadUInt64BigEndian(digest):X16}";
    }

    private static string Line(Function f) => $"{f.Type.InC}{f.Name}({Types(f.Parameters)})";

    private static string Line(Struct s) => $"{s.Name}:{s.Size} {string.Join(' ', s.Fields.Select(Line))}";

    private static string Line(Field f) => $"{f.Name}@{f.Offset}:{f.Type.InC}({Types(f.Arguments ?? [])})";

    private static string Line(CodeSet e) =>
        $"{e.Name}:{e.Type} {string.Join(' ', e.Members.Select(m => $"{m.Name}={m.Value}"))}";

    private static string Types(IEnumerable<Parameter> parameters) =>
        string.Join(',', parameters.Select(parameter => parameter.Type.InC));
}
