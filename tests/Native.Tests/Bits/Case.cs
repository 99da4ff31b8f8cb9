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

    /// <summary>
    /// Every length alone in every family; three rows of it, together and apart, whose families change with the length;
    /// and rows of a vocabulary's length. More would be the same again: v2 multiplies and adds in software and takes
    /// most of the time.
    /// </summary>
    internal static IReadOnlyList<Case> All { get; } =
        [
            .. from family in Enum.GetValues<Family>()
               where family != Family.Mixed
               from length in Lengths
               select Of(family, 1, length, 0),
            .. from length in Lengths from gap in new[] { 0, 5 } select Of(Family.Mixed, 3, length, gap),
            Of(Family.Normal, 1, 32000, 0),
            Of(Family.Confident, 1, 50257, 0),
        ];

    /// <summary>The half types are computed as f32 is, from other lines of memory: fewer lengths do.</summary>
    internal static IEnumerable<Case> Of(Dtype dtype) =>
        All.Where(item => dtype is Dtype.F32 or Dtype.F64 || item.Shape.Columns is < 70 or > 250);

    // The first row's id decides where its label is.
    private static Case Of(Family family, int rows, int columns, int gap) =>
        new(family, Shape.Of(rows, columns, firstId: columns), new Layout(gap));

    public override string ToString() => $"{Family}, {Shape}, gap {Layout.Gap}";
}
