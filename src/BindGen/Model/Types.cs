// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace NativeLoss.BindGen.Model;

/// <summary>An enum of the manifest: a fixed-width integer and the names of its values.</summary>
internal sealed record CodeSet(
    string Name,
    string Type,
    string Prefix,
    bool Flags,
    string Doc,
    IReadOnlyList<Code> Members);

internal sealed record Code(
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long Value,
    string Doc);

/// <summary>The type of a function that is passed as an argument; it returns nothing.</summary>
internal sealed record Callback(string Name, string Doc, IReadOnlyList<Parameter> Parameters);

internal sealed record Struct(string Name, int Size, string Doc, IReadOnlyList<Field> Fields);

/// <summary>One field; Arguments is set for a function pointer, which returns nothing.</summary>
internal sealed record Field(
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int Offset,
    TypeUse Type,
    string Doc,
    IReadOnlyList<Parameter>? Arguments = null);
