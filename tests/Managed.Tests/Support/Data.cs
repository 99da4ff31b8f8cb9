// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;
using System.Numerics;

namespace NativeLoss.Tests.Support;

/// <summary>Repeatable inputs.</summary>
internal static class Data
{
    /// <summary>Normal with a standard deviation of 3.</summary>
    internal static T[] Normal<T>(int count, int seed)
        where T : IBinaryFloatingPointIeee754<T>
    {
#pragma warning disable CA5394 // Repeatable, not secret.
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(_ => T.CreateChecked(
                3 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))),
        ];
    }

    internal static int[] Labels(int rows, int classes, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => random.Next(classes))];
    }
#pragma warning restore CA5394
}
