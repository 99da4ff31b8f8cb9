// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using NativeLoss.Native.Tests.Images;

namespace NativeLoss.Native.Tests.Calls;

/// <summary>
/// The parameters of a level's export, from the metadata of its declaration, and a call through any pointer that has
/// them. The tests name parameters; they declare none.
/// </summary>
internal sealed unsafe class Signature
{
    private static readonly Dictionary<string, MethodInfo> Declared = IlImage.Methods(typeof(Signature).Assembly);
    private static readonly ConcurrentDictionary<string, Signature> Known = [];

    private readonly Dictionary<string, int> positions;
    private readonly Invoker invoke;
    private readonly Invoker invokeTyped;

    private Signature(MethodInfo export)
    {
        var parameters = export.GetParameters();
        positions = parameters.ToDictionary(parameter => parameter.Name!, parameter => parameter.Position);
        invoke = Emit(parameters);
        invokeTyped = Emit(parameters[1..]);
    }

    private delegate int Invoker(nint function, long* arguments);

    internal int Count => positions.Count;

    internal static Signature Of(string entryPoint) =>
        Known.GetOrAdd(entryPoint, name => new Signature(Declared[name]));

    internal bool Has(string parameter) => positions.ContainsKey(parameter);

    internal int Position(string parameter) => positions[parameter];

    /// <summary>Each argument has a slot of eight bytes, whatever its type.</summary>
    internal int Call(nint function, long* arguments) => invoke(function, arguments);

    /// <summary>
    /// Calls one of the dispatcher's functions, whose name says the element type: the first argument is left out.
    /// </summary>
    internal int CallTyped(nint function, long* arguments) => invokeTyped(function, arguments);

    private static Invoker Emit(ParameterInfo[] parameters)
    {
        Type[] types = [.. parameters.Select(p => p.ParameterType.IsPointer ? typeof(nint) : p.ParameterType)];
        var method = new DynamicMethod(
            "call", typeof(int), [typeof(nint), typeof(long*)], typeof(Signature).Module, true);
        var il = method.GetILGenerator();
        foreach (var (parameter, type) in parameters.Zip(types))
        {
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldc_I4, parameter.Position * sizeof(long));
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Ldobj, type);
        }

        il.Emit(OpCodes.Ldarg_0);
        il.EmitCalli(OpCodes.Calli, CallingConvention.Cdecl, typeof(int), types);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Invoker>();
    }
}
