// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Reflection;
using System.Reflection.Emit;

namespace NativeLoss.BindGen.Reading;

/// <summary>Sizes and offsets as compiled code uses them, not as attributes promise them.</summary>
internal static class Layout
{
    public static int SizeOf(Type type) => Run("SizeOf", il => il.Emit(OpCodes.Sizeof, type));

    public static int OffsetOf(FieldInfo field) => Run("OffsetOf", il =>
    {
        LocalBuilder local = il.DeclareLocal(field.DeclaringType!);
        il.Emit(OpCodes.Ldloca, local);
        il.Emit(OpCodes.Ldflda, field);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Ldloca, local);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Conv_I4);
    });

    private static int Run(string name, Action<ILGenerator> body)
    {
        var method = new DynamicMethod(name, typeof(int), null, typeof(Layout).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        body(il);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<int>>()();
    }
}
