// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using System.Numerics.Tensors;
using System.Reflection;

namespace NativeLoss.Tests.Vectors;

/// <summary>The public methods by the names of the C functions, and calls of them with arrays for their spans.</summary>
internal static class VectorMethods
{
    /// <summary>Methods that are not called like their function; all others have its name.</summary>
    private static readonly Dictionary<string, string> Names = new()
    {
        ["linear"] = "Linear.Forward",
        ["linear_backward"] = "Linear.Backward",
        ["sgd_step"] = "Optimizer.Sgd",
        ["adam_step"] = "Optimizer.Adam",
    };

    private static readonly ILookup<string, MethodInfo> All = typeof(Loss).Assembly.GetExportedTypes()
        .Where(type => type.IsAbstract && type.IsSealed)
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .SelectMany(method => new[] { (Key: method.Name, method), (Key: $"{method.DeclaringType!.Name}.{method.Name}", method) })
        .ToLookup(pair => pair.Key, pair => pair.method, StringComparer.OrdinalIgnoreCase);

    /// <summary>What the methods without reduction end in; one that knows none of them has its plain name.</summary>
    private static readonly string[] Suffixes = ["Rows", "Elements", ""];

    private static readonly ConcurrentDictionary<MethodInfo, Func<object?[], object?>> Calls = new();

    /// <summary>
    /// Of several with the name, for spans or for tensors, the one of the element type itself, or else the generic one.
    /// </summary>
    internal static MethodInfo Of(string operation, bool rows, Type element, Type label, bool tensors)
    {
        var name = Names.GetValueOrDefault(operation, operation.Replace("_", "", StringComparison.Ordinal));
        var full = rows ? Suffixes.Select(suffix => name + suffix).First(All.Contains) : name;
        Type? First(MethodInfo m) => m.GetParameters()[0].ParameterType is var type && tensors ? TensorItemOf(type) : ItemOf(type);
        MethodInfo[] named = [.. All[full]];
        var method = named.FirstOrDefault(m => First(m) == element)
            ?? named.FirstOrDefault(m => First(m) is { IsGenericParameter: true })
            ?? throw new NotSupportedException($"No method for {operation} of {element}, tensors: {tensors}.");
        return !method.IsGenericMethodDefinition ? method : method.MakeGenericMethod(
        [
            .. method.GetGenericArguments().Select(argument => argument.Name switch
            {
                "T" => element,
                "TLabel" => label,
                "TReal" => element == typeof(double) ? typeof(double) : typeof(float),
                _ => throw new NotSupportedException($"{method}: no type for {argument}."),
            }),
        ]);
    }

    /// <summary>Reflection cannot pass spans; compiled code that makes them of arrays can.</summary>
    internal static object? Invoke(MethodInfo method, object?[] arguments) => Calls.GetOrAdd(method, Compile)(arguments);

    /// <summary>The element type of a span, or null.</summary>
    internal static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var span
        && (span == typeof(Span<>) || span == typeof(ReadOnlySpan<>))
            ? type.GetGenericArguments()[0]
            : null;

    /// <summary>The element type of a tensor span, which may be passed by reference; or null.</summary>
    internal static Type? TensorItemOf(Type type)
    {
        var span = type.IsByRef ? type.GetElementType()! : type;
        return span.IsGenericType && span.GetGenericTypeDefinition() is var tensor
            && (tensor == typeof(TensorSpan<>) || tensor == typeof(ReadOnlyTensorSpan<>))
                ? span.GetGenericArguments()[0]
                : null;
    }

    /// <summary>The properties of a struct of spans, in the order of the arrays that stand for it; or null.</summary>
    internal static PropertyInfo[]? SpansOf(Type type) =>
        type.IsByRefLike && ItemOf(type) == null && TensorItemOf(type) == null && !IsMask(type)
            ? [.. type.GetProperties().Where(property => property.SetMethod?.IsPublic == true)]
            : null;

    internal static bool IsMask(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ClassMask<>);

    private static Func<object?[], object?> Compile(MethodInfo method)
    {
        var arguments = Expression.Parameter(typeof(object?[]));
        var call = Expression.Call(
            method,
            method.GetParameters().Select((parameter, i) => Argument(Item(arguments, i), parameter.ParameterType)));
        Expression result = method.ReturnType == typeof(void)
            ? Expression.Block(call, Expression.Constant(null))
            : Expression.Convert(call, typeof(object));
        return Expression.Lambda<Func<object?[], object?>>(result, arguments).Compile();
    }

    private static Expression Argument(Expression value, Type type)
    {
        if (ItemOf(type) is { } item)
            return Expression.Convert(Expression.Convert(value, item.MakeArrayType()), type);
        if (TensorItemOf(type) is { } tensorItem)
            return Tensor(Expression.Convert(value, typeof(VectorTensor)), type.IsByRef ? type.GetElementType()! : type, tensorItem);
        if (IsMask(type))
        {
            var numbers = type.GetGenericArguments()[0].MakeArrayType();
            return Expression.Condition(
                Expression.TypeIs(value, typeof(bool[])),
                Expression.Convert(Expression.Convert(value, typeof(bool[])), type),
                Expression.Convert(Expression.Convert(value, numbers), type));
        }

        if (SpansOf(type) is not { } spans)
            return Expression.Convert(value, type);
        var arrays = Expression.Convert(value, typeof(object?[]));
        return Expression.MemberInit(
            Expression.New(type),
            spans.Select((span, i) => Expression.Bind(span, Argument(Item(arrays, i), span.PropertyType))));
    }

    private static NewExpression Tensor(Expression value, Type type, Type item)
    {
        var array = Expression.Convert(Expression.Property(value, nameof(VectorTensor.Array)), item.MakeArrayType());
        var lengths = Expression.Convert(Expression.Property(value, nameof(VectorTensor.Lengths)), typeof(ReadOnlySpan<nint>));
        var strides = Expression.Convert(Expression.Constant(Array.Empty<nint>()), typeof(ReadOnlySpan<nint>));
        var constructor = type.GetConstructor([item.MakeArrayType(), typeof(ReadOnlySpan<nint>), typeof(ReadOnlySpan<nint>)])!;
        return Expression.New(constructor, array, lengths, strides);
    }

    private static BinaryExpression Item(Expression array, int index) =>
        Expression.ArrayIndex(array, Expression.Constant(index));
}
