// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Collections.Generic;
using System.Linq;
using NativeLoss.BindGen.Model;

namespace NativeLoss.BindGen.Writing;

/// <summary>Where the header shows a type: before the functions that need it.</summary>
internal sealed class HeaderTypes
{
    /// <summary>A type that more sections than these need is shown before all of them.</summary>
    private const int SectionsOfOwnType = 2;

    private readonly Api api;
    private readonly Dictionary<string, int> home = [];

    public HeaderTypes(Api api)
    {
        this.api = api;
        foreach (string name in api.Enums.Select(e => e.Name).Concat(api.Structs.Select(s => s.Name)))
        {
            IEnumerable<int> sections = Enumerable.Range(0, api.Sections.Count);
            int[] users = [.. sections.Where(i => api.Sections[i].Functions.Any(function => Uses(function, name)))];
            home[name] = users.Length is > 0 and <= SectionsOfOwnType ? users[0] : Common;
        }
    }

    public static int Common => -1;

    /// <summary>Enums that are no struct's flags come first, then each struct after its flags.</summary>
    public IEnumerable<object> In(int section)
    {
        CodeSet[] enums = [.. api.Enums.Where(e => home[e.Name] == section)];
        foreach (CodeSet e in enums.Where(e => !e.Flags))
            yield return e;
        foreach (Struct s in api.Structs.Where(s => home[s.Name] == section))
        {
            foreach (CodeSet e in enums.Where(e => e.Flags && s.Fields.Any(f => f.Type.Code == e.Name)))
                yield return e;
            yield return s;
        }
    }

    private bool Uses(Function function, string name) =>
        function.Parameters.Select(parameter => parameter.Type).Append(function.Type).Any(type => Uses(type, name));

    private bool Uses(TypeUse type, string name) =>
        type.Name == name || type.Code == name
        || api.Structs.Any(s => s.Name == type.Name && s.Fields.Any(field => Uses(field.Type, name)));
}
