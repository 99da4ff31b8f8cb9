// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using NativeLoss.BindGen.Model;
using NativeLoss.BindGen.Reading;
using Xunit;

namespace NativeLoss.Gen.Tests;

/// <summary>The hash tells callers apart that the library cannot serve, and no others.</summary>
public class HashTests
{
    private static readonly Api Now = ApiReader.Read(ApiReader.DocsPath);

    [Fact]
    public void Hash_OtherParameterType_Differs() => AssertDiffers(Now with
    {
        Sections = Change(Now.Sections, s => s with { Functions = Change(s.Functions, WithOtherParameter) }),
    });

    [Fact]
    public void Hash_OtherFieldOffset_Differs() => AssertDiffers(Now with
    {
        Structs = Change(Now.Structs, s => s with { Fields = Change(s.Fields, f => f with { Offset = f.Offset + 8 }) }),
    });

    [Fact]
    public void Hash_OtherCode_Differs() => AssertDiffers(Now with
    {
        Enums = Change(Now.Enums, e => e with { Members = Change(e.Members, m => m with { Value = m.Value + 1 }) }),
    });

    [Fact]
    public void Hash_OtherText_IsTheSame() => Assert.Equal(Now.ApiHash, Hash.Of(Now with
    {
        Enums = Change(Now.Enums, e => e with { Doc = "Other." }),
        Structs = Change(Now.Structs, s => s with { Doc = "Other." }),
    }));

    private static Function WithOtherParameter(Function function) =>
        function with { Parameters = Change(function.Parameters, p => p with { Type = new("uint32_t") }) };

    private static void AssertDiffers(Api changed) => Assert.NotEqual(Now.ApiHash, Hash.Of(changed));

    private static T[] Change<T>(IReadOnlyList<T> all, Func<T, T> change) =>
        [change(all[0]), .. all.Skip(1)];
}
