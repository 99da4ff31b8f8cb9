// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace NativeLoss.Native.Tests.Images;

/// <summary>
/// The assembly of one level, compiled by the JIT. Each level has its own load context: their names are equal.
/// </summary>
internal sealed class IlImage(string level) : Image("JIT " + level)
{
    private readonly Dictionary<string, nint> exports = Methods(
        new AssemblyLoadContext(level).LoadFromAssemblyPath(Repository.IlAssembly(level)))
        .ToDictionary(export => export.Key, export => export.Value.MethodHandle.GetFunctionPointer());

    internal IEnumerable<string> Names => exports.Keys;

    internal override nint Export(string entryPoint) => exports[entryPoint];

    /// <summary>Every export that an assembly declares, by its C name.</summary>
    internal static Dictionary<string, MethodInfo> Methods(Assembly assembly) =>
        (from type in assembly.GetTypes()
         from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
         let export = method.GetCustomAttribute<UnmanagedCallersOnlyAttribute>()
         where export?.EntryPoint?.StartsWith("nloss_", System.StringComparison.Ordinal) == true
         select (export.EntryPoint, method)).ToDictionary(pair => pair.EntryPoint, pair => pair.method);
}
