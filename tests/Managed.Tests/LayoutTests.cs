// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using NativeLoss.Interop;
using NativeLoss.Tests.Support;
using Xunit;

namespace NativeLoss.Tests;

/// <summary>The structs that cross the boundary are laid out as include/nativeloss.api.json says.</summary>
public sealed unsafe class LayoutTests
{
    private static readonly Dictionary<string, Dictionary<string, long>> Expected = ReadApi();

    [Fact]
    public void Layout_EveryStruct_IsCompared() => Assert.Equal(5, Expected.Count);

    [Fact]
    public void Layout_SoftmaxOptions_IsTheNativeOne()
    {
        Interop.SoftmaxOptions o;
        Check(
            "nloss_softmax_options", sizeof(Interop.SoftmaxOptions), (nint)(&o), ("struct_size", (nint)(&o.StructSize)),
            ("flags", (nint)(&o.Flags)));
    }

    [Fact]
    public void Layout_CrossEntropyOptions_IsTheNativeOne()
    {
        Interop.CrossEntropyOptions o;
        Check(
            "nloss_cross_entropy_options",
            sizeof(Interop.CrossEntropyOptions),
            (nint)(&o),
            ("struct_size", (nint)(&o.StructSize)),
            ("flags", (nint)(&o.Flags)),
            ("reduction", (nint)(&o.Reduction)),
            ("reserved", (nint)(&o.Reserved)),
            ("label_smoothing", (nint)(&o.LabelSmoothing)),
            ("ignore_index", (nint)(&o.IgnoreIndex)),
            ("class_weights", (nint)(&o.ClassWeights)),
            ("error_row", (nint)(&o.ErrorRow)));
    }

    [Fact]
    public void Layout_SgdOptions_IsTheNativeOne()
    {
        Interop.SgdOptions o;
        Check(
            "nloss_sgd_options",
            sizeof(Interop.SgdOptions),
            (nint)(&o),
            ("struct_size", (nint)(&o.StructSize)),
            ("flags", (nint)(&o.Flags)),
            ("momentum", (nint)(&o.Momentum)),
            ("dampening", (nint)(&o.Dampening)),
            ("weight_decay", (nint)(&o.WeightDecay)));
    }

    [Fact]
    public void Layout_AdamOptions_IsTheNativeOne()
    {
        Interop.AdamOptions o;
        Check(
            "nloss_adam_options",
            sizeof(Interop.AdamOptions),
            (nint)(&o),
            ("struct_size", (nint)(&o.StructSize)),
            ("flags", (nint)(&o.Flags)),
            ("beta1", (nint)(&o.Beta1)),
            ("beta2", (nint)(&o.Beta2)),
            ("epsilon", (nint)(&o.Epsilon)),
            ("weight_decay", (nint)(&o.WeightDecay)));
    }

    [Fact]
    public void Layout_Executor_IsTheNativeOne()
    {
        Executor o;
        Check(
            "nloss_executor",
            sizeof(Executor),
            (nint)(&o),
            ("struct_size", (nint)(&o.StructSize)),
            ("max_tasks", (nint)(&o.MaxTasks)),
            ("user", (nint)(&o.User)),
            ("parallel_for", (nint)(&o.ParallelFor)));
    }

    private static void Check(string type, int size, nint start, params (string Name, nint Address)[] fields)
    {
        var layout = fields.ToDictionary(field => field.Name, field => (long)(field.Address - start));
        layout.Add("sizeof", size);
        Assert.Equal(Expected[type], layout);
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
