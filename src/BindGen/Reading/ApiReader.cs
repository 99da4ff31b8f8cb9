// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using NativeLoss.BindGen.Model;
using NativeLoss.Native.Exports;

namespace NativeLoss.BindGen.Reading;

/// <summary>The manifest, from the compiled exports and their documentation.</summary>
internal static class ApiReader
{
    /// <summary>Version of the binary interface: raised by hand, and only when existing callers would break.</summary>
    private const int Abi = 1;

    private const string DispatcherTitle = "The library itself.";

    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly Exported = typeof(IDispatcher).Assembly;

    /// <summary>Where the compiler put the documentation.</summary>
    public static string DocsPath => Path.ChangeExtension(Exported.Location, ".xml");

    public static Api Read(string docsPath)
    {
        var docs = new Docs(docsPath);
        var functions = new FunctionReader(docs);
        var structs = new StructReader(docs);
        Type[] types = [.. Exported.GetTypes().OrderBy(type => type.Name, StringComparer.Ordinal)];

        Section[] sections =
        [
            .. types.Where(type => Exports(type).Any())
                .OrderBy(type => type.Name.Replace("Exports", "", StringComparison.Ordinal), StringComparer.Ordinal)
                .Select(type => new Section(
                    docs.Summary(DocIds.Of(type)),
                    [.. Exports(type).SelectMany(export => functions.Operation(export.Method, export.EntryPoint))])),
            new(DispatcherTitle, [.. InOrder(typeof(IDispatcher).GetMethods()).Select(functions.InDispatcher)]),
        ];
        Type[] named = [.. types.Where(type => TypeReader.Find(type.CustomAttributes, "CNameAttribute") != null)];

        var api = new Api(
            Version(), Abi, "",
            [.. named.Where(type => type.IsEnum).Select(structs.Enum)],
            [CallbackNames.Task],
            [.. named.Where(type => !type.IsEnum).Select(structs.Struct)],
            sections);
        return api with { ApiHash = Hash.Of(api) };
    }

    private static IEnumerable<(MethodInfo Method, string EntryPoint)> Exports(Type type) =>
        InOrder(type.GetMethods(Declared))
            .Select(method => (method, method.GetCustomAttribute<UnmanagedCallersOnlyAttribute>()?.EntryPoint!))
            .Where(export => export.Item2 != null);

    /// <summary>As written in the source: reflection promises no order, metadata tokens have one.</summary>
    private static IEnumerable<MethodInfo> InOrder(IEnumerable<MethodInfo> methods) =>
        methods.OrderBy(method => method.MetadataToken);

    private static string Version() =>
        Exported.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
