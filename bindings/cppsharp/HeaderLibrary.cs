// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CppSharp;
using CppSharp.AST;
using CppSharp.Generators;

namespace NativeLoss.CppSharpBindings;

/// <summary>nativeloss.h for CppSharp: what to read, what to change before it writes C#, and what it has read.</summary>
internal sealed class HeaderLibrary(string include, string output) : ILibrary
{
    public List<string> Facts { get; } = [];

    /// <summary>Which header it is: the lines that say so.</summary>
    public string Version => string.Join(", ", File.ReadLines(Path.Combine(include, "nativeloss.h"))
        .Where(line => line.StartsWith("#define NLOSS_VERSION_STRING", StringComparison.Ordinal)
            || line.StartsWith("#define NLOSS_API_HASH", StringComparison.Ordinal))
        .Select(line => line["#define ".Length..]));

    /// <summary>
    /// The header is read as C++, for this machine: as C, the structs get no public constructor, and for Windows on a
    /// machine that is not, int64_t becomes int.
    /// </summary>
    public void Setup(Driver driver)
    {
        driver.Options.GeneratorKind = GeneratorKind.CSharp;
        driver.Options.OutputDir = output;
        driver.Options.Quiet = true;
        driver.Options.ZeroAllocatedMemory = _ => true; // options are defaults where they are zero
        var module = driver.Options.AddModule("nativeloss");
        module.OutputNamespace = "NativeLoss.Generated"; // one that ended in CppSharp would hide CppSharp.Runtime
        module.IncludeDirs.Add(include);
        module.Headers.Add("nativeloss.h");
    }

    public void SetupPasses(Driver driver)
    {
    }

    /// <summary>Facts are taken from the tree as it was parsed: the passes that follow rename and drop things.</summary>
    public void Preprocess(Driver driver, ASTContext ctx)
    {
        var header = ctx.TranslationUnits.Single(unit => unit.FileName == "nativeloss.h");
        Facts.AddRange(HeaderFacts.Of(header, driver.Context.TargetInfo));
        foreach (var pointer in header.Classes.SelectMany(c => c.Fields).Select(field => field.Type).OfType<PointerType>())
            pointer.QualifiedPointee.Qualifiers.IsConst = false; // or the property gets no setter
    }

    public void Postprocess(Driver driver, ASTContext ctx)
    {
    }

    /// <summary>Without Std.cs, bindings of the C++ library that the header does not use.</summary>
    public void GenerateCode(Driver driver, List<GeneratorOutput> outputs) =>
        outputs.RemoveAll(output => output.TranslationUnit.Module == driver.Options.SystemModule);
}
