// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Collections.Generic;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NativeLoss.BindGen.Model;

/// <summary>
/// The manifest: all that a binding needs to know. Types are written as in C. Every writer works from what was
/// serialized and read back, so nothing can reach the header or a binding that is not in include/nativeloss.api.json.
/// </summary>
internal sealed record Api(
    string Version,
    int Abi,
    string ApiHash,
    IReadOnlyList<CodeSet> Enums,
    IReadOnlyList<Callback> Callbacks,
    IReadOnlyList<Struct> Structs,
    IReadOnlyList<Section> Sections)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [JsonIgnore]
    public IEnumerable<Function> Functions => Sections.SelectMany(section => section.Functions);

    public static Api FromJson(string json) => JsonSerializer.Deserialize<Api>(json, Format)!;

    public string ToJson() => JsonSerializer.Serialize(this, Format) + "\n";
}
