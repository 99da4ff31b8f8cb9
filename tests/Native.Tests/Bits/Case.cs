// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using NativeLoss.Native.Tests.Calls;
using NativeLoss.Native.Tests.Inputs;

namespace NativeLoss.Native.Tests.Bits;

/// <summary>One call whose result every image must give.</summary>
internal readonly record struct Case(Family Family, Shape Shape, Layout Layout)
{
    private static readonly int[] Lengths = [.. Enumerable.Range(1, 257), 1000, 1001, 4095, 4096, 4097];
    private static readonly int[] LongLengths = [32000, 50257];

    /// <summary>
    /// Every length alone in every family, three rows of it, and strided rows of all families together; rows of a vocabulary's length
    /// in two families, since they differ in nothing but time.
    /// </summary>
    internal static IReadOnlyList<Case> All { get; } =
        [
            .. from family in Enum.GetValues<Family>() where family != Family.Mixed from length in Lengths select Of(family, 1, length, 0),
            .. from length in Lengths select Of(Family.Normal, 3, length, 0),
            .. from length in Lengths select Of(Family.Mixed, (int)Family.Mixed, length, 5),
            .. from length in LongLengths from family in new[] { Family.Normal, Family.Confident } select Of(family, 1, length, 0),
        ];

    // The first row's id decides where its label is.
    private static Case Of(Family family, int rows, int columns, int gap) =>
        new(family, Shape.Of(rows, columns, firstId: columns), new Layout(gap));

    public override string ToString() => $"{Family}, {Shape}, gap {Layout.Gap}";
}
