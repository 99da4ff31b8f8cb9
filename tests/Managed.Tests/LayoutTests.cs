// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Text.Json;
using NativeLoss.Interop;
using NativeLoss.Tests.Support;
using Xunit;

namespace NativeLoss.Tests;

/// <summary>The declared structs against the layout in the manifest, as this runtime lays them out.</summary>
public sealed class LayoutTests
{
    private static readonly Dictionary<string, Dictionary<string, long>> Expected = ReadApi();

    public static TheoryData<string> Names => new(Expected.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Layout_Struct_IsTheNativeOne(string name)
    {
        var type = typeof(NativeMethods).Assembly.GetTypes().Single(type =>
            type.Namespace == typeof(NativeMethods).Namespace && type.IsValueType && SameName(name["nloss_".Length..], type.Name));
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        var layout = fields.ToDictionary(
            field => Expected[name].Keys.Single(key => SameName(key, field.Name)), field => (long)OffsetOf(field));
        layout.Add("sizeof", Run(il => il.Emit(OpCodes.Sizeof, type)));
        Assert.Equal(Expected[name], layout);
    }

    private static bool SameName(string native, string managed) =>
        native.Replace("_", "", StringComparison.Ordinal).Equals(managed, StringComparison.OrdinalIgnoreCase);

    private static int OffsetOf(FieldInfo field) => Run(il =>
    {
        var local = il.DeclareLocal(field.DeclaringType!);
        il.Emit(OpCodes.Ldloca, local);
        il.Emit(OpCodes.Ldflda, field);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Ldloca, local);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Conv_I4);
    });

    private static int Run(Action<ILGenerator> body)
    {
        var method = new DynamicMethod("Run", typeof(int), null, typeof(LayoutTests).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        body(il);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<int>>()();
    }

    private static Dictionary<string, Dictionary<string, long>> ReadApi()
    {
        using var api = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("include/nativeloss.api.json")));
        return api.RootElement.GetProperty("structs").EnumerateArray().ToDictionary(Name, Offsets);
    }

    private static Dictionary<string, long> Offsets(JsonElement type)
    {
        var offsets = type.GetProperty("fields").EnumerateArray().ToDictionary(
            Name, field => field.GetProperty("offset").GetInt64());
        offsets.Add("sizeof", type.GetProperty("size").GetInt64());
        return offsets;
    }

    private static string Name(JsonElement element) => element.GetProperty("name").GetString()!;
}
