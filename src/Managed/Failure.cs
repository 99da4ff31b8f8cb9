// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace NativeLoss;

/// <summary>Turns a status of the native file into the .NET exception that says the same.</summary>
internal static class Failure
{
    internal static void ThrowIf(Status status, string output)
    {
        if (status != Status.Ok)
            Throw(status, output, "");
    }

    /// <summary>As above, for an operation with options: the message of an illegal one shows them all.</summary>
    internal static void ThrowIf<TOptions>(Status status, string output, TOptions options)
        where TOptions : struct
    {
        if (status != Status.Ok)
            Throw(status, output, options);
    }

    [DoesNotReturn]
    private static void Throw<TOptions>(Status status, string output, TOptions options)
        where TOptions : struct => Throw(status, output, $": {options}");

    /// <summary>Throws for the first label that is no class and is not ignored, if there is one.</summary>
    internal static void ThrowLabel<TLabel>(string name, ReadOnlySpan<TLabel> labels, long classes, long? ignored)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        for (var row = 0; row < labels.Length; row++)
        {
            var label = long.CreateChecked(labels[row]);
            if ((label < 0 || label >= classes) && label != ignored)
            {
                throw new ArgumentOutOfRangeException(
                    name, labels[row], $"Label {label} in row {row} is outside [0, {classes}).");
            }
        }
    }

    [DoesNotReturn]
    internal static void ThrowValue(string input, long row) =>
        throw new ArgumentOutOfRangeException(input, $"An element of row {row} of {input} is outside its range.");

    [DoesNotReturn]
    private static void Throw(Status status, string output, string options) => throw status switch
    {
        Status.Alias => new ArgumentException(
            $"{output} overlaps another span; in place means the same span with the same stride, where it is allowed.",
            output),
        Status.Option => new ArgumentOutOfRangeException(
            nameof(options), $"An option or number is out of its range{options}."),
        Status.Null => new ArgumentException("A span is empty that must not be.", output),
        Status.Unsupported => new PlatformNotSupportedException(
            "This processor or operating system lacks x86-64-v2 (SSE4.2), the least that libnativeloss needs."),
        _ => new InvalidOperationException($"libnativeloss answered {status} ({(int)status})."),
    };
}
