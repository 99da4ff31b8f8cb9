// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;

namespace NativeLoss;

/// <summary>The element types of the spans.</summary>
internal static class Elements
{
    internal static NotSupportedException NotSupported(Type type, params Type[] supported) => new(
        $"Elements of type {type} are not supported here; use {string.Join(", ", supported.Select(Name))}.");

    /// <summary>
    /// Losses, weights and results per row are double beside double, and float beside every other type of elements.
    /// No code after compilation.
    /// </summary>
    internal static void RequireReal<T, TReal>()
        where T : unmanaged
        where TReal : unmanaged
    {
        var fits = typeof(T) == typeof(double) ? typeof(TReal) == typeof(double) : typeof(TReal) == typeof(float);
        if (!fits)
            throw NotReal(typeof(T), typeof(TReal), typeof(T) == typeof(double) ? typeof(double) : typeof(float));
    }

    private static NotSupportedException NotReal(Type elements, Type found, Type needed) => new(
        $"Losses, weights and results per row beside elements of type {elements} are {needed}, not {found}.");

    private static string Name(Type type) =>
        type == typeof(ushort) ? $"{type} (the bit patterns of bfloat16)" : $"{type}";
}
