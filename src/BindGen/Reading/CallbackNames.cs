// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Collections.Generic;
using System.Linq;
using NativeLoss.BindGen.Model;

namespace NativeLoss.BindGen.Reading;

/// <summary>
/// The one thing that metadata cannot say: what a function pointer and its arguments are called. A function pointer
/// whose signature is not here is an error.
/// </summary>
internal static class CallbackNames
{
    public static readonly Callback Task = new(
        "nloss_task_fn",
        "One task of a call that was given an executor: a function of the library that parallel_for calls.",
        [new("task_data", new("void", Pointer: true)), new("task_index", new("int32_t"))]);

    private static readonly Parameter[] ParallelFor =
    [
        new("user", new("void", Pointer: true)),
        new("task", new(Task.Name)),
        new("task_data", new("void", Pointer: true)),
        new("task_count", new("int32_t")),
    ];

    /// <summary>The callback that has these argument types, or null.</summary>
    public static Callback? Find(IEnumerable<TypeUse> arguments) => Matches(Task.Parameters, arguments) ? Task : null;

    /// <summary>The arguments, named, of a struct's function pointer.</summary>
    public static IReadOnlyList<Parameter> Name(IReadOnlyList<TypeUse> arguments, string field) =>
        Matches(ParallelFor, arguments)
            ? ParallelFor
            : throw new BindGenException($"{field}: a function pointer without names in CallbackNames.");

    private static bool Matches(IEnumerable<Parameter> named, IEnumerable<TypeUse> types) =>
        named.Select(parameter => parameter.Type).SequenceEqual(types);
}
