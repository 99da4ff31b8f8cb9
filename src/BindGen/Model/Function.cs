// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Collections.Generic;

namespace NativeLoss.BindGen.Model;

/// <summary>
/// One exported function. A twin has the signature of another function, with another element type, and no text of its
/// own. Those of the dispatcher are implemented in C, once; all others once per instruction-set level, under the name
/// Entry, which takes the number of the element type before all other arguments; those with short vectors have no v4.
/// </summary>
internal sealed record Function(
    string Name,
    TypeUse Type,
    IReadOnlyList<Parameter> Parameters,
    bool InDispatcher = false,
    string? Entry = null,
    int? ElementType = null,
    string? TwinOf = null,
    bool ShortVectors = false,
    string? Summary = null,
    IReadOnlyList<string>? Formula = null,
    string? Returns = null,
    IReadOnlyDictionary<string, string>? Notes = null);

internal sealed record Parameter(
    string Name,
    TypeUse Type,
    string? Direction = null,
    string? Shape = null,
    string? Doc = null);

internal sealed record Section(string Title, IReadOnlyList<Function> Functions);
