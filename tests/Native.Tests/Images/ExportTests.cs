// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Exports;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Tests.Calls;
using Xunit;

namespace NativeLoss.Native.Tests.Images;

/// <summary>The images hold what the list of exports says, and the tests call all of it.</summary>
public sealed class ExportTests
{
    private static string[] Listed => File.ReadAllLines(Path.Combine(Repository.Root, "tests/abi/exports.txt"));

    /// <summary>What the dispatcher implements itself: everything else exists once per level.</summary>
    private static string[] Dispatchers => [.. typeof(IDispatcher).GetMethods().Select(method => method.Name)];

    [Fact]
    public void IlAssemblies_EachExportWithItsElementTypes_IsTheListWithoutTheDispatchers()
    {
        foreach (var image in ImageSet.Jit)
        {
            Assert.Equal(
                Listed.Except(Dispatchers).Order(StringComparer.Ordinal),
                (from name in image.Names
                 from type in Enum.GetValues<ElementType>()
                 where !Elements.IsHalf(type) || HasHalfTypes(name)
                 select $"{name}_{type.ToString().ToLowerInvariant()}").Order(StringComparer.Ordinal));
        }
    }

    private static bool HasHalfTypes(string entryPoint) =>
        typeof(IDispatcher).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Single(method => method.GetCustomAttribute<UnmanagedCallersOnlyAttribute>()?.EntryPoint == entryPoint)
            .IsDefined(typeof(HalfTypesAttribute));

    [Fact]
    public void NativeFile_EveryListedExport_Resolves()
    {
        foreach (var image in ImageSet.Native)
            Assert.All(Listed, entryPoint => Assert.NotEqual(0, image.Export(entryPoint)));
    }

    [Theory]
    [InlineData(IsaLevel.V2)]
    [InlineData(IsaLevel.V3)]
    [InlineData(IsaLevel.V4)]
    public void NativeFile_LimitedToALevel_UsesIt_UnlessTheMachineLacksIt(IsaLevel level)
    {
        var image = ImageSet.Native.Single(image => image.Name == "native " + level);
        var machineHasIt = level switch
        {
            IsaLevel.V4 => Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported && Avx512CD.VL.IsSupported,
            IsaLevel.V3 => Avx2.IsSupported && Fma.IsSupported,
            _ => true,
        };
        Assert.SkipUnless(machineHasIt, $"This machine lacks {level}: its tests ran at {image.Level}.");
        Assert.Equal(Status.Ok, image.Status);
        Assert.Equal(level, image.Level);
    }

    [Fact]
    public void Tests_EveryExportThatComputes_IsCalled() =>
        Assert.Equal(
            Listed.Except(Dispatchers).Order(StringComparer.Ordinal),
            (from operation in Operations.All from dtype in operation.Dtypes select operation.EntryPoint(dtype))
                .Distinct().Order(StringComparer.Ordinal));
}
